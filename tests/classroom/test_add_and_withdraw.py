"""The trainer gives a seat to who has no phone, and a seat can be given back."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from tanu.classroom.actions import DayIsClosed, DayIsFull, NobodyThere, add, close_day, sign_in, withdraw
from tanu.classroom.models import Seat
from tanu.people.throttle_codes import GUESSES
from tests.classroom.conftest import sent


def test_bolat_adds_gulmira_by_her_login_code(browser, cast, day):
    answer = browser("bolat").post(f"/en/days/{day.pk}/add/", sent(login_code=" GULMIRA "), follow=True)
    assert f"Has a seat now: {cast.gulmira.full_name}" in answer.content.decode()
    assert Seat.objects.get(day=day).came_by == Seat.CameBy.TRAINER


@pytest.mark.parametrize("code", ["natalya", "nobody-at-all"])
def test_who_works_elsewhere_is_answered_like_who_does_not_exist(browser, cast, day, code):
    with pytest.raises(NobodyThere):
        add(day, code, by=cast.bolat)
    page = browser("bolat").post(f"/en/days/{day.pk}/add/", sent(login_code=code)).content.decode()
    assert "Nobody who works at this institution has this login code." in page


def test_guessing_codes_comes_to_an_end(browser, cast, day):
    trainer = browser("bolat")
    for number in range(GUESSES):
        trainer.post(f"/en/days/{day.pk}/add/", sent(login_code=f"guess-{number}"))

    page = trainer.post(f"/en/days/{day.pk}/add/", sent(login_code="gulmira")).content.decode()

    assert "Many unknown codes were typed." in page
    assert not Seat.objects.filter(day=day).exists()


def test_a_seat_can_be_kept_before_the_day(cast, open_one):
    day = open_one(cast.today + timedelta(days=7))
    assert add(day, "gulmira", by=cast.bolat).person == cast.gulmira


def test_nobody_is_added_beyond_the_seats(cast, open_one):
    day = open_one(seats=1)
    add(day, "gulmira", by=cast.bolat)
    with pytest.raises(DayIsFull):
        add(day, "aigerim", by=cast.bolat)


def test_only_the_trainer_of_the_day_adds(cast, day, colleague, stranger):
    for other in (colleague, stranger, cast.baurzhan):
        with pytest.raises(PermissionDenied):
            add(day, "gulmira", by=other)


def test_a_seat_given_back_is_free_for_another(browser, cast, open_one):
    day = open_one(seats=1)
    seat = sign_in(cast.gulmira, day.code)
    browser("gulmira").post(f"/en/days/seats/{seat.pk}/leave/", sent())
    assert sign_in(cast.aigerim, day.code).person == cast.aigerim


def test_the_trainer_frees_the_seat_of_who_does_not_come(browser, cast, day):
    seat = sign_in(cast.gulmira, day.code)
    browser("bolat").post(f"/en/days/seats/{seat.pk}/remove/", sent())
    assert not Seat.objects.present().exists()
    assert withdraw(seat, by=cast.bolat).withdrawn_at == Seat.objects.get().withdrawn_at


def test_nobody_frees_the_seat_of_another(browser, cast, day, stranger):
    seat = sign_in(cast.gulmira, day.code)
    for other in (cast.aigerim, stranger):
        with pytest.raises(PermissionDenied):
            withdraw(seat, by=other)
    assert browser("aigerim").post(f"/en/days/seats/{seat.pk}/leave/", sent()).status_code == 404


def test_a_closed_day_keeps_its_list(cast, day):
    seat = sign_in(cast.gulmira, day.code)
    close_day(day, set(), by=cast.bolat)
    with pytest.raises(DayIsClosed):
        withdraw(seat, by=cast.gulmira)
    with pytest.raises(DayIsClosed):
        add(day, "aigerim", by=cast.bolat)
