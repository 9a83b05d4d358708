"""The algebra against a slow and obvious model that lives through every day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanu.coverage.algebra import (
    Cover,
    Duty,
    InstitutionFacts,
    ObligationFacts,
    OfficerFacts,
    Reason,
    Status,
    cover_on,
    duty_on,
    is_trained,
    postponed,
)
from tanu.coverage.rules import Span
from tanu.lib.dates import add_months

FIRST = date(2026, 1, 1)
DAYS = 300

days = st.integers(0, DAYS).map(lambda number: FIRST + timedelta(days=number))
maybe = st.none() | days


@st.composite
def obligations(draw) -> ObligationFacts:
    completed_on = draw(maybe)
    expires_on = completed_on and draw(st.none() | st.integers(1, 200).map(lambda n: completed_on + timedelta(days=n)))
    opens_on = expires_on and max(completed_on, expires_on - timedelta(days=draw(st.integers(0, 60))))
    excused = draw(st.lists(spans(), max_size=2).map(tuple))
    due_on = postponed(draw(days), excused)
    return ObligationFacts(due_on, completed_on, opens_on, expires_on, draw(maybe), draw(st.booleans()), excused)


@st.composite
def spans(draw) -> Span:
    start = draw(days)
    return Span(start, draw(st.none() | st.integers(1, 90).map(lambda n: start + timedelta(days=n))))


officers = st.builds(OfficerFacts, st.lists(obligations(), max_size=3).map(tuple), st.booleans(), st.booleans())
institutions = st.builds(InstitutionFacts, st.integers(1, 3), st.booleans(), st.lists(officers, max_size=4).map(tuple))


def lived_through(obligation: ObligationFacts, day: date) -> Duty:
    """Wakes up every morning and notes what has changed since yesterday."""
    today, state = FIRST - timedelta(days=1), "open"
    while today < day:
        today += timedelta(days=1)
        if state == "open" and today == obligation.completed_on:
            state = "done"
        if state == "done" and today == obligation.window_opens_on:
            state = "renew"
        if state in ("done", "renew") and today == obligation.expires_on:
            state = "lapsed"
        if today == obligation.ended_on:
            state = "ended"
    left = 0
    while state == "open" and day + timedelta(days=left) < obligation.due_on:
        left += 1
    waiting = Duty.OVERDUE if day > obligation.due_on else Duty.DUE_SOON if left <= 30 else Duty.NOT_YET_DUE
    if state in ("open", "lapsed") and any(span.start <= day < (span.end or date.max) for span in obligation.excused):
        return Duty.EXEMPT
    return {
        "open": waiting,
        "done": Duty.CURRENT,
        "renew": Duty.EXPIRING,
        "lapsed": Duty.LAPSED,
        "ended": Duty.ENDED,
    }[state]


def stands_trained(officer: OfficerFacts, day: date) -> bool:
    states = [(asked.of_officers, lived_through(asked, day)) for asked in officer.obligations]
    states = [state for state in states if state[1] != Duty.ENDED]
    if any(of_officers for of_officers, _ in states):
        states = [state for state in states if state[0]]
    done = [state for _, state in states if state in (Duty.CURRENT, Duty.EXPIRING)]
    missed = [state for _, state in states if state in (Duty.OVERDUE, Duty.LAPSED)]
    return done != [] and missed == []


def without_later_completions(officer: OfficerFacts, day: date) -> OfficerFacts:
    """As if nobody did anything more: what of today's training is still valid later."""
    kept = tuple(
        asked
        for asked in officer.obligations
        if lived_through(asked, day) in (Duty.CURRENT, Duty.EXPIRING)
        and (asked.of_officers or not any(other.of_officers for other in asked_on(officer, day)))
    )
    return OfficerFacts(tuple(ObligationFacts(a.due_on, a.completed_on, None, a.expires_on) for a in kept))


def asked_on(officer: OfficerFacts, day: date) -> list[ObligationFacts]:
    return [asked for asked in officer.obligations if lived_through(asked, day) != Duty.ENDED]


@given(obligations(), days)
def test_a_duty_stands_where_living_through_every_day_leads(obligation, day):
    assert duty_on(obligation, day) == lived_through(obligation, day)


@given(days, st.lists(spans(), max_size=3), days)
def test_leave_never_makes_somebody_overdue(due_on, excused, day):
    """On the day of return and thirty days after it, whoever was not overdue before is not overdue."""
    asked = ObligationFacts(postponed(due_on, excused), excused=tuple(excused))

    for span in excused:
        if span.start <= due_on and span.end:
            assert duty_on(asked, span.end + timedelta(days=30)) != Duty.OVERDUE
    if not any(span.start <= day for span in excused):
        assert (duty_on(asked, day) == Duty.OVERDUE) == (day > asked.due_on)
    assert asked.due_on >= due_on


@given(officers, days)
def test_an_officer_is_trained_when_something_is_done_and_nothing_missed(officer, day):
    assert is_trained(officer, day) == stands_trained(officer, day)


@given(institutions, days)
def test_an_institution_is_covered_when_as_many_are_trained_as_are_owed(institution, day):
    found = cover_on(institution, day)

    trained = [officer for officer in institution.officers if not officer.is_away and stands_trained(officer, day)]
    of_them_officers = [officer for officer in trained if not officer.is_deputy]
    if not institution.officers:
        expected = {Cover.NOBODY_APPOINTED} if institution.has_staff else {Cover.NOT_REGISTERED}
    elif len(of_them_officers) >= institution.officers_owed:
        expected = {Cover.COVERED, Cover.AT_RISK}
    elif len(trained) >= institution.officers_owed:
        expected = {Cover.AT_RISK}
    else:
        expected = {Cover.NOT_COVERED}
    assert found.cover in expected


@given(institutions, days)
def test_it_is_at_risk_when_too_few_would_be_left_within_sixty_days(institution, day):
    trained = [
        without_later_completions(officer, day)
        for officer in institution.officers
        if not officer.is_deputy and not officer.is_away and stands_trained(officer, day)
    ]
    if len(trained) < institution.officers_owed:
        return

    left = [
        sum(
            all(lived_through(asked, day + timedelta(days=n)) != Duty.LAPSED for asked in o.obligations)
            for o in trained
        )
        for n in (0, 20, 40, 59, 60)
    ]

    is_at_risk = min(left) < institution.officers_owed
    assert (cover_on(institution, day).cover == Cover.AT_RISK) == is_at_risk


@given(institutions, days)
def test_only_what_is_wrong_has_a_reason(institution, day):
    found = cover_on(institution, day)

    assert (found.reason is not None) == (found.cover in (Cover.NOT_COVERED, Cover.AT_RISK))


DUE = date(2026, 6, 30)


@pytest.mark.parametrize(
    ("day", "duty"),
    [
        (date(2026, 5, 30), Duty.NOT_YET_DUE),
        (date(2026, 5, 31), Duty.DUE_SOON),
        (date(2026, 6, 30), Duty.DUE_SOON),
        (date(2026, 7, 1), Duty.OVERDUE),
    ],
)
def test_the_due_day_itself_is_in_time(day, duty):
    assert duty_on(ObligationFacts(DUE), day) == duty


@pytest.mark.parametrize(
    ("day", "duty"),
    [
        (date(2026, 3, 9), Duty.DUE_SOON),
        (date(2026, 3, 10), Duty.CURRENT),
        (date(2026, 7, 9), Duty.CURRENT),
        (date(2026, 7, 10), Duty.EXPIRING),
        (date(2026, 9, 9), Duty.EXPIRING),
        (date(2026, 9, 10), Duty.LAPSED),
    ],
)
def test_training_is_valid_until_the_day_before_it_expires(day, duty):
    done = ObligationFacts(date(2026, 3, 20), date(2026, 3, 10), date(2026, 7, 10), date(2026, 9, 10))

    assert duty_on(done, day) == duty


TRAINED = OfficerFacts((ObligationFacts(DUE, FIRST, None, date(2027, 1, 1)),))
UNTRAINED = OfficerFacts((ObligationFacts(DUE),))
TODAY = date(2026, 5, 1)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (InstitutionFacts(), Status(Cover.NOT_REGISTERED)),
        (InstitutionFacts(has_staff=True), Status(Cover.NOBODY_APPOINTED)),
        (InstitutionFacts(officers=(UNTRAINED,)), Status(Cover.NOT_COVERED, Reason.NOT_TRAINED)),
        (InstitutionFacts(officers=(OfficerFacts(),)), Status(Cover.NOT_COVERED, Reason.NOT_ASKED)),
        (InstitutionFacts(officers=(TRAINED,)), Status(Cover.COVERED)),
        (InstitutionFacts(2, officers=(TRAINED,)), Status(Cover.NOT_COVERED, Reason.TOO_FEW)),
        (InstitutionFacts(2, officers=(TRAINED, TRAINED)), Status(Cover.COVERED)),
        (InstitutionFacts(2, officers=(TRAINED, UNTRAINED)), Status(Cover.NOT_COVERED, Reason.NOT_TRAINED)),
        (
            InstitutionFacts(officers=(UNTRAINED, OfficerFacts(TRAINED.obligations, is_deputy=True))),
            Status(Cover.AT_RISK, Reason.ONLY_DEPUTY),
        ),
        (InstitutionFacts(officers=(replace(TRAINED, is_away=True),)), Status(Cover.NOT_COVERED, Reason.AWAY)),
        (
            InstitutionFacts(officers=(replace(TRAINED, is_away=True), replace(TRAINED, is_deputy=True))),
            Status(Cover.AT_RISK, Reason.ONLY_DEPUTY),
        ),
        (
            InstitutionFacts(officers=(OfficerFacts((ObligationFacts(DUE, excused=(Span(FIRST),)),)),)),
            Status(Cover.NOT_COVERED, Reason.EXEMPT),
        ),
    ],
)
def test_where_an_institution_stands(facts, expected):
    assert cover_on(facts, TODAY) == expected


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2026, 6, 30), Reason.NOT_TRAINED),
        (date(2026, 7, 1), Reason.OVERDUE),
    ],
)
def test_an_untrained_officer_becomes_overdue_after_the_due_day(day, reason):
    assert cover_on(InstitutionFacts(officers=(UNTRAINED,)), day).reason == reason


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 11, 1), Status(Cover.COVERED)),
        (date(2026, 11, 2), Status(Cover.AT_RISK, Reason.ENDS_SOON)),
        (date(2026, 12, 31), Status(Cover.AT_RISK, Reason.ENDS_SOON)),
        (date(2027, 1, 1), Status(Cover.NOT_COVERED, Reason.LAPSED)),
    ],
)
def test_sixty_days_before_the_last_training_ends_it_is_at_risk(day, expected):
    assert cover_on(InstitutionFacts(officers=(TRAINED,)), day) == expected


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2024, 2, 29), 36, date(2027, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
    ],
)
def test_a_months_end_clamps(day, months, later):
    assert add_months(day, months) == later
