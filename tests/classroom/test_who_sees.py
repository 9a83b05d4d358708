"""A day is its trainer's; a colleague enters sheets; a learner sees their own place and nobody else's."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tanu.classroom.actions import sign_in
from tanu.classroom.models import Seat
from tanu.classroom.tests_on_phones import begin_final, begin_first
from tanu.quizzes.actions import begin, submit


@pytest.mark.parametrize("page", ["", "code/", "close/"])
def test_the_pages_of_a_day_are_the_trainers(browser, cast, day, colleague, stranger, page):
    sign_in(cast.gulmira, day.code)
    address = f"/en/days/{day.pk}/{page}"
    answers = {code: browser(code).get(address).status_code for code in ("bolat", "gulmira", "aliya", "sergey", "roza")}
    assert answers == {"bolat": 200, "gulmira": 403, "aliya": 403, "sergey": 404, "roza": 404}


def test_a_place_is_the_learners_own(browser, cast, day, colleague, stranger):
    seat = sign_in(cast.gulmira, day.code)
    address = f"/en/days/seats/{seat.pk}/"
    codes = ("gulmira", "bolat", "aigerim", "sergey", "baurzhan")
    answers = {code: browser(code).get(address).status_code for code in codes}
    assert answers == {"gulmira": 200, "bolat": 403, "aigerim": 404, "sergey": 404, "baurzhan": 404}


def test_the_list_of_days_holds_ones_own(browser, cast, day):
    sign_in(cast.gulmira, day.code)
    assert f"/en/days/{day.pk}/" in browser("bolat").get("/en/days/").content.decode()
    page = browser("gulmira").get("/en/days/").content.decode()
    assert f"/en/days/seats/{Seat.objects.get().pk}/" in page
    assert "You have a seat today" in page
    assert "Room 12" not in browser("aigerim").get("/en/days/").content.decode()


def test_reading_a_day_costs_the_same_for_three_as_for_one(browser, cast, open_one):
    day, bolat = open_one(seats=9), browser("bolat")
    sign_in(cast.gulmira, day.code)
    bolat.get("/en/days/")
    with CaptureQueriesContext(connection) as one:
        bolat.get(f"/en/days/{day.pk}/")
    for person in (cast.aigerim, cast.zarina, cast.natalya):
        sign_in(person, day.code)
    with CaptureQueriesContext(connection) as four:
        bolat.get(f"/en/days/{day.pk}/")
    assert len(four) == len(one)


def test_a_test_of_a_day_says_exactly_what_its_trainer_sees(browser, cast, day, course):
    seat = sign_in(cast.gulmira, day.code)
    first = begin_first(seat, cast.gulmira, "en")
    gulmira = browser("gulmira")
    assert "the trainer of your day sees that you sent it" in gulmira.get(f"/en/tests/{first.pk}/1/").content.decode()
    submit(first)
    text = gulmira.get(f"/en/tests/{first.pk}/result/").content.decode()
    assert "The trainer of your day sees that you sent it, and nothing else." in text

    final = begin_final(seat, cast.gulmira, "en")
    assert "your best number of right answers" in gulmira.get(f"/en/tests/{final.pk}/review/").content.decode()
    submit(final)
    text = gulmira.get(f"/en/tests/{final.pk}/result/").content.decode()
    assert "Its trainer sees how many tries of that day you sent" in text
    assert "Only you see" not in text


def test_a_test_at_home_is_seen_by_nobody_else(browser, cast, day, course):
    sign_in(cast.gulmira, day.code)
    alone = submit(begin(cast.gulmira, course.test, "en", course.current.hash))

    text = browser("gulmira").get(f"/en/tests/{alone.pk}/result/").content.decode()
    assert "Only you see tries, answers and scores." in text
    assert "trainer" not in text
