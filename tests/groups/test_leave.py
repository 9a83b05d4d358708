"""A member leaves when they like; the owner sees them no more."""

from django.utils import timezone

from tanu.audit.models import Event
from tanu.groups.actions import assign, leave
from tanu.groups.models import Member
from tanu.groups.reads import joined, roll


def test_arman_leaves(browser, cast, group, sent):
    browser("arman").post(f"/en/groups/{group.pk}/leave/", sent())
    assert not Member.objects.present().filter(group=group).exists()
    assert roll(group).lines == []
    assert joined(cast.arman) == []


def test_the_cases_of_the_group_leave_the_page_too(browser, cast, case, group, sent):
    assign(group, case, by=cast.aliya)
    assert "two-doors" in browser("arman").get("/en/groups/").content.decode()
    browser("arman").post(f"/en/groups/{group.pk}/leave/", sent())
    assert "two-doors" not in browser("arman").get("/en/groups/").content.decode()


def test_leaving_twice_changes_nothing(cast, group):
    member = leave(Member.objects.get(group=group, person=cast.arman))
    when = member.left_at
    assert leave(member, at=timezone.now()).left_at == when
    assert Event.objects.filter(verb="leave-group", subject_id=str(member.pk)).count() == 1


def test_nobody_leaves_a_group_they_are_not_in(browser, group, sent):
    assert browser("vera").post(f"/en/groups/{group.pk}/leave/", sent()).status_code == 404
