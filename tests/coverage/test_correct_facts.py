"""Facts that are corrected, overlap or change later: who stood trained on which day stays right."""

from datetime import timedelta

import pytest

from tanu.coverage.actions import decide_for_everybody
from tanu.coverage.algebra import Cover, Duty, Reason, Status
from tanu.coverage.books import covers_on
from tanu.coverage.models import Obligation
from tanu.coverage.reads import due_for
from tanu.institutions.actions import define_institution, define_territory, designate, end_designation
from tanu.institutions.models import Designation, InstitutionPeriod
from tanu.records.actions import announce_edition, record_refresher


def days(number: int) -> timedelta:
    return timedelta(days=number)


@pytest.fixture
def school_7(cast):
    """Nobody is designated there any more."""
    Designation.objects.filter(institution=cast.school_7).delete()
    return cast.school_7


@pytest.fixture
def stands(school_7):
    def stands(day) -> Status:
        return covers_on([school_7.pk], day)[school_7.pk]

    return stands


def test_the_first_of_three_spells_is_corrected_and_the_second_stands_as_it_stood(
    cast, ask, complete, school_7, stands
):
    ask()
    first = end_designation(
        designate(cast.svetlana, school_7, valid_from=cast.today - days(300)), cast.today - days(250)
    )
    end_designation(designate(cast.svetlana, school_7, valid_from=cast.today - days(200)), cast.today - days(100))
    complete(cast.svetlana, cast.today - days(190))
    designate(cast.svetlana, school_7, valid_from=cast.today - days(20))

    end_designation(first, cast.today - days(249))

    assert stands(cast.today - days(150)).cover == Cover.COVERED
    assert stands(cast.today).cover == Cover.COVERED


def test_a_designation_that_began_earlier_than_was_recorded_covers_those_days_too(
    cast, ask, complete, school_7, stands
):
    ask()
    complete(cast.svetlana, cast.today - days(300))
    wrong = designate(cast.svetlana, school_7, valid_from=cast.today - days(50))
    due_on = Obligation.objects.live().get(person=cast.svetlana).due_on

    end_designation(wrong, cast.today - days(50))
    designate(cast.svetlana, school_7, valid_from=cast.today - days(100))

    assert stands(cast.today - days(75)).cover == Cover.COVERED
    assert Obligation.objects.live().get(person=cast.svetlana).due_on == due_on


def test_what_asks_again_after_something_else_asked_gives_its_days_anew(cast, ask, school_7):
    ask("z-staff", designated_only=False, due_days=60, valid_from=cast.today - days(100))
    designation = designate(cast.svetlana, school_7, valid_from=cast.today - days(50))
    ask("a-officers", due_days=120, valid_from=cast.today - days(100))

    end_designation(designation, cast.today)

    (due,) = due_for(cast.svetlana, cast.today)
    assert (due.duty, due.due_on) == (Duty.NOT_YET_DUE, cast.today + days(60))


def test_a_refresher_learned_today_was_not_learned_ten_days_ago(cast, ask, complete, edition, school_7, stands):
    designate(cast.svetlana, school_7, valid_from=cast.today - days(300))
    done = complete(cast.svetlana, cast.today - days(200))
    newer = announce_edition(
        edition.training,
        dated=cast.today - days(100),
        title=edition.title,
        hours=8,
        valid_months=36,
        is_pilot=True,
        what_changed={"en": "Whom to call at night."},
        changed_lessons=["first-five-minutes"],
    )
    ask(minimum_edition=newer.number, valid_from=cast.today - days(90), due_days=30)
    before = stands(cast.today - days(10))

    record_refresher(done, newer)

    assert before == Status(Cover.NOT_COVERED, Reason.OVERDUE)
    assert stands(cast.today - days(10)) == before
    assert stands(cast.today).cover == Cover.COVERED


def test_a_known_change_of_kind_is_foreseen_as_it_will_be_decided(cast, ask, complete, school_7, stands):
    designate(cast.svetlana, school_7, valid_from=cast.today - days(300))
    ask(kinds=["school"])
    complete(cast.svetlana, cast.today - days(100))
    period = InstitutionPeriod.objects.on(cast.today).get(institution=school_7)
    turn = cast.today + days(40)
    define_institution(school_7.code, territory=period.territory, kind="college", name=period.name, valid_from=turn)
    foreseen = [stands(turn - days(1)), stands(turn + days(20))]

    decide_for_everybody(turn)

    assert foreseen == [Status(Cover.COVERED), Status(Cover.NOT_COVERED, Reason.NOT_ASKED)]
    assert [stands(turn - days(1)), stands(turn + days(20))] == foreseen


def test_a_known_move_of_the_district_is_foreseen_as_it_will_be_decided(cast, ask, complete, school_7, stands):
    designate(cast.svetlana, school_7, valid_from=cast.today - days(300))
    ask(territory=cast.region)
    complete(cast.svetlana, cast.today - days(100))
    turn = cast.today + days(40)
    names = {"kk": "Жусанды", "ru": "Жусанды", "en": "Zhusandy"}
    define_territory(cast.district.code, "district", names, parent=cast.next_door, valid_from=turn)
    foreseen = [stands(turn - days(1)), stands(turn + days(20))]

    decide_for_everybody(turn)

    assert foreseen == [Status(Cover.COVERED), Status(Cover.NOT_COVERED, Reason.NOT_ASKED)]
    assert [stands(turn - days(1)), stands(turn + days(20))] == foreseen


def test_a_requirement_that_will_come_first_is_foreseen_as_it_will_be_decided(cast, ask, school_7, stands):
    designate(cast.svetlana, school_7, valid_from=cast.today - days(300))
    ask("b-officers", due_days=30)
    ask("a-officers", due_days=200, valid_from=cast.today + days(20))
    foreseen = stands(cast.today + days(60))

    decide_for_everybody(cast.today + days(20))

    assert foreseen == stands(cast.today + days(60)) == Status(Cover.NOT_COVERED, Reason.NOT_TRAINED)
