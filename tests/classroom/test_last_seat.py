"""Real threads on a real database: the last seat is given once."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections

from tanu.audit.models import Event
from tanu.classroom.actions import DayIsFull, open_day, sign_in
from tanu.classroom.models import Day, Seat
from tanu.courses.models import Course
from tanu.people.actions import register
from tanu.people.models import Person
from tests.cast import build_cast

AT_ONCE = 6
SEATS = 2


@pytest.fixture
def full_house(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Day, list[Person]]]:
    """Seen by every thread, and taken away afterwards row by row: a flush would take the rest."""
    with django_db_blocker.unblock():
        known = set(Event.objects.values_list("pk", flat=True))
        cast = build_cast()
        course = Course.objects.get(key="recognition-and-referral")
        people = [register(given_name=f"Learner {number}") for number in range(AT_ONCE)]
        day = open_day(course, cast.school, place="Hall", day=cast.today, seats=SEATS, language="kk", by=cast.bolat)
        yield day, people
        Seat.objects.filter(day=day).delete()
        day.delete()
        Person.objects.filter(pk__in=[person.pk for person in people]).delete()
        Event.objects.exclude(pk__in=known).delete()


def at_once(day: Day, people: list[Person]) -> list[Any]:
    """What signing in gives each of them when all come together."""
    gate = threading.Barrier(len(people))
    given: list[Any] = []

    def come(person: Person) -> None:
        try:
            gate.wait()
            given.append(sign_in(person, day.code))
        except DayIsFull as error:
            given.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=come, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return given


def test_two_seats_are_given_to_two_of_six_who_come_together(full_house):
    day, people = full_house
    given = at_once(day, people)
    assert sum(isinstance(one, Seat) for one in given) == SEATS
    assert sum(isinstance(one, DayIsFull) for one in given) == AT_ONCE - SEATS
    assert Seat.objects.present().filter(day=day).count() == SEATS


def test_one_person_on_six_phones_has_one_seat(full_house):
    day, people = full_house
    given = at_once(day, [people[0]] * AT_ONCE)
    assert len({seat.pk for seat in given}) == 1
    assert Seat.objects.filter(day=day).count() == 1
