"""The tests of a day on phones: the course's own, begun on the page of the day so that its trainer may see them."""

from datetime import date, timedelta

from django.db import transaction

from tanu.classroom.models import Day, Seat, Sitting
from tanu.classroom.results import counts_elsewhere, settle
from tanu.courses.actions import begin_before
from tanu.lib.dates import local_day
from tanu.people.models import Person
from tanu.quizzes.actions import CannotBegin, begin
from tanu.quizzes.models import Attempt

# Who stayed but did not pass may take the test again for so long.
OPEN_FOR = timedelta(days=30)


class NotNow(ValueError):
    """The day has not come or is called off, its time for tests is over, or its course has no such test."""


def tests_until(day: Day) -> date:
    """The last day on which tests count for `day`."""
    return day.date + OPEN_FOR


def are_open(day: Day) -> bool:
    return not day.is_called_off and day.date <= local_day() <= tests_until(day)


@transaction.atomic
def begin_first(seat: Seat, person: Person, language: str) -> Attempt:
    """The test before the course. Raises NotNow, and NotOffered or CannotBegin where the course does."""
    if not are_open(seat.day) or seat.day.is_closed:
        raise NotNow
    return _note(seat, begin_before(person, seat.day.course, language))


@transaction.atomic
def begin_final(seat: Seat, person: Person, language: str) -> Attempt:
    """The final test, begun or gone on with; who has passed it before and it counted for nothing yet has passed.

    Raises NotNow and CannotBegin.
    """
    course = seat.day.course
    if not are_open(seat.day) or course.test is None or course.current is None:
        raise NotNow
    try:
        attempt = begin(person, course.test, language, course.current.hash)
    except CannotBegin as refused:
        found = refused.standing.passed_with
        if found is None or _is_spent(found, seat):
            raise
        attempt = found
    _note(seat, attempt)
    settle(seat)
    return attempt


def _is_spent(attempt: Attempt, seat: Seat) -> bool:
    return counts_elsewhere(attempt) or Sitting.objects.filter(attempt=attempt).exclude(seat=seat).exists()


def _note(seat: Seat, attempt: Attempt) -> Attempt:
    """What was begun on an earlier day and never sent is gone on with on this one."""
    Sitting.objects.update_or_create(attempt=attempt, defaults={"seat": seat})
    return attempt
