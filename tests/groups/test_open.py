"""A lecturer or trainer opens a group; its code is read out in class."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from tanu.audit.models import Event
from tanu.groups.actions import open_group
from tanu.groups.models import Group
from tanu.lib.spoken_codes import Misread, new_code, read_code, spoken


@pytest.mark.parametrize("who", ["aliya", "bolat"])
def test_a_lecturer_and_a_trainer_open_groups(browser, cast, sent, who):
    answer = browser(who).post("/en/groups/open/", sent(title="Year 3"), follow=True)
    group = Group.objects.get(title="Year 3")
    assert (group.owner, group.opened_on, group.closed_on) == (getattr(cast, who), cast.today, None)
    assert group.spoken_code in answer.content.decode()


@pytest.mark.parametrize("who", ["arman", "baurzhan", "nurlan", "alma"])
def test_nobody_else_does(browser, cast, sent, who):
    assert browser(who).post("/en/groups/open/", sent(title="Mine")).status_code == 403
    with pytest.raises(PermissionDenied):
        open_group("Mine", by=getattr(cast, who))
    assert not Group.objects.filter(title="Mine").exists()


def test_the_audit_knows_no_title(cast):
    group = open_group("Year 3", by=cast.aliya)
    event = Event.objects.get(verb="open-group", subject_id=str(group.pk))
    assert (event.actor_id, event.detail) == (cast.aliya.pk, {})


def test_a_group_without_a_title_is_asked_for_one(browser, sent):
    answer = browser("aliya").post("/en/groups/open/", sent(title=" "))
    assert answer.status_code == 200
    assert "Give the group a title." in answer.content.decode()


def test_the_form_says_that_children_are_not_named(browser):
    assert "Never names of children" in browser("aliya").get("/en/groups/").content.decode()


def test_sent_twice_it_is_opened_once(browser, sent):
    fields = sent(title="Once")
    browser("aliya").post("/en/groups/open/", fields)
    browser("aliya").post("/en/groups/open/", fields)
    assert Group.objects.filter(title="Once").count() == 1


def test_no_two_groups_have_the_same_code(cast, group):
    with pytest.raises(IntegrityError), transaction.atomic():
        Group.objects.create(title="Another", owner=cast.aliya, code=group.code, opened_on=cast.today)


def test_a_code_holds_nothing_that_is_mistaken_for_something_else():
    assert not set("".join(new_code() for _ in range(200))) & set("01OIL")


@pytest.mark.parametrize("typed", ["k7p-3hm", " K7P 3HM ", "К7Р3НМ"])
def test_a_code_is_read_however_it_was_typed(typed):
    assert read_code(typed) == "K7P3HM"
    assert read_code(spoken("K7P3HM")) == "K7P3HM"


@pytest.mark.parametrize("typed", ["", "K7P3H", "K7P3HMM", "K7P3H0", "К7Р3НЖ"])
def test_what_cannot_be_a_code_is_refused(typed):
    with pytest.raises(Misread):
        read_code(typed)
