"""Leave and return are dated facts: the post and the designation stay."""

from datetime import timedelta

import pytest

from tanu.audit.models import Event
from tanu.institutions.absences import come_back, leave
from tanu.institutions.actions import end_post
from tanu.institutions.facts import FactRefused
from tanu.institutions.models import Absence, Designation, Post


def days(number: int) -> timedelta:
    return timedelta(days=number)


def away_on(cast, day) -> bool:
    return Absence.objects.on(day).filter(person=cast.aigerim, institution=cast.school).exists()


def test_aigerim_is_away_from_the_first_day_until_the_day_of_return(cast):
    leave(cast.aigerim, cast.school, valid_from=cast.today, valid_until=cast.today + days(30))

    assert [away_on(cast, cast.today + days(n)) for n in (-1, 0, 29, 30)] == [False, True, True, False]


def test_her_post_and_her_designation_stay(cast):
    leave(cast.aigerim, cast.school, valid_from=cast.today)

    assert Post.objects.on(cast.today).filter(person=cast.aigerim).exists()
    assert Designation.objects.on(cast.today).filter(person=cast.aigerim).exists()


def test_the_same_leave_again_is_the_one_there_is(cast):
    first = leave(cast.aigerim, cast.school, valid_from=cast.today)

    assert leave(cast.aigerim, cast.school, valid_from=cast.today) == first


@pytest.mark.parametrize("start", [-5, 0, 29])
def test_nobody_is_away_twice_at_one_time(cast, start):
    leave(cast.aigerim, cast.school, valid_from=cast.today, valid_until=cast.today + days(30))

    with pytest.raises(FactRefused) as refused:
        leave(cast.aigerim, cast.school, valid_from=cast.today + days(start), valid_until=cast.today + days(60))

    assert refused.value.code == "away-already"


def test_a_second_leave_may_begin_on_the_day_of_return(cast):
    leave(cast.aigerim, cast.school, valid_from=cast.today, valid_until=cast.today + days(30))
    leave(cast.aigerim, cast.school, valid_from=cast.today + days(30))

    assert away_on(cast, cast.today + days(300))


def test_nobody_comes_back_before_going(cast):
    with pytest.raises(FactRefused):
        leave(cast.aigerim, cast.school, valid_from=cast.today, valid_until=cast.today)


def test_who_comes_back_is_away_no_longer_and_the_earlier_plan_is_kept(cast):
    planned = leave(cast.aigerim, cast.school, valid_from=cast.today - days(10), valid_until=cast.today + days(30))

    come_back(planned, cast.today)

    assert away_on(cast, cast.today - days(1))
    assert not away_on(cast, cast.today)
    planned.refresh_from_db()
    assert planned.valid_until == cast.today + days(30)
    assert planned.superseded_at is not None


def test_who_never_went_was_never_away(cast):
    come_back(leave(cast.aigerim, cast.school, valid_from=cast.today), cast.today)

    assert not Absence.objects.as_known().filter(person=cast.aigerim).exists()


def test_a_leave_ends_with_the_last_post_there(cast):
    leave(cast.aigerim, cast.school, valid_from=cast.today - days(10))

    end_post(Post.objects.on(cast.today).get(person=cast.aigerim), cast.today + days(5))

    assert away_on(cast, cast.today + days(4))
    assert not away_on(cast, cast.today + days(5))


def test_the_audit_holds_days_and_no_reason(cast):
    leave(cast.aigerim, cast.school, valid_from=cast.today, reason=Absence.Reason.PARENTAL, by=cast.baurzhan)

    event = Event.objects.get(verb="leave")
    assert event.actor_id == cast.baurzhan.pk
    assert event.detail == {"valid_from": cast.today.isoformat(), "until": None}
