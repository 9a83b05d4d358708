"""What is asked can be done: where an earlier pass does not count, the test opens again."""

from datetime import timedelta

import pytest

from tanu.courses.renewals import may_renew
from tanu.coverage.algebra import Duty
from tanu.coverage.reads import due_for
from tanu.institutions.actions import designate
from tanu.records.actions import announce_edition


def days(number: int) -> timedelta:
    return timedelta(days=number)


@pytest.fixture
def officer(cast):
    """Svetlana, designated ten days ago."""
    designate(cast.svetlana, cast.school_7, valid_from=cast.today - days(10))
    return cast.svetlana


def duty(cast) -> Duty:
    return due_for(cast.svetlana, cast.today)[0].duty


def test_it_lapsed_before_the_person_was_asked(cast, ask, complete, officer):
    done = complete(officer, cast.today - days(500))
    ask(valid_months=12)

    assert duty(cast) == Duty.NOT_YET_DUE
    assert may_renew(officer, done, cast.today)


def test_a_newer_edition_is_asked_for(cast, ask, complete, edition, officer):
    done = complete(officer, cast.today - days(200))
    newer = announce_edition(
        edition.training, dated=cast.today - days(100), title=edition.title, hours=8, valid_months=36, is_pilot=True
    )
    ask(minimum_edition=newer.number)

    assert duty(cast) == Duty.NOT_YET_DUE
    assert may_renew(officer, done, cast.today)


def test_who_has_just_done_it_is_not_asked_again(cast, ask, complete, officer):
    done = complete(officer, cast.today - days(20))
    ask(valid_months=12)

    assert duty(cast) == Duty.CURRENT
    assert not may_renew(officer, done, cast.today)
