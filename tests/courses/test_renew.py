"""A training that ends is renewed with a new test; nobody is trained twice before."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tanu.courses.actions import finish_lesson, settle
from tanu.courses.models import Lesson
from tanu.courses.path import walk
from tanu.lib.dates import add_months, local_day
from tanu.quizzes.actions import begin
from tanu.quizzes.models import Attempt
from tanu.quizzes.reads import standing_of
from tanu.records.actions import record_completion
from tanu.records.models import Completion
from tests.quizzes.paper import form, sit


@pytest.fixture
def page(course) -> str:
    return f"/en/courses/{course.key}/test/"


@pytest.fixture
def completed(cast, course, monkeypatch):
    """Aigerim completes the course on a day that is given in months before today."""

    def completed(months_ago: int) -> Completion:
        moment = timezone.now() - timedelta(days=30 * months_ago)
        with monkeypatch.context() as patched:
            patched.setattr(timezone, "now", lambda: moment)
            for lesson in Lesson.objects.filter(course=course):
                finish_lesson(cast.aigerim, lesson, "en")
            sit(cast.aigerim, course.test, 20, at=moment)
        return Completion.objects.get(person=cast.aigerim)

    return completed


def test_while_it_is_valid_there_is_nothing_to_begin(aigerim, page, completed):
    completed(12)

    text = aigerim.get(page).content.decode()

    assert "You have passed this test." in text
    assert aigerim.post(page, form([])).url == page
    assert Attempt.objects.count() == 1


def test_ninety_days_before_it_ends_a_new_test_opens(aigerim, cast, course, page, completed):
    completed(34)

    assert "This test renews it" in aigerim.get(page).content.decode()
    aigerim.post(page, form([]))

    attempt = Attempt.objects.open().get()
    assert (attempt.round, attempt.number) == (2, 1)


def test_the_new_pass_is_a_new_row_of_the_ledger(cast, course, completed):
    first = completed(40)
    assert settle(cast.aigerim, course) == first

    sit(cast.aigerim, course.test, 20)

    second = Completion.objects.filter(person=cast.aigerim).order_by("recorded_at").last()
    assert second != first
    assert second.valid_until == add_months(second.completed_on, 36)
    assert not standing_of(cast.aigerim, course.test).may_begin


def test_a_failed_renewal_leaves_three_tries_as_at_first(cast, course, completed):
    completed(40)

    sit(cast.aigerim, course.test, 0)

    where = standing_of(cast.aigerim, course.test)
    assert (where.round, where.number, where.tries_left, where.is_renewal) == (2, 2, 2, True)


def test_a_failed_renewal_shows_no_answers_while_tries_are_left(aigerim, cast, course, completed):
    completed(40)
    attempt = sit(cast.aigerim, course.test, 0)

    text = aigerim.get(f"/en/tests/{attempt.pk}/result/").content.decode()

    assert "You have passed with another try." not in text


def test_the_lessons_stay_done(cast, course, completed):
    completed(40)

    assert walk(course, cast.aigerim).next is None


def test_a_pass_that_has_counted_on_a_classroom_day_is_not_counted_again(cast, course):
    sit(cast.aigerim, course.test, 20)
    edition = course.training.editions.latest("number")
    of_the_day = record_completion(cast.aigerim, edition, source=Completion.Source.CLASSROOM, evidence="day:1:aigerim")

    for lesson in Lesson.objects.filter(course=course):
        finish_lesson(cast.aigerim, lesson, "en")

    assert settle(cast.aigerim, course) == of_the_day
    assert Completion.objects.get(person=cast.aigerim) == of_the_day


def test_a_try_that_was_never_sent_is_gone_on_with(cast, course):
    """Somebody failed, began again, and was completed on a classroom day years ago."""
    sit(cast.aigerim, course.test, 0)
    begun = begin(cast.aigerim, course.test, "en")
    record_completion(
        cast.aigerim,
        course.training.editions.latest("number"),
        source=Completion.Source.CLASSROOM,
        evidence="day:old",
        completed_on=local_day() - timedelta(days=1080),
    )

    assert begin(cast.aigerim, course.test, "en") == begun
