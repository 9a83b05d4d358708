"""A group is closed when the course is over."""

import pytest
from django.core.exceptions import PermissionDenied

from tanu.groups.actions import GroupIsClosed, assign, close_group
from tanu.groups.reads import joined, roll


def test_aliya_closes_her_group(browser, cast, group, sent):
    page = browser("aliya").post(f"/en/groups/{group.pk}/close/", sent(), follow=True).content.decode()
    group.refresh_from_db()
    assert group.closed_on == cast.today
    assert group.spoken_code not in page
    assert "The group is closed." in page


def test_it_leaves_the_pages_of_its_members_and_stays_on_the_owners(cast, case, group):
    assign(group, case, by=cast.aliya)
    group = close_group(group, by=cast.aliya)
    assert joined(cast.arman) == []
    assert [line.name for line in roll(group).lines] == [cast.arman.full_name]


def test_a_closed_group_is_given_no_more_cases(browser, cast, case, group, sent):
    close_group(group, by=cast.aliya)
    with pytest.raises(GroupIsClosed):
        assign(group, case, by=cast.aliya)
    browser("aliya").post(f"/en/groups/{group.pk}/assign/", sent(case=case.key))
    assert not group.assignments.exists()


def test_nobody_else_closes_it(cast, group):
    with pytest.raises(PermissionDenied):
        close_group(group, by=cast.bolat)
