"""People come by the code: on its day, as long as there is a seat, and once."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tanu.classroom import throttle
from tanu.classroom.actions import DayIsFull, NoSuchDay, OwnDay, close_day, sign_in
from tanu.classroom.models import Seat
from tanu.lib.spoken_codes import new_code
from tests.classroom.conftest import sent

JOIN = "/en/days/join/"


def test_gulmira_signs_in_with_the_code_from_the_wall(browser, cast, day):
    answer = browser("gulmira").post(JOIN, sent(code=day.spoken_code.lower()), follow=True)
    assert Seat.objects.present().get(day=day).person == cast.gulmira
    assert "You are signed in." in answer.content.decode()


def test_the_drawing_brings_the_code_along_and_writes_nothing(browser, day):
    page = browser("gulmira").get(JOIN, {"code": day.code}).content.decode()
    assert f'value="{day.code}"' in page
    assert not Seat.objects.exists()


def test_the_page_says_what_the_trainer_sees(browser):
    assert "how many tries and right answers" in browser("gulmira").get(JOIN).content.decode()


def test_who_signs_in_twice_has_one_seat(cast, day):
    assert sign_in(cast.gulmira, day.code) == sign_in(cast.gulmira, day.code)
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.create(day=day, person=cast.gulmira, came_by="code")


@pytest.mark.parametrize("days", [-1, 1])
def test_the_code_of_another_day_opens_nothing(browser, cast, open_one, days):
    day = open_one(cast.today + timedelta(days=days))
    with pytest.raises(NoSuchDay):
        sign_in(cast.gulmira, day.code)
    page = browser("gulmira").post(JOIN, sent(code=day.code)).content.decode()
    assert "a code counts only on its own day" in page
    assert not Seat.objects.exists()


def test_the_day_is_that_of_almaty(cast, day, monkeypatch):
    monkeypatch.setattr("tanu.classroom.actions.local_day", lambda: cast.today + timedelta(days=1))
    with pytest.raises(NoSuchDay):
        sign_in(cast.gulmira, day.code)


def test_who_comes_after_the_last_seat_is_told_so(browser, cast, open_one):
    day = open_one(seats=1)
    sign_in(cast.aigerim, day.code)
    with pytest.raises(DayIsFull):
        sign_in(cast.gulmira, day.code)
    assert "The last seat is taken." in browser("gulmira").post(JOIN, sent(code=day.code)).content.decode()


def test_a_closed_day_is_signed_in_to_no_more(cast, day):
    close_day(day, set(), by=cast.bolat)
    with pytest.raises(NoSuchDay):
        sign_in(cast.gulmira, day.code)


def test_the_trainer_has_no_seat_on_their_own_day(browser, cast, day):
    with pytest.raises(OwnDay):
        sign_in(cast.bolat, day.code)
    assert "Its trainer has no seat." in browser("bolat").post(JOIN, sent(code=day.code)).content.decode()


def test_after_ten_unknown_codes_signing_in_rests(browser, cast, day):
    vera = browser("vera")
    unknown = (code for code in iter(new_code, "") if code != day.code)
    answers = [vera.post(JOIN, sent(code=next(unknown))).status_code for _ in range(throttle.GUESSES_OF_A_PERSON)]
    assert set(answers) == {200}
    shut = vera.post(JOIN, sent(code=day.code))
    assert (shut.status_code, shut["Retry-After"]) == (429, "900")
    assert not Seat.objects.filter(person=cast.vera).exists()


@pytest.mark.parametrize("code", ["", "abc", "K7P3H0"])
def test_a_slip_is_asked_again_and_not_counted_as_a_guess(browser, cast, code):
    page = browser("vera").post(JOIN, sent(code=code))
    assert 'href="#id_code"' in page.content.decode()
    assert not throttle.is_shut(cast.vera.pk, "127.0.0.1")
