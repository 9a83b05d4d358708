"""The owner sees names and done or not done. Members see their own. Everybody else sees nothing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tanu.case_studies.actions import begin, choose
from tanu.case_studies.registry import groups_of, members_of
from tanu.groups.actions import assign, join, leave
from tanu.groups.models import Member
from tanu.groups.reads import roll
from tanu.institutions.models import Grant
from tests.cast import PEOPLE


def test_the_page_of_a_group_is_its_owners(browser, group):
    answers = {who: browser(who).get(f"/en/groups/{group.pk}/").status_code for who in PEOPLE}
    known = {"aliya": 200, "arman": 403}
    assert answers == {who: known.get(who, 404) for who in PEOPLE}


def test_who_teaches_no_more_sees_the_groups_no_more(browser, cast, group):
    Grant.objects.filter(person=cast.aliya).update(valid_until=cast.today)
    assert browser("aliya").get(f"/en/groups/{group.pk}/").status_code == 404
    assert group.title not in browser("aliya").get("/en/groups/").content.decode()
    assert groups_of(cast.aliya) == []


def test_the_owner_reads_names_and_nothing_of_a_way(browser, cast, case, group):
    assign(group, case, by=cast.aliya)
    way = begin(cast.arman, case, "ru")
    choose(way, 1, "promise", "ru")
    page = browser("aliya").get(f"/en/groups/{group.pk}/").content.decode()
    assert cast.arman.full_name in page
    assert "not done" in page
    choose(way, 2, "wait", "ru")
    choose(way, 3, "leave", "ru")
    way.refresh_from_db()
    assert (way.points, way.passed) == (0, False)
    after = browser("aliya").get(f"/en/groups/{group.pk}/").content.decode()
    for word in (way.verdict, "promise", "monday", "minute", str(way.pk), "In the middle"):
        assert word not in after


def test_members_do_not_see_each_other(browser, cast, group):
    join(cast.vera, group.code)
    page = browser("vera").get("/en/groups/").content.decode()
    assert cast.aliya.full_name in page
    assert cast.arman.full_name not in page
    assert group.spoken_code not in page


def test_the_page_tells_a_stranger_of_no_group(browser, group):
    page = browser("bolat").get("/en/groups/").content.decode()
    assert group.title not in page


def test_lecturers_trainers_and_members_find_the_page_in_the_menu(browser, group):
    found = {
        who: '<li><a href="/en/groups/"' in browser(who).get("/en/courses/").content.decode()
        for who in ("aliya", "bolat", "arman", "vera", "baurzhan", "nurlan")
    }
    assert [who for who, is_there in found.items() if is_there] == ["aliya", "bolat", "arman"]


def test_the_menu_hears_at_once_of_joining_and_leaving(browser, cast, group, django_capture_on_commit_callbacks):
    def is_there() -> bool:
        return '<li><a href="/en/groups/"' in browser("vera").get("/en/courses/").content.decode()

    assert not is_there()
    with django_capture_on_commit_callbacks(execute=True):
        member = join(cast.vera, group.code)
    assert is_there()
    with django_capture_on_commit_callbacks(execute=True):
        leave(member)
    assert not is_there()


def test_the_map_of_choices_is_offered_the_groups_one_teaches(cast, group):
    assert groups_of(cast.aliya) == [(str(group.pk), group.title)]
    assert groups_of(cast.arman) == groups_of(cast.bolat) == []
    assert members_of(str(group.pk)) == {cast.arman.pk}
    leave(Member.objects.get(group=group))
    assert members_of(str(group.pk)) == members_of("no such group") == set()


def test_somebody_whose_records_were_joined_stands_there_once(cast, case, group):
    join(cast.vera, group.code)
    assign(group, case, by=cast.aliya)
    old = cast.arman
    old.merged_into = cast.vera
    old.save(update_fields=["merged_into"])
    assert [line.name for line in roll(group).lines] == [cast.vera.full_name]


@pytest.mark.parametrize("number", [2, 12])
def test_the_page_of_a_group_costs_the_same_however_many_are_in_it(browser, cast, case, group, number):
    assign(group, case, by=cast.aliya)
    for who in [who for who in PEOPLE if who not in ("aliya", "arman")][: number - 1]:
        join(getattr(cast, who), group.code)
    aliya = browser("aliya")
    aliya.get(f"/en/groups/{group.pk}/")
    with CaptureQueriesContext(connection) as queries:
        assert aliya.get(f"/en/groups/{group.pk}/").status_code == 200
    assert len(queries) <= 18, [query["sql"] for query in queries]
