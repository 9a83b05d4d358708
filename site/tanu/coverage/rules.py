"""What follows from dated facts for one person at one institution: pure functions, with no database and no clock.

A requirement is a sequence of versions; from the day a version comes into force it replaces those before it.
A run is an unbroken time in which a requirement asks something of the person.
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from tanu.lib.dates import add_months


@dataclass(frozen=True)
class Span:
    """A half-open time; without an end it goes on."""

    start: date
    end: date | None = None

    def meet(self, other: "Span") -> "Span | None":
        """The time in both."""
        start = max(self.start, other.start)
        end = min(self.end or date.max, other.end or date.max)
        return Span(start, None if end == date.max else end) if start < end else None

    def holds(self, day: date) -> bool:
        return self.start <= day < (self.end or date.max)

    def without(self, other: "Span") -> list["Span"]:
        """What of this time lies before the other and after it."""
        before = self.meet(Span(date.min, other.start)) if other.start > date.min else None
        after = self.meet(Span(other.end)) if other.end else None
        return [span for span in (before, after) if span]

    def cut(self, days: Iterable[date]) -> list["Span"]:
        """The same time in pieces, each beginning on one of `days` or with the whole."""
        starts = sorted({self.start, *(day for day in days if self.start < day < (self.end or date.max))})
        return [Span(start, end) for start, end in zip(starts, [*starts[1:], self.end], strict=True)]


@dataclass(frozen=True)
class Rule:
    """A version of a requirement. Empty collections ask everybody; `place` is a territory, None the country.

    `fixed` is the month and day of the year on which what it asks for expires, where `validity_base` is "fixed".
    """

    id: Any
    requirement: Any
    key: str
    number: int
    span: Span
    training: Any
    minimum_edition: int
    kinds: frozenset[str]
    professions: frozenset[str]
    designated_only: bool
    place: Any
    due_days: int
    valid_months: int | None
    window_days: int
    validity_base: str = "completion"
    fixed: tuple[int, int] | None = None
    minimum_months: int | None = None


@dataclass(frozen=True)
class Spell:
    """A post or a designation, whose `profession` is empty."""

    span: Span
    profession: str = ""


@dataclass(frozen=True)
class Setting:
    """What an institution is for a time: its kind, and the territories it lies in, itself first."""

    span: Span
    kind: str
    places: frozenset[Any]


@dataclass(frozen=True)
class Done:
    """A row of the ledger that counts. `refreshed`: the newer editions that it was brought up to, and when."""

    id: Any
    training: Any
    edition: int
    completed_on: date
    valid_until: date | None
    refreshed: tuple[tuple[int, date], ...] = ()

    def met_on(self, minimum_edition: int) -> date | None:
        """Since when it is of that edition or a newer one."""
        if self.edition >= minimum_edition:
            return self.completed_on
        return min((day for edition, day in self.refreshed if edition >= minimum_edition), default=None)


@dataclass(frozen=True)
class Case:
    """All that decides what is asked of one person at one institution."""

    posts: tuple[Spell, ...] = ()
    designations: tuple[Spell, ...] = ()
    settings: tuple[Setting, ...] = ()
    done: tuple[Done, ...] = ()


@dataclass(frozen=True)
class Run:
    """An unbroken time in which a requirement asks; `rule` is the version that began it."""

    span: Span
    rule: Rule


@dataclass(frozen=True)
class Decision:
    """The terms of one obligation; `completion` is the ledger row that met it."""

    rule: Rule
    arose_on: date
    due_on: date
    completion: Any = None
    completed_on: date | None = None
    window_opens_on: date | None = None
    expires_on: date | None = None
    ended_on: date | None = None


def in_force(versions: Iterable[Rule]) -> list[tuple[Span, Rule]]:
    """Which version of one requirement holds when."""
    held: list[tuple[Span, Rule]] = []
    for version in sorted(versions, key=lambda rule: rule.number):
        before = Span(date.min, version.span.start)
        cut = [(span.meet(before), rule) for span, rule in held]
        held = [(span, rule) for span, rule in cut if span] + [(version.span, version)]
    return held


def runs_of(case: Case, versions: Iterable[Rule]) -> list[Run]:
    """The runs of one requirement, oldest first: the time in which kind, territory and profession are those asked."""
    spans = [*(post.span for post in case.posts), *(setting.span for setting in case.settings)]
    turns = {turn for span in spans for turn in (span.start, span.end) if turn}
    asked = []
    for force, rule in in_force(versions):
        for spell in case.designations if rule.designated_only else case.posts:
            span = spell.span.meet(force)
            pieces = span.cut(turns) if span else []
            asked += [Run(piece, rule) for piece in pieces if _concerns(rule, case, spell, piece.start)]
    return _joined(asked)


def _concerns(rule: Rule, case: Case, spell: Spell, day: date) -> bool:
    posts = {post.profession for post in case.posts if post.span.holds(day)}
    professions = posts if rule.designated_only else {spell.profession}
    if rule.professions and not rule.professions & professions:
        return False
    setting = next((setting for setting in case.settings if setting.span.holds(day)), None)
    if setting is None:
        return False
    return (not rule.kinds or setting.kind in rule.kinds) and (rule.place is None or rule.place in setting.places)


def _joined(runs: list[Run]) -> list[Run]:
    """Times that touch or overlap become one, begun by the version of the first."""
    joined: list[Run] = []
    for run in sorted(runs, key=lambda run: (run.span.start, run.rule.number)):
        last = joined[-1] if joined else None
        if last and run.span.start <= (last.span.end or date.max):
            ends = [last.span.end, run.span.end]
            end = None if None in ends else max(filter(None, ends))
            joined[-1] = replace(last, span=Span(last.span.start, end))
        else:
            joined.append(run)
    return joined


def first_matches(case: Case, versions: Mapping[Any, Sequence[Rule]]) -> dict[Any, list[Run]]:
    """The runs of each requirement that asks something; `versions` are by requirement.

    Of several requirements that ask for one training the first by key does, as long as it asks.
    """
    found: dict[Any, list[Run]] = {}
    for requirement, rules in sorted(versions.items(), key=lambda item: item[1][0].key):
        taken = [run for runs in found.values() for run in runs]
        found[requirement] = [left for run in runs_of(case, rules) for left in _left_of(run, taken)]
    return {requirement: runs for requirement, runs in found.items() if runs}


def _left_of(run: Run, taken: Iterable[Run]) -> list[Run]:
    """The time in which nothing else asks for the same training."""
    spans = [run.span]
    for other in taken:
        if other.rule.training == run.rule.training:
            spans = [left for span in spans for left in span.without(other.span)]
    return [replace(run, span=span) for span in spans]


def decide_run(
    run: Run, versions: Sequence[Rule], done: Iterable[Done], decided: Sequence[Decision] = ()
) -> list[Decision]:
    """The decisions of a run in their order, the last of which stands.

    `decided` are earlier decisions under this requirement. The due date of this run, and the terms of completions
    that counted in it or in a run before it, are kept as they were decided.
    """
    own = [decision for decision in decided if run.span.holds(decision.arose_on)]
    first = next((decision for decision in own if decision.arose_on == own[-1].arose_on), None)
    base = Decision(
        rule=first.rule if first else run.rule,
        arose_on=min(first.arose_on, run.span.start) if first else run.span.start,
        due_on=first.due_on if first else run.span.start + timedelta(days=run.rule.due_days),
    )
    known = sorted(decided, key=lambda decision: decision.arose_on)
    before = run.span.end or date.max
    kept = {term.completion: term for term in known if term.completion and term.arose_on < before}
    chain = [base]
    for completion in sorted(done, key=lambda row: row.completed_on):
        term = kept.get(completion.id) or _term(chain[-1], completion, versions)
        if term and _counts(term, chain[-1], run):
            chain.append(replace(term, arose_on=base.arose_on, due_on=base.due_on))
    return [replace(decision, ended_on=run.span.end) for decision in chain[1:] or chain]


def _term(before: Decision, completion: Done, versions: Sequence[Rule]) -> Decision | None:
    """What `completion` earns: the first by the version the person was given, a renewal by the one in force."""
    rule = before.rule
    if before.completed_on:
        rule = next((rule for span, rule in in_force(versions) if span.holds(completion.completed_on)), rule)
    met_on = completion.met_on(rule.minimum_edition)
    if completion.training != rule.training or met_on is None:
        return None
    expires_on = expiry(rule, before, completion.completed_on) if rule.valid_months else completion.valid_until
    opens_on = expires_on and max(expires_on - timedelta(days=rule.window_days), met_on)
    return replace(
        before,
        rule=rule,
        completion=completion.id,
        completed_on=met_on,
        window_opens_on=opens_on,
        expires_on=expires_on,
    )


def expiry(rule: Rule, before: Decision, completed_on: date) -> date:
    """When what is completed on that day expires, counted from what the rule counts from.

    Completed before the window of a renewal opened, an expiry does not move where it is counted from the last expiry.
    Month ends clamp.
    """
    months = rule.valid_months or 0
    if rule.validity_base == "fixed":
        return add_months(_fixed_base(rule, before, completed_on), months)
    if rule.validity_base == "expiry":
        if not before.completed_on:
            is_in_time = before.arose_on <= completed_on <= before.due_on
            return add_months(before.due_on if is_in_time else completed_on, months)
        if before.expires_on and completed_on < (before.window_opens_on or before.expires_on):
            return before.expires_on
        if before.expires_on and completed_on < before.expires_on:
            return add_months(before.expires_on, months)
    return add_months(completed_on, months)


def _fixed_base(rule: Rule, before: Decision, completed_on: date) -> date:
    """The fixed day from which the validity runs: never so early that it gives less than the least validity."""
    months = rule.valid_months or 0
    least = months // 2 if rule.minimum_months is None else rule.minimum_months
    base = _on_fixed_day((before.expires_on or before.due_on).year, rule)
    while add_months(base, -least) >= completed_on:
        base = add_months(base, -months)
    while add_months(base, months) < add_months(completed_on, least):
        base = add_months(base, months)
    return base


def _on_fixed_day(year: int, rule: Rule) -> date:
    month, day = rule.fixed or (1, 1)
    return date(year, month, min(day, monthrange(year, month)[1]))


def _counts(term: Decision, before: Decision, run: Run) -> bool:
    """Still valid when it was asked for, done before the run ended, and no shorter than what the person has already."""
    if term.completed_on is None or term.completed_on >= (run.span.end or date.max):
        return False
    expires_on = term.expires_on or date.max
    return expires_on > before.arose_on and (not before.completed_on or expires_on >= (before.expires_on or date.max))


def holding_on(decisions: Sequence[Decision], day: date) -> Decision | None:
    """What had been asked of the person by `day` under one requirement, and the completion that counted then.

    `decisions` are all there ever were whose completion still stands, the one that holds today last. Before that one
    arose, the one that had arisen last holds.
    """
    if len(decisions) == 1 and _says_all(decisions[0], day):
        return decisions[0]
    begun = [decision for decision in decisions if decision.arose_on <= day]
    if not begun:
        return None
    base = begun[-1] if begun[-1] is decisions[-1] else max(reversed(begun), key=lambda one: one.arose_on)
    terms = [term for term in decisions if _counted_by(term, base, day)]
    term = max(reversed(terms), key=_worth) if terms else Decision(base.rule, day, day)
    return replace(term, arose_on=base.arose_on, due_on=base.due_on, ended_on=base.ended_on)


def _says_all(only: Decision, day: date) -> bool:
    """Most people were decided about once."""
    return only.arose_on <= day and (only.completed_on is None or _counted_by(only, only, day))


def _worth(term: Decision) -> tuple[date, date]:
    """A completion never shortens what another gave."""
    return term.expires_on or date.max, term.completed_on or date.min


def _counted_by(term: Decision, base: Decision, day: date) -> bool:
    return term.completed_on is not None and term.completed_on <= day and (term.expires_on or date.max) > base.arose_on
