"""Who stayed and passed has one row in the ledger, dated the day; who did not pass has a way back."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from tanu.audit.models import Event
from tanu.certificates.models import Certificate
from tanu.classroom.actions import DayIsAhead, close_day, sign_in
from tanu.classroom.models import Day
from tanu.courses.actions import finish_lesson
from tanu.records.models import Completion
from tests.classroom.conftest import ledger, sent, sit


def test_stayed_and_passed_is_one_row_of_the_day(cast, day):
    seat = sign_in(cast.gulmira, day.code)
    sit(seat)
    assert ledger(cast.gulmira) == []
    close_day(day, {seat.pk}, by=cast.bolat)
    (row,) = ledger(cast.gulmira)
    assert (row.source, row.completed_on, row.evidence) == ("classroom", day.date, f"day:{day.pk}:{cast.gulmira.pk}")
    assert (row.edition, row.institution) == (day.edition, cast.school)
    assert Certificate.objects.filter(completion=row).count() == 1


def test_closing_again_changes_nothing(browser, cast, day):
    seat, early = sign_in(cast.gulmira, day.code), sign_in(cast.aigerim, day.code)
    sit(seat)
    sit(early)
    bolat = browser("bolat")
    bolat.post(f"/en/days/{day.pk}/close/", sent(stayed=[str(seat.pk)]))
    closed_at = Day.objects.get(pk=day.pk).closed_at
    bolat.post(f"/en/days/{day.pk}/close/", sent(stayed=[str(seat.pk), str(early.pk)]))
    close_day(day, {early.pk}, by=cast.bolat)
    assert Day.objects.get(pk=day.pk).closed_at == closed_at
    assert (len(ledger(cast.gulmira)), ledger(cast.aigerim)) == (1, [])
    assert Event.objects.filter(verb="close-day").count() == 1


def test_who_left_early_has_no_row_and_is_told_kindly(browser, cast, day):
    seat = sign_in(cast.gulmira, day.code)
    sit(seat)
    close_day(day, set(), by=cast.bolat)
    assert ledger(cast.gulmira) == []
    page = browser("gulmira").get(f"/en/days/seats/{seat.pk}/").content.decode()
    assert "the online course counts the same" in page


def test_stayed_without_a_pass_has_a_way_back(browser, cast, day):
    seat = sign_in(cast.gulmira, day.code)
    sit(seat, right_ones=3)
    close_day(day, {seat.pk}, by=cast.bolat)
    assert ledger(cast.gulmira) == []
    page = browser("gulmira").get(f"/en/days/seats/{seat.pk}/").content.decode()
    assert "Attending is done and stays done." in page
    sit(seat)
    (row,) = ledger(cast.gulmira)
    assert (row.source, row.completed_on) == ("classroom", cast.today)


def test_a_pass_after_the_day_counts_from_the_day_of_the_pass(cast, open_one):
    day = open_one(cast.today)
    seat = sign_in(cast.gulmira, day.code)
    close_day(day, {seat.pk}, by=cast.bolat)
    Day.objects.filter(pk=day.pk).update(date=cast.today - timedelta(days=10))
    seat.refresh_from_db()
    seat = type(seat).objects.select_related("day").get(pk=seat.pk)
    sit(seat)
    assert ledger(cast.gulmira)[0].completed_on == cast.today


def test_a_day_is_not_closed_before_it_has_come(browser, cast, open_one):
    day = open_one(cast.today + timedelta(days=1))
    with pytest.raises(DayIsAhead):
        close_day(day, set(), by=cast.bolat)
    answer = browser("bolat").post(f"/en/days/{day.pk}/close/", sent(), follow=True)
    assert "The day has not come yet." in answer.content.decode()


def test_one_pass_proves_one_completion(cast, day, course):
    for lesson in course.lessons.published():
        finish_lesson(cast.gulmira, lesson, "kk")
    seat = sign_in(cast.gulmira, day.code)
    sit(seat)
    close_day(day, {seat.pk}, by=cast.bolat)
    assert [row.source for row in ledger(cast.gulmira)] == ["online"]


def test_a_seat_that_was_ticked_by_a_made_up_id_is_nobodys(browser, cast, day):
    seat = sign_in(cast.gulmira, day.code)
    sit(seat)
    browser("bolat").post(f"/en/days/{day.pk}/close/", sent(stayed=["no-id", str(cast.gulmira.pk)]))
    assert not Completion.objects.filter(person=cast.gulmira).exists()


def test_only_the_trainer_of_the_day_closes_it(cast, day, colleague, stranger):
    for other in (colleague, stranger, cast.baurzhan, cast.nurlan):
        with pytest.raises(PermissionDenied):
            close_day(day, set(), by=other)
