"""What is asked and decided, against a slow model, and the promises that decisions keep."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tanu.coverage.plans import Written, plan
from tanu.coverage.rules import (
    Case,
    Decision,
    Done,
    Rule,
    Setting,
    Span,
    Spell,
    decide_run,
    first_matches,
    holding_on,
    runs_of,
)

FIRST = date(2026, 1, 1)
DAYS = 120
SOME_DAYS = [FIRST + timedelta(days=n) for n in range(DAYS)]

days = st.integers(0, DAYS).map(lambda n: FIRST + timedelta(days=n))


@st.composite
def spans(draw) -> Span:
    start = draw(days)
    return Span(start, draw(st.none() | st.integers(1, 60).map(lambda n: start + timedelta(days=n))))


def rule(number: int, span: Span, **changes) -> Rule:
    standard = Rule(
        id=number,
        requirement="officers",
        key="officers",
        number=number,
        span=span,
        training="course",
        minimum_edition=1,
        kinds=frozenset(),
        professions=frozenset(),
        designated_only=True,
        place=None,
        due_days=30,
        valid_months=3,
        window_days=20,
    )
    return replace(standard, **changes)


@st.composite
def versions(draw) -> list[Rule]:
    """A requirement whose versions ask different things; an earlier one ends where a later one begins."""
    return [
        rule(
            number,
            draw(spans()),
            minimum_edition=draw(st.integers(1, 2)),
            due_days=draw(st.integers(0, 60)),
            valid_months=draw(st.none() | st.integers(1, 3)),
        )
        for number in range(1, draw(st.integers(1, 3)) + 1)
    ]


@st.composite
def ledgers(draw) -> tuple[Done, ...]:
    return tuple(
        Done(number, "course", draw(st.integers(1, 2)), day, draw(st.none() | st.just(day + timedelta(days=40))))
        for number, day in enumerate(sorted(draw(st.lists(days, max_size=4))), start=1)
    )


@st.composite
def cases(draw) -> Case:
    always = Setting(Span(date.min), "school", frozenset())
    designations = draw(st.lists(spans().map(Spell), min_size=1, max_size=3).map(tuple))
    return Case(designations=designations, settings=(always,), done=draw(ledgers()))


def is_asked(case: Case, rules: list[Rule], day: date) -> bool:
    """On one day: the newest version that has begun is in force, and somebody is designated."""
    begun = [version for version in rules if version.span.start <= day]
    in_force = bool(begun) and max(begun, key=lambda version: version.number).span.holds(day)
    return in_force and any(spell.span.holds(day) for spell in case.designations)


@given(cases(), versions())
def test_runs_are_the_days_on_which_something_is_asked(case, rules):
    runs = runs_of(case, rules)

    assert [any(run.span.holds(day) for run in runs) for day in SOME_DAYS] == [
        is_asked(case, rules, day) for day in SOME_DAYS
    ]
    assert all(before.span.end < after.span.start for before, after in pairwise(runs))


KINDS, WORK = ("school", "college"), ("teacher", "nurse")


@st.composite
def moving_cases(draw) -> Case:
    """Institutions change their kind and place, people their profession."""
    turns = sorted(draw(st.sets(days, max_size=3)))
    starts, ends = [date.min, *turns], [*turns, None]
    settings = tuple(
        Setting(Span(start, end), draw(st.sampled_from(KINDS)), frozenset(draw(st.sets(st.sampled_from("ab")))))
        for start, end in zip(starts, ends, strict=True)
    )
    posts = draw(st.lists(st.builds(Spell, spans(), st.sampled_from(WORK)), min_size=1, max_size=3))
    designations = draw(st.lists(spans().map(Spell), max_size=2))
    return Case(posts=tuple(posts), designations=tuple(designations), settings=settings, done=draw(ledgers()))


@st.composite
def choosy_rules(draw) -> Rule:
    return rule(
        1,
        draw(spans()),
        kinds=frozenset(draw(st.sets(st.sampled_from(KINDS)))),
        professions=frozenset(draw(st.sets(st.sampled_from(WORK)))),
        place=draw(st.sampled_from([None, "a", "b"])),
        designated_only=draw(st.booleans()),
    )


def concerns(rule: Rule, case: Case, day: date) -> bool:
    """On one day: what holds that day, and nothing of any other."""
    posts = [spell for spell in case.posts if spell.span.holds(day)]
    work = {spell.profession for spell in posts}
    is_there = any(spell.span.holds(day) for spell in case.designations) if rule.designated_only else bool(posts)
    now = next(setting for setting in case.settings if setting.span.holds(day))
    return (
        rule.span.holds(day)
        and is_there
        and (not rule.professions or bool(work & rule.professions))
        and (not rule.kinds or now.kind in rule.kinds)
        and (rule.place is None or rule.place in now.places)
    )


@given(moving_cases(), choosy_rules())
def test_runs_follow_whoever_and_whatever_changes(case, asking):
    runs = runs_of(case, [asking])

    assert [any(run.span.holds(day) for run in runs) for day in SOME_DAYS] == [
        concerns(asking, case, day) for day in SOME_DAYS
    ]


@given(moving_cases(), choosy_rules(), choosy_rules())
def test_of_two_that_ask_for_one_training_the_first_asks_while_it_does(case, first, second):
    second = replace(second, id=2, requirement="staff", key="staff")
    found = first_matches(case, {"officers": [first], "staff": [second]})

    def asking(requirement: str, day: date) -> bool:
        return any(run.span.holds(day) for run in found.get(requirement, []))

    for day in SOME_DAYS:
        assert asking("officers", day) == concerns(first, case, day)
        assert asking("staff", day) == (concerns(second, case, day) and not concerns(first, case, day))


@given(moving_cases(), choosy_rules(), choosy_rules(), days, days)
def test_what_is_settled_stays_settled_on_any_later_day(case, first, second, day, later):
    rules = [first, replace(second, id=2, requirement="staff", key="staff")]
    written = settle(case, rules, [], min(day, later))

    again = plan(case, rules, written, max(day, later))

    assert (again.supersede, again.add, again.past) == ([], [], [])


def settle(case: Case, rules: list[Rule], written: list[Written], day: date) -> list[Written]:
    """The table after a plan is carried out."""
    changes = plan(case, rules, written, day)
    kept = [replace(row, is_live=row.is_live and row.id not in changes.supersede) for row in written]
    number = len(kept)
    for decision in changes.past:
        kept.append(Written(number := number + 1, decision, is_live=False))
    for decision in changes.add:
        kept.append(Written(number := number + 1, decision, is_live=True))
    return sorted(kept, key=lambda row: row.is_live)


@given(cases(), versions(), days)
def test_what_is_settled_needs_no_further_change(case, rules, day):
    written = settle(case, rules, [], day)

    again = plan(case, rules, written, day)

    assert (again.supersede, again.add, again.past) == ([], [], [])


@given(cases(), versions(), days)
def test_one_decision_of_a_requirement_holds_at_a_time(case, rules, day):
    written = settle(case, rules, [], day)

    assert sum(row.is_live for row in written) <= 1


@given(cases(), versions(), days)
def test_the_newest_decision_is_what_holds_once_everything_has_happened(case, rules, day):
    written = settle(case, rules, [], day)
    live = [row.decision for row in written if row.is_live]

    held = holding_on([row.decision for row in written], FIRST + timedelta(days=1000))

    assert ([held] if held else []) == live


@settings(max_examples=200)
@given(cases(), versions(), days, st.integers(1, 3), st.integers(0, 60))
def test_a_new_version_rewrites_no_due_date_and_no_expiry(case, rules, day, valid_months, due_days):
    written = settle(case, rules, [], day)
    before = {row.decision.completion: row.decision for row in written if row.is_live and row.decision.completion}
    open_before = [row.decision for row in written if row.is_live]
    newer = rule(9, Span(day), valid_months=valid_months, due_days=due_days)

    after = settle(case, [*rules, newer], written, day)

    for decision in (row.decision for row in after if row.is_live):
        if decision.completion in before:
            old = before[decision.completion]
            assert (decision.expires_on, decision.window_opens_on) == (old.expires_on, old.window_opens_on)
        if any(old.arose_on == decision.arose_on for old in open_before):
            assert decision.due_on in {old.due_on for old in open_before}


@given(cases(), versions(), days)
def test_row_by_row_or_all_at_once_ends_at_the_same_decision(case, rules, day):
    written: list[Written] = []
    for number in range(len(case.done) + 1):
        written = settle(replace(case, done=case.done[:number]), rules, written, day)

    at_once = settle(case, rules, [], day)

    assert [row.decision for row in written if row.is_live] == [row.decision for row in at_once if row.is_live]


VERSION = rule(1, Span(FIRST), due_days=30, valid_months=12, window_days=60)


def asked(start: date, end: date | None = None, done: tuple[Done, ...] = (), rules=(VERSION,)) -> list[Decision]:
    case = Case(
        designations=(Spell(Span(start, end)),), settings=(Setting(Span(date.min), "school", frozenset()),), done=done
    )
    (run,) = runs_of(case, rules)
    return decide_run(run, rules, done)


def completion(number: int, day: date, *, edition: int = 1, valid_until: date | None = None) -> Done:
    return Done(number, "course", edition, day, valid_until)


def test_what_is_asked_is_due_so_many_days_after_the_designation():
    (decision,) = asked(date(2026, 3, 1))

    assert decision.due_on == date(2026, 3, 31)


def test_nothing_is_due_sooner_than_so_many_days_after_the_requirement_came_into_force():
    (decision,) = asked(date(2020, 3, 1))

    assert (decision.arose_on, decision.due_on) == (FIRST, date(2026, 1, 31))


def test_the_requirement_sets_how_long_a_completion_holds():
    (decision,) = asked(date(2026, 3, 1), done=(completion(1, date(2026, 3, 31), valid_until=date(2030, 1, 1)),))

    assert (decision.completed_on, decision.expires_on) == (date(2026, 3, 31), date(2027, 3, 31))
    assert decision.window_opens_on == date(2027, 1, 30)


def test_where_the_requirement_says_nothing_the_ledger_does():
    silent = (replace(VERSION, valid_months=None),)

    (decision,) = asked(
        date(2026, 3, 1), done=(completion(1, date(2026, 3, 5), valid_until=date(2030, 1, 1)),), rules=silent
    )

    assert decision.expires_on == date(2030, 1, 1)


def test_training_of_before_the_designation_counts_while_it_is_valid():
    (valid,) = asked(date(2026, 3, 1), done=(completion(1, date(2025, 3, 2)),))
    (lapsed,) = asked(date(2026, 3, 1), done=(completion(1, date(2025, 3, 1)),))

    assert (valid.completion, lapsed.completion) == (1, None)


def test_an_older_edition_than_is_asked_for_does_not_count():
    second = (replace(VERSION, minimum_edition=2),)

    (decision,) = asked(date(2026, 3, 1), done=(completion(1, date(2026, 3, 2), edition=1),), rules=second)

    assert decision.completion is None


def test_a_renewal_is_judged_by_the_version_in_force_on_its_day():
    rules = (VERSION, rule(2, Span(date(2026, 9, 1)), due_days=5, valid_months=24))

    first, renewed = asked(
        date(2026, 3, 1), done=(completion(1, date(2026, 3, 2)), completion(2, date(2027, 2, 2))), rules=rules
    )

    assert (first.rule.number, first.expires_on) == (1, date(2027, 3, 2))
    assert (renewed.rule.number, renewed.expires_on, renewed.due_on) == (2, date(2029, 2, 2), first.due_on)


def test_doing_it_again_never_shortens_what_one_has():
    rules = (VERSION, rule(2, Span(date(2026, 9, 1)), valid_months=1))

    (decision,) = asked(
        date(2026, 3, 1), done=(completion(1, date(2026, 3, 2)), completion(2, date(2026, 10, 2))), rules=rules
    )

    assert decision.completion == 1


def test_what_counted_on_a_past_day_is_known():
    first, renewed = asked(date(2026, 3, 1), done=(completion(1, date(2026, 3, 2)), completion(2, date(2027, 2, 2))))

    assert holding_on([first, renewed], date(2026, 2, 28)) is None
    assert holding_on([first, renewed], date(2026, 3, 1)).completed_on is None
    assert holding_on([first, renewed], date(2027, 2, 1)).completion == 1
    assert holding_on([first, renewed], date(2027, 2, 2)).completion == 2
