"""Real threads on a real database: a slip that is used in two browsers at once is used once."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connections
from django.test import Client

from tanu.audit.models import Event
from tanu.people.actions import register
from tanu.people.models import Person
from tanu.people.slips import PrintedSlip, make_slip

AT_ONCE = 3


@pytest.fixture
def db(django_db_setup, django_db_blocker) -> Iterator[None]:
    """In place of the usual one: no transaction around the test, so that every thread sees what is written."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture
def person(db) -> Iterator[Person]:
    """Taken away afterwards row by row: a flush would take what other tests rely on."""
    known = set(Event.objects.values_list("pk", flat=True))
    person = register(given_name="Aigerim", code="race-for-a-slip")
    yield person
    for rows in (
        Person.objects.filter(pk=person.pk),
        Session.objects.all(),
        Event.objects.exclude(pk__in=known),
    ):
        rows.delete()


def at_once(work: Callable[[int], Any]) -> list[Any]:
    """What `work` gives in each of several threads that start together; an exception is given back as it is."""
    gate = threading.Barrier(AT_ONCE)
    given: list[Any] = [None] * AT_ONCE

    def run(number: int) -> None:
        try:
            gate.wait()
            given[number] = work(number)
        except Exception as error:
            given[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return given


def with_slip(slip: PrintedSlip) -> Client:
    client = Client()
    client.post("/kk/sign-in/", {"name": slip.name, "password": slip.secret})
    return client


def test_of_several_browsers_with_one_slip_one_comes_in(person):
    slip = make_slip(person)
    clients = [with_slip(slip) for _ in range(AT_ONCE)]
    words = [f"the words of browser {number}" for number in range(AT_ONCE)]

    def choose(number: int) -> str:
        return clients[number].post("/kk/sign-in/password/", {"new": words[number], "again": words[number]}).url

    answers = at_once(choose)
    assert sorted(answers) == ["/kk/my/"] + ["/kk/sign-in/"] * (AT_ONCE - 1)
    person.refresh_from_db()
    assert person.check_password(words[answers.index("/kk/my/")])
    assert Event.objects.filter(verb="use-slip", actor_id=person.pk).count() == 1


def test_slips_printed_at_once_leave_one_that_holds(person):
    slips = at_once(lambda _: make_slip(person))
    assert [slip for slip in slips if not isinstance(slip, PrintedSlip)] == []
    assert person.slips.unused().count() == 1
    opened = [slip for slip in slips if "/password/" in getattr(_typed(slip), "url", "")]
    assert len(opened) == 1


def _typed(slip: PrintedSlip) -> Any:
    return Client().post("/kk/sign-in/", {"name": slip.name, "password": slip.secret})
