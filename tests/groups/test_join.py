"""Students come to a group by its code, and know before what is seen of them."""

import pytest
from django.db import IntegrityError, transaction

from tanu.groups import throttle
from tanu.groups.actions import NoSuchGroup, OwnGroup, close_group, join, leave
from tanu.groups.models import Member
from tanu.lib.spoken_codes import new_code

JOIN = "/en/groups/join/"


def test_vera_joins_by_the_code_that_was_read_out(browser, cast, group, sent):
    answer = browser("vera").post(JOIN, sent(code=group.spoken_code.lower()), follow=True)
    assert Member.objects.present().filter(group=group, person=cast.vera).count() == 1
    assert "You are in the group now: Social work, year 3" in answer.content.decode()


def test_the_page_says_what_is_seen_before_anybody_joins(browser):
    page = browser("vera").get("/en/groups/").content.decode()
    told, form = page.index("No points, no choices, no times."), page.index('name="code"')
    assert told < form


def test_who_is_in_already_stays_in_once(cast, group):
    assert join(cast.arman, group.code) == Member.objects.get(group=group, person=cast.arman)
    with pytest.raises(IntegrityError), transaction.atomic():
        Member.objects.create(group=group, person=cast.arman)


def test_who_left_may_come_again(cast, group):
    leave(Member.objects.get(group=group, person=cast.arman))
    join(cast.arman, group.code)
    assert Member.objects.filter(group=group, person=cast.arman).count() == 2
    assert Member.objects.present().filter(group=group, person=cast.arman).count() == 1


def test_a_closed_group_is_joined_no_more(browser, cast, group, sent):
    close_group(group, by=cast.aliya)
    with pytest.raises(NoSuchGroup):
        join(cast.vera, group.code)
    assert "No open group has this code." in browser("vera").post(JOIN, sent(code=group.code)).content.decode()


def test_the_owner_is_not_a_member(browser, cast, group, sent):
    with pytest.raises(OwnGroup):
        join(cast.aliya, group.code)
    assert "This is your own group." in browser("aliya").post(JOIN, sent(code=group.code)).content.decode()


@pytest.mark.parametrize("code", ["", "abc", "K7P3H0"])
def test_a_slip_is_asked_again_and_not_counted_as_a_guess(browser, cast, sent, code):
    page = browser("vera").post(JOIN, sent(code=code))
    assert page.status_code == 200
    assert 'href="#id_code"' in page.content.decode()
    assert not throttle.is_shut(cast.vera.pk, "127.0.0.1")


def test_after_ten_unknown_codes_joining_rests(browser, group, sent):
    vera = browser("vera")
    unknown = (code for code in iter(new_code, "") if code != group.code)
    answers = [vera.post(JOIN, sent(code=next(unknown))).status_code for _ in range(throttle.GUESSES_OF_A_PERSON)]
    assert set(answers) == {200}
    shut = vera.post(JOIN, sent(code=group.code))
    assert (shut.status_code, shut["Retry-After"]) == (429, "900")
    assert "Joining rests for 15 minutes" in shut.content.decode()
    assert not Member.objects.filter(group=group, person__sign_in_names__value="vera").exists()


def test_a_class_behind_one_address_is_not_shut_out_by_one_of_them(browser, cast, group, sent):
    for _ in range(throttle.GUESSES_OF_A_PERSON):
        throttle.note_guess(cast.vera.pk, "127.0.0.1")
    assert browser("sergey").post(JOIN, sent(code=group.code)).status_code == 302
