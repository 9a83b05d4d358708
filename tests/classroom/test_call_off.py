"""A day opened by mistake is called off while nobody has been tested; whoever has a seat sees why."""

import pytest
from django.core.exceptions import PermissionDenied

from tanu.audit.models import Event
from tanu.classroom.actions import DayIsCalledOff, DayIsClosed, close_day, sign_in
from tanu.classroom.calling_off import SomebodyIsTested, call_off
from tanu.classroom.models import Day, Seat
from tanu.classroom.paper_actions import deal_paper_test, enter_sheet
from tanu.classroom.tests_on_phones import NotNow, begin_final, begin_first
from tests.classroom.conftest import answers, ledger, sent

MISTAKE = Day.Reason.MISTAKE


def test_the_trainer_calls_it_off_with_a_reason_and_people_see_it(browser, cast, day):
    seat = sign_in(cast.gulmira, day.code)
    answer = browser("bolat").post(f"/en/days/{day.pk}/call-off/", sent(reason="trainer-away"), follow=True)

    assert "is called off" in answer.content.decode()
    for address in (f"/en/days/seats/{seat.pk}/", "/en/days/"):
        page = browser("gulmira").get(address).content.decode()
        assert "called off" in page
        assert "The trainer cannot come" in page
    assert "You have a seat today" not in browser("gulmira").get("/en/days/").content.decode()
    assert Event.objects.get(verb="call-off-day").detail["reason"] == "trainer-away"


def test_a_reason_is_asked_for(browser, day):
    assert "Choose why." in browser("bolat").post(f"/en/days/{day.pk}/call-off/", sent()).content.decode()
    assert not Day.objects.get(pk=day.pk).is_called_off


def test_nobody_comes_or_is_tested_any_more_and_nothing_counts(browser, cast, day):
    seat = sign_in(cast.gulmira, day.code)
    call_off(day, MISTAKE, by=cast.bolat)
    seat = Seat.objects.select_related("day__course").get(pk=seat.pk)

    with pytest.raises(DayIsCalledOff):
        sign_in(cast.aigerim, day.code)
    with pytest.raises(DayIsCalledOff):
        close_day(day, {seat.pk}, by=cast.bolat)
    for test in (begin_first, begin_final):
        with pytest.raises(NotNow):
            test(seat, cast.gulmira, "kk")
    with pytest.raises(PermissionDenied):
        deal_paper_test(day, by=cast.bolat)
    page = browser("aigerim").post("/en/days/join/", sent(code=day.code)).content.decode()
    assert "This day is called off." in page
    assert ledger(cast.gulmira) == []


def test_called_off_again_it_keeps_its_first_reason(cast, day):
    call_off(day, MISTAKE, by=cast.bolat)

    assert call_off(day, Day.Reason.TOO_FEW, by=cast.bolat).called_off == "mistake"


def test_once_somebody_has_begun_a_test_it_can_only_be_closed(browser, cast, day):
    begin_first(sign_in(cast.gulmira, day.code), cast.gulmira, "kk")

    with pytest.raises(SomebodyIsTested):
        call_off(day, MISTAKE, by=cast.bolat)
    answer = browser("bolat").post(f"/en/days/{day.pk}/call-off/", sent(reason="mistake"), follow=True)
    assert "It can only be closed." in answer.content.decode()
    assert f"/en/days/{day.pk}/call-off/" not in browser("bolat").get(f"/en/days/{day.pk}/").content.decode()


def test_a_sheet_that_was_entered_is_a_test_too(cast, day):
    deal_paper_test(day, by=cast.bolat)
    enter_sheet(sign_in(cast.gulmira, day.code), answers(day), by=cast.bolat)

    with pytest.raises(SomebodyIsTested):
        call_off(day, MISTAKE, by=cast.bolat)


def test_a_closed_day_is_not_called_off(cast, day):
    close_day(day, set(), by=cast.bolat)

    with pytest.raises(DayIsClosed):
        call_off(day, MISTAKE, by=cast.bolat)


def test_nobody_else_calls_it_off(cast, day, colleague, stranger):
    for other in (colleague, stranger, cast.gulmira, cast.baurzhan):
        with pytest.raises(PermissionDenied):
            call_off(day, MISTAKE, by=other)


def test_its_sheets_are_no_longer_entered(browser, cast, day, colleague):
    deal_paper_test(day, by=cast.bolat)
    assert browser("aliya").get(f"/en/days/{day.pk}/sheets/").status_code == 200
    call_off(day, MISTAKE, by=cast.bolat)

    assert browser("aliya").get(f"/en/days/{day.pk}/sheets/").status_code == 403
    assert browser("bolat").get(f"/en/days/{day.pk}/").status_code == 200
