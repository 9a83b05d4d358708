"""What the institutions of a kind owe is a dated fact."""

from datetime import timedelta

from tanu.coverage.actions import recount
from tanu.coverage.algebra import Cover, Reason
from tanu.coverage.books import covers_on
from tanu.coverage.models import Standing
from tanu.institutions.actions import designate, start_post
from tanu.institutions.kinds import define_kind_duty, duties_on
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
