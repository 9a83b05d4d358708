"""A case is no longer asked of a group."""

from tanu.case_studies.actions import begin
from tanu.case_studies.models import Playthrough
from tanu.groups.actions import assign, take_off
from tanu.groups.models import Assignment
from tanu.groups.reads import joined


def test_aliya_takes_a_case_off_and_what_was_played_stays(browser, cast, case, group, sent):
    assignment = assign(group, case, by=cast.aliya)
    begin(cast.arman, case, "ru")
    browser("aliya").post(f"/en/groups/assignments/{assignment.pk}/take-off/", sent())
    assert joined(cast.arman)[0].cases == []
    assert Playthrough.objects.filter(person=cast.arman).count() == 1


def test_it_can_be_assigned_again(cast, case, group):
    take_off(assign(group, case, by=cast.aliya), by=cast.aliya)
    assign(group, case, by=cast.aliya)
    assert Assignment.objects.filter(group=group).count() == 2
    assert Assignment.objects.standing().filter(group=group).count() == 1


def test_a_stranger_knows_of_no_assignment(browser, cast, case, group, sent):
    assignment = assign(group, case, by=cast.aliya)
    for who in ("arman", "bolat", "sergey"):
        answer = browser(who).post(f"/en/groups/assignments/{assignment.pk}/take-off/", sent())
        assert answer.status_code == 404
    assignment.refresh_from_db()
    assert assignment.taken_off_at is None
