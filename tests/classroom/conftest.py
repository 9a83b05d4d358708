import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from tanu.classroom.actions import open_day
from tanu.classroom.evidence_actions import hand_in
from tanu.classroom.models import Day, Evidence, Seat
from tanu.classroom.paper import Answers, items_of
from tanu.classroom.tests_on_phones import begin_final
from tanu.courses.models import Course
from tanu.institutions.actions import grant
from tanu.people.models import Person
from tanu.quizzes.actions import save, submit
from tanu.quizzes.models import Attempt
from tanu.records.models import Completion
from tests.cast import Cast
from tests.quizzes.paper import items_of as questions_of
from tests.quizzes.paper import right, wrong


@pytest.fixture(autouse=True)
def nothing_is_remembered() -> None:
    cache.clear()


@pytest.fixture
def open_one(cast: Cast, course: Course) -> Callable[..., Day]:
    """A day of Bolat's at the village school, today with three seats unless told otherwise."""

    def open_one(day: date | None = None, seats: int = 3, by: Person | None = None) -> Day:
        return open_day(
            course, cast.school, place="Room 12", day=day or cast.today, seats=seats, language="ru", by=by or cast.bolat
        )

    return open_one


@pytest.fixture
def day(open_one: Callable[..., Day]) -> Day:
    return open_one()


@pytest.fixture
def stranger(cast: Cast) -> Person:
    """Sergey, a trainer too, of a school far away."""
    grant(cast.sergey, "trainer", valid_from=cast.today - timedelta(days=9), institution=cast.institution("ka-school"))
    return cast.sergey


@pytest.fixture
def colleague(cast: Cast) -> Person:
    """Aliya, a second trainer of the village school."""
    grant(cast.aliya, "trainer", valid_from=cast.today - timedelta(days=9), institution=cast.school)
    return cast.aliya


@pytest.fixture
def browser(cast: Cast) -> Callable[[str], Client]:
    """The browser of somebody of the cast."""

    def of(code: str) -> Client:
        client = Client()
        client.force_login(getattr(cast, code))
        return client

    return of


def sent(**fields: Any) -> dict[str, Any]:
    """What a browser posts with every form."""
    return {"client_key": str(uuid.uuid4()), **fields}


def sit(seat: Seat, right_ones: int = 20) -> Attempt:
    """The final test on a phone, so many questions right."""
    attempt = begin_final(seat, seat.person, "kk")
    items = questions_of(attempt)
    save(attempt, {one.pk: right(one) if n < right_ones else wrong(one) for n, one in enumerate(items)}, "kk")
    return submit(attempt)


def answers(day: Day, right_ones: int = 20) -> Answers:
    """A sheet of paper, so many questions right."""
    items = items_of(Day.objects.get(pk=day.pk).paper_test)
    return {str(one.position): right(one) if n < right_ones else wrong(one) for n, one in enumerate(items)}


def ledger(person: Person) -> list[Completion]:
    return list(Completion.objects.of(person).standing())


@pytest.fixture
def document(cast: Cast, course: Course) -> Callable[..., Evidence]:
    """A course of the institute in the capital, handed in by the paediatrician unless told otherwise."""

    def document(person: Person | None = None, **facts: Any) -> Evidence:
        said = {"issuer": "Институт педиатрии", "number": "ПК-014", "completed_on": cast.today - timedelta(days=100)}
        return hand_in(person or cast.natalya, course.training, **{**said, **facts})

    return document
