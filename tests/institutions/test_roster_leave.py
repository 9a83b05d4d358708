"""Leave ends with the work that a roster ends, and comes back when the roster is undone."""

from datetime import timedelta

import pytest

from tanu.institutions.absences import come_back, leave
from tanu.institutions.models import Absence, Post
from tanu.institutions.roster_difference import difference
from tanu.institutions.roster_models import RosterImport
from tanu.institutions.roster_taking import rows_of, take_draft, take_rows
from tanu.institutions.roster_undo import UndoRefused, undo
from tests.institutions.test_roster_taking import DINARA, SVETLANA, drafted, rows, take


@pytest.fixture
def away(cast) -> Absence:
    """Svetlana, at home with a child."""
    return leave(cast.svetlana, cast.school_7, valid_from=cast.today - timedelta(days=300), reason="parental")


def known(cast) -> list[tuple]:
    return list(Absence.objects.as_known().filter(person=cast.svetlana).values_list("valid_from", "valid_until"))


def began(cast):
    return Post.objects.as_known().get(person=cast.svetlana).valid_from


def row(cast, until) -> str:
    return SVETLANA.format(since=began(cast)).replace(",,,,,\n", f",{until},,,,\n")


def leaver_ticked(cast, day) -> RosterImport:
    draft, seen = drafted(cast, DINARA)
    [leaver] = difference(rows_of(draft)).leavers
    return take_draft(draft, by=cast.baurzhan, seen=seen, within=None, ends={leaver.key: day})


def test_a_leaver_is_not_on_leave_any_more(cast, away):
    leaver_ticked(cast, cast.today)

    assert known(cast) == [(away.valid_from, cast.today)]


def test_with_the_roster_undone_the_leave_holds_again(cast, away):
    taken = leaver_ticked(cast, cast.today)

    undo(taken, by=cast.baurzhan)

    assert Post.objects.on(cast.today).filter(person=cast.svetlana, institution=cast.school_7).exists()
    assert known(cast) == [(away.valid_from, None)]
    [restored] = Absence.objects.on(cast.today).filter(person=cast.svetlana)
    assert restored.reason == "parental"


def test_leave_that_began_after_the_last_day_never_was_until_the_undo(cast, away):
    taken = leaver_ticked(cast, away.valid_from - timedelta(days=10))
    assert known(cast) == []

    undo(taken, by=cast.baurzhan)

    assert known(cast) == [(away.valid_from, None)]


def test_leave_that_was_over_before_is_left_alone(cast, away):
    come_back(away, cast.today - timedelta(days=200))

    taken = leaver_ticked(cast, cast.today)

    assert taken.did["absences_retired"] == []


def test_leave_written_by_hand_since_stands_against_an_undo(cast):
    taken = take(SVETLANA.format(since=began(cast)).replace(",1,", ",0.5,"))
    leave(cast.svetlana, cast.school_7, valid_from=cast.today, reason="parental")

    with pytest.raises(UndoRefused, match="changed since"):
        undo(taken, by=cast.baurzhan)


def test_a_roster_taken_before_leave_was_written_down_is_undone(cast):
    taken = take(DINARA)
    for key in ("absences", "absences_retired"):
        del taken.did[key]
    taken.save()

    undo(taken, by=cast.baurzhan)

    assert not Post.objects.as_known().filter(person__given_name="Динара").exists()


def test_a_last_day_in_the_file_ends_the_leave(cast, away):
    last = cast.today - timedelta(days=100)

    taken = take(row(cast, last))
    assert known(cast) == [(away.valid_from, last)]

    undo(taken, by=cast.baurzhan)
    assert known(cast) == [(away.valid_from, None)]


def test_whoever_comes_back_to_work_is_not_on_leave(cast, away):
    again = SVETLANA.replace("teacher", "psychologist").format(since=cast.today - timedelta(days=10))

    take(row(cast, cast.today - timedelta(days=100)), again)

    assert Post.objects.on(cast.today).filter(person=cast.svetlana).exists()
    assert not Absence.objects.on(cast.today).filter(person=cast.svetlana).exists()


def test_one_of_two_posts_ends_and_the_leave_goes_on(cast, away):
    other = SVETLANA.replace("teacher", "psychologist").format(since=began(cast))

    take(row(cast, cast.today - timedelta(days=100)), other)

    assert known(cast) == [(away.valid_from, None)]


def test_a_last_day_to_come_ends_the_leave_on_that_day(cast, away):
    last = cast.today + timedelta(days=30)

    take(row(cast, last))

    assert known(cast) == [(away.valid_from, last)]
    assert take_rows(rows(row(cast, last)))[0].changes_nothing
