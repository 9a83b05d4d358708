"""The first and the final test on phones, and what the trainer sees of them."""

from datetime import timedelta

import pytest

from tanu.classroom.actions import close_day, sign_in
from tanu.classroom.models import Day, Seat, Sitting
from tanu.classroom.reads import roll
from tanu.classroom.tests_on_phones import NotNow, begin_final, begin_first
from tanu.quizzes.actions import CannotBegin, begin, save, submit
from tanu.quizzes.models import Attempt
from tests.classroom.conftest import ledger, sent, sit
from tests.quizzes.paper import items_of, right


def pass_alone(person, course):
    attempt = begin(person, course.test, "kk", course.current.hash)
    save(attempt, {item.pk: right(item) for item in items_of(attempt)}, "kk")
    return submit(attempt)


def test_the_first_test_is_the_courses_own(browser, cast, day):
    seat = sign_in(cast.gulmira, day.code)
    answer = browser("gulmira").post(f"/en/days/seats/{seat.pk}/first/", sent())
    attempt = Attempt.objects.get(person=cast.gulmira)
    assert answer.url == f"/en/tests/{attempt.pk}/1/"
    assert (attempt.kind, attempt.sitting.seat) == ("before", seat)


def test_of_the_first_test_the_trainer_sees_sent_and_nothing_else(cast, day):
    seat = sign_in(cast.gulmira, day.code)
    submit(begin_first(seat, cast.gulmira, "kk"))
    (line,) = roll(day)
    assert (line.before_is_sent, line.tries, line.best, line.passed) == (True, 0, None, False)


def test_of_the_final_test_the_trainer_sees_tries_and_the_best(browser, cast, day):
    seat = sign_in(cast.gulmira, day.code)
    sit(seat, right_ones=4)
    sit(seat, right_ones=18)
    (line,) = roll(day)
    assert (line.tries, line.passed) == (2, True)
    assert f"Right: {line.best}; tries: 2" in browser("bolat").get(f"/en/days/{day.pk}/").content.decode()


def test_a_try_at_home_is_not_the_trainers_to_see(cast, day, course):
    seat = sign_in(cast.gulmira, day.code)
    attempt = begin(cast.gulmira, course.test, "kk", course.current.hash)
    submit(attempt)
    assert (roll(day)[0].seat, roll(day)[0].tries) == (seat, 0)


def test_a_pass_that_counted_for_nothing_yet_counts_for_the_day(cast, day, course):
    passed = pass_alone(cast.gulmira, course)
    seat = sign_in(cast.gulmira, day.code)
    assert begin_final(seat, cast.gulmira, "kk") == passed
    close_day(day, {seat.pk}, by=cast.bolat)
    assert len(ledger(cast.gulmira)) == 1


def test_a_pass_of_an_earlier_day_is_spent(browser, cast, open_one):
    first = open_one()
    sit(sign_in(cast.gulmira, first.code))
    second = open_one()
    seat = sign_in(cast.gulmira, second.code)
    with pytest.raises(CannotBegin):
        begin_final(seat, cast.gulmira, "kk")
    answer = browser("gulmira").post(f"/en/days/seats/{seat.pk}/test/", sent(), follow=True)
    assert "Ask the trainer for a sheet of paper." in answer.content.decode()
    assert Sitting.objects.get().seat.day == first


@pytest.mark.parametrize("days", [-31, 1])
def test_tests_are_open_from_the_day_for_thirty_days(browser, cast, day, days):
    seat = sign_in(cast.gulmira, day.code)
    Day.objects.filter(pk=day.pk).update(date=cast.today + timedelta(days=days))
    seat = Seat.objects.select_related("day__course").get(pk=seat.pk)
    for test in (begin_first, begin_final):
        with pytest.raises(NotNow):
            test(seat, cast.gulmira, "kk")
    answer = browser("gulmira").post(f"/en/days/seats/{seat.pk}/test/", sent(), follow=True)
    assert "The test is not open now." in answer.content.decode()
    assert not Attempt.objects.filter(person=cast.gulmira).exists()
