"""What the institutions of a kind owe is a dated fact."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from tanu.coverage.actions import recount
from tanu.coverage.algebra import Cover, Reason
from tanu.coverage.books import covers_on
from tanu.coverage.models import Standing
from tanu.institutions.actions import designate, start_post
from tanu.institutions.duty_permissions import kinds_ruled
from tanu.institutions.kinds import DutyRefused, define_kind_duty, duties_after, duties_on
from tanu.institutions.models import KindDuty


def test_a_new_duty_holds_from_its_day_and_the_old_one_until_then(cast):
    define_kind_duty("school", deputies_owed=0, valid_from=cast.today - timedelta(days=100))
    define_kind_duty("school", deputies_owed=2, valid_from=cast.today)

    assert duties_on(cast.today - timedelta(days=1))["school"].deputies_owed == 0
    assert duties_on(cast.today)["school"].deputies_owed == 2
    assert "hospital" not in duties_on(cast.today)


def test_said_again_it_changes_nothing(cast):
    first = define_kind_duty("school", valid_from=cast.today)

    assert define_kind_duty("school", valid_from=cast.today) == first
    assert KindDuty.objects.count() == 1


def test_a_kind_that_owes_two_officers_leaves_one_officer_too_few(story):
    recount(story.today)

    define_kind_duty("polyclinic", officers_owed=2, valid_from=story.today)

    stood = covers_on([story.polyclinic.pk], story.today - timedelta(days=1))
    assert stood[story.polyclinic.pk].cover == Cover.COVERED
    stands = covers_on([story.polyclinic.pk], story.today)[story.polyclinic.pk]
    assert (stands.cover, stands.reason) == (Cover.NOT_COVERED, Reason.TOO_FEW)
    assert not Standing.objects.filter(kind="polyclinic").exists()
    assert Standing.objects.filter(kind="school").exists()


def test_a_deputy_who_is_owed_and_not_appointed_is_said_on_the_board(client, story):
    define_kind_duty("polyclinic", deputies_owed=1, valid_from=story.today)
    client.force_login(story.nurlan)
    assert "Deputies still to appoint: 1" in client.get(f"/en/coverage/{story.district.pk}/").content.decode()

    start_post(story.sergey, story.polyclinic, "nurse", valid_from=story.today)
    designate(story.sergey, story.polyclinic, valid_from=story.today, role="deputy")

    assert "Deputies still to appoint" not in client.get(f"/en/coverage/{story.district.pk}/").content.decode()


def test_it_is_set_by_who_oversees_every_institution_of_the_kind(cast):
    assert "polyclinic" in kinds_ruled(cast.nurlan)
    # A school stands in another region, and the children's home in a district that is not his.
    assert not {"school", "residential", "college"} & kinds_ruled(cast.nurlan)
    assert "residential" in kinds_ruled(cast.roza)
    for code, kind in (("nurlan", "school"), ("roza", "school"), ("baurzhan", "polyclinic"), ("sergey", "school")):
        with pytest.raises(PermissionDenied):
            define_kind_duty(kind, officers_owed=2, by=getattr(cast, code))
    assert not KindDuty.objects.exists()


def test_nobody_sets_it_for_a_day_that_is_past(cast):
    with pytest.raises(DutyRefused):
        define_kind_duty("polyclinic", valid_from=cast.today - timedelta(days=1), by=cast.nurlan)


def test_what_was_set_for_a_later_day_falls_away(cast):
    later = cast.today + timedelta(days=30)
    define_kind_duty("polyclinic", valid_from=cast.today - timedelta(days=30))
    define_kind_duty("polyclinic", officers_owed=3, valid_from=later, by=cast.nurlan)

    define_kind_duty("polyclinic", officers_owed=2, valid_from=cast.today, by=cast.nurlan)

    assert duties_on(cast.today - timedelta(days=1))["polyclinic"].officers_owed == 1
    assert duties_on(later)["polyclinic"].officers_owed == 2
    assert duties_after(cast.today) == []


def test_taking_back_what_was_set_for_a_later_day_is_saying_again_what_holds(cast):
    first = define_kind_duty("polyclinic", valid_from=cast.today - timedelta(days=30))
    define_kind_duty("polyclinic", officers_owed=3, valid_from=cast.today + timedelta(days=30), by=cast.nurlan)

    define_kind_duty("polyclinic", valid_from=cast.today, by=cast.nurlan)

    stands = duties_on(cast.today + timedelta(days=40))["polyclinic"]
    assert (stands.officers_owed, stands.valid_from) == (1, first.valid_from)


def test_what_began_in_the_meantime_is_not_rewritten(cast):
    since = cast.today - timedelta(days=30)
    define_kind_duty("polyclinic", valid_from=since)
    define_kind_duty("polyclinic", officers_owed=2, valid_from=cast.today, by=cast.nurlan)

    assert define_kind_duty("polyclinic", valid_from=since).officers_owed == 2
    assert duties_on(cast.today)["polyclinic"].officers_owed == 2
