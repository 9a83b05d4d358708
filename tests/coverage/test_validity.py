"""Until when a training is valid: counted from its day, from the last expiry, or to a fixed day of the year."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanu.coverage.rules import Decision, expiry
from tanu.lib.dates import add_months
from tests.coverage.test_rules import Span, rule

YEARLY = rule(1, Span(date.min), valid_months=12, window_days=61, minimum_months=6)
FROM_EXPIRY = replace(YEARLY, validity_base="expiry")
EVERY_DECEMBER = replace(YEARLY, validity_base="fixed", fixed=(12, 1))
DUE = date(2020, 12, 1)

days = st.integers(0, 2000).map(lambda n: date(2019, 1, 1) + timedelta(days=n))


def first(due_on: date = DUE, terms=YEARLY) -> Decision:
    return Decision(terms, due_on - timedelta(days=180), due_on)


def held_until(expires_on: date, terms=YEARLY) -> Decision:
    """Somebody who has been trained once; the window stands as it was decided then."""
    completed_on = add_months(expires_on, -12)
    return replace(
        first(terms=terms),
        completed_on=completed_on,
        expires_on=expires_on,
        window_opens_on=add_months(expires_on, -2),
    )


@pytest.mark.parametrize(
    ("before", "done", "until"),
    [
        (first(), date(2020, 8, 15), date(2021, 12, 1)),
        (first(), date(2021, 1, 10), date(2022, 1, 10)),
        (held_until(date(2021, 12, 1)), date(2021, 11, 5), date(2022, 12, 1)),
        (held_until(date(2021, 12, 1)), date(2021, 6, 5), date(2021, 12, 1)),
        (held_until(date(2021, 12, 1)), date(2022, 4, 9), date(2023, 4, 9)),
    ],
    ids=["in time, the first counts from its due date", "late, from its day", "a renewal in the window",
         "too early, nothing moves", "lapsed, from its day"],
)  # fmt: skip
def test_counted_from_the_last_expiry(before, done, until):
    assert expiry(FROM_EXPIRY, before, done) == until


@pytest.mark.parametrize(
    ("before", "done", "until"),
    [
        (first(), date(2020, 8, 15), date(2021, 12, 1)),
        (held_until(date(2021, 12, 1)), date(2021, 11, 5), date(2022, 12, 1)),
        (held_until(date(2022, 12, 1)), date(2023, 4, 9), date(2023, 12, 1)),
        (first(date(2020, 11, 20)), date(2020, 11, 15), date(2021, 12, 1)),
    ],
    ids=["the first", "renewed in time", "after a lapse", "a starter who has just trained is not trained twice"],
)
def test_counted_to_a_fixed_day(before, done, until):
    assert expiry(EVERY_DECEMBER, before, done) == until


def test_what_was_done_long_before_it_was_asked_counts_from_its_own_day():
    """Otherwise training of years ago would make somebody trained who was appointed today."""
    assert expiry(FROM_EXPIRY, first(), date(2015, 5, 1)) == date(2016, 5, 1)


@given(days, days)
def test_a_fixed_day_gives_at_least_the_least_validity_and_always_that_day(due_on, done):
    until = expiry(EVERY_DECEMBER, first(due_on), done)

    assert (until.month, until.day) == (12, 1)
    assert add_months(done, 6) <= until <= add_months(done, 18)


@given(days, days)
def test_no_renewal_ever_shortens_what_was_held(expires_on, done):
    before = held_until(expires_on)

    if before.completed_on < done < expires_on:
        assert expiry(FROM_EXPIRY, before, done) >= expires_on
