"""A case is assigned to a group; its members find it on their own pages."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from tanu.audit.models import Event
from tanu.case_studies.actions import begin, choose
from tanu.groups.actions import assign
from tanu.groups.models import Assignment
from tanu.groups.reads import joined, left_to_do


def address(group) -> str:
    return f"/en/groups/{group.pk}/assign/"


def test_aliya_assigns_a_case_by_a_day(browser, cast, case, group, sent):
    day = cast.today + timedelta(days=14)
    browser("aliya").post(address(group), sent(case=case.key, until=day.isoformat()))
    assignment = Assignment.objects.get(group=group)
    assert (assignment.case, assignment.until) == (case, day)
    event = Event.objects.get(verb="assign-case")
    assert event.detail == {"case": "two-doors", "until": day.isoformat()}


def test_the_member_finds_it_on_both_pages(browser, cast, case, group):
    assign(group, case, by=cast.aliya)
    for page in ("/en/groups/", "/en/my/"):
        shown = browser("arman").get(page).content.decode()
        assert "/en/cases/two-doors/" in shown
        assert "Not begun" in shown
    assert "/en/cases/two-doors/" not in browser("vera").get("/en/my/").content.decode()


def test_it_is_not_begun_then_in_the_middle_then_done(cast, case, group):
    def state() -> tuple[bool, bool]:
        (found,) = joined(cast.arman)[0].cases
        return found.is_begun, found.is_done

    assign(group, case, by=cast.aliya)
    assert state() == (False, False)
    way = begin(cast.arman, case, "ru")
    assert state() == (True, False)
    choose(way, 1, "listen", "ru")
    choose(way, 2, "call", "ru")
    assert state() == (True, True)
    assert left_to_do(joined(cast.arman)) == []


def test_assigned_again_it_stands_once_with_the_newer_day(cast, case, group):
    assign(group, case, by=cast.aliya)
    assign(group, case, by=cast.aliya, until=cast.today)
    assert [one.until for one in Assignment.objects.filter(group=group)] == [cast.today]


@pytest.mark.parametrize("until", ["2020-01-01", "soon"])
def test_a_day_that_cannot_be_is_asked_again(browser, case, group, sent, until):
    page = browser("aliya").post(address(group), sent(case=case.key, until=until))
    assert 'href="#id_until"' in page.content.decode()
    assert not group.assignments.exists()


def test_a_case_that_was_retired_is_neither_offered_nor_shown(browser, cast, case, group):
    assign(group, case, by=cast.aliya)
    case.retired_on = cast.today
    case.save(update_fields=["retired_on"])
    assert joined(cast.arman)[0].cases == []
    assert "two-doors" not in browser("aliya").get(f"/en/groups/{group.pk}/").content.decode()


def test_nobody_assigns_to_the_group_of_another(browser, cast, case, group, sent):
    with pytest.raises(PermissionDenied):
        assign(group, case, by=cast.bolat)
    assert browser("bolat").post(address(group), sent(case=case.key)).status_code == 404
