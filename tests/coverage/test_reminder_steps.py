"""Reminders by the calendar: each step once, however often and however irregularly it is asked."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanu.coverage.algebra import ObligationFacts
from tanu.coverage.reminders.steps import LAST, STEPS, deadline_on, is_renewal, step_on, steps_between
from tanu.coverage.rules import Span

DUE = date(2026, 12, 3)
A_DAY = timedelta(days=1)

days = st.dates(date(2026, 9, 1), date(2027, 4, 1))


def on(offset: int) -> date:
    return DUE + timedelta(days=offset)


@pytest.mark.parametrize(
    ("offset", "step"),
    [(-31, None), (-30, -30), (-14, -14), (-7, -7), (-1, -1), (1, 1), (15, 15), (29, 29), (43, 43), (57, None)],
)
def test_the_days_of_reminders(offset, step):
    assert step_on(DUE, on(offset)) == step


def test_where_days_were_missed_only_the_most_recent_step_is_left():
    assert step_on(DUE, on(-5)) == -7
    assert step_on(DUE, on(0)) == -1
    assert step_on(DUE, on(20)) == 15


def test_there_are_four_before_and_four_after():
    met = [step_on(DUE, on(offset)) for offset in range(-100, 400)]

    assert list(dict.fromkeys(step for step in met if step)) == list(STEPS)


@given(st.sets(days))
def test_asked_on_some_days_the_steps_only_go_on(asked):
    met = [step for day in sorted(asked) if (step := step_on(DUE, day)) is not None]

    assert met == sorted(met)
    assert set(met) <= set(STEPS)


@given(days)
def test_a_step_never_comes_before_its_day(day):
    step = step_on(DUE, day)

    assert step is None or on(step) <= day


@given(days)
def test_long_after_nobody_is_written_to(day):
    assert day <= DUE + LAST or step_on(DUE, day) is None


def test_the_deadline_of_what_was_never_done_is_the_due_day():
    facts = ObligationFacts(due_on=DUE)

    assert deadline_on(facts, DUE) == deadline_on(facts, DUE + A_DAY) == DUE
    assert not is_renewal(facts, DUE + A_DAY)


def test_the_deadline_of_a_renewal_is_the_last_day_of_valid_training():
    facts = ObligationFacts(
        due_on=date(2023, 12, 3), completed_on=date(2023, 12, 1), window_opens_on=on(-60), expires_on=DUE
    )

    assert deadline_on(facts, on(-61)) is None
    assert deadline_on(facts, on(-60)) == deadline_on(facts, on(5)) == DUE - A_DAY
    assert is_renewal(facts, on(5))


@given(days)
def test_what_is_done_ended_or_excused_has_no_deadline(day):
    always = Span(date(2000, 1, 1))

    assert deadline_on(ObligationFacts(due_on=DUE, completed_on=date(2026, 1, 1)), day) is None
    assert deadline_on(ObligationFacts(due_on=DUE, ended_on=date(2026, 1, 1)), day) is None
    assert deadline_on(ObligationFacts(due_on=DUE, excused=(always,)), day) is None


@given(days, st.integers(0, 80))
def test_what_is_foreseen_is_what_is_met_day_by_day(first, length):
    facts = ObligationFacts(due_on=DUE)
    span = [first + timedelta(days=number) for number in range(length + 1)]

    foreseen = [step for _, _, step in steps_between(facts, first, span[-1])]

    assert foreseen == list(dict.fromkeys(step for day in span if (step := step_on(DUE, day))))


def test_foreseen_are_day_deadline_and_step():
    found = list(steps_between(ObligationFacts(due_on=DUE), on(-8), on(1)))

    assert found == [(on(-8), DUE, -14), (on(-7), DUE, -7), (on(-1), DUE, -1), (on(1), DUE, 1)]


def test_who_comes_back_to_a_lapsed_training_is_reminded_from_then_on():
    away = Span(on(-400), on(0))
    lapsed = ObligationFacts(due_on=on(-800), completed_on=on(-800), expires_on=on(-100), excused=(away,))

    met = [(day, step) for day, _, step in steps_between(lapsed, on(-30), on(120))]

    assert met == [(on(0) + timedelta(days=30 + step), step) for step in STEPS]


def test_who_is_away_is_not_reminded_to_renew():
    expiring = ObligationFacts(
        due_on=on(-800),
        completed_on=on(-800),
        window_opens_on=on(-60),
        expires_on=on(1),
        excused=(Span(on(-90), on(90)),),
    )

    assert deadline_on(expiring, on(-7)) is None


def test_who_is_long_overdue_when_it_is_written_down_is_reminded_from_then_on():
    overdue = ObligationFacts(due_on=on(-400))

    met = [(day, step) for day, _, step in steps_between(overdue, on(-100), on(100), known_on=on(0))]

    assert met == [(on(step - 1), step) for step in STEPS if step > 0]
    assert not list(steps_between(overdue, on(-100), on(100)))
