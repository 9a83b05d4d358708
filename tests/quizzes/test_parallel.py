"""Real threads on a real database: what is sent twice at once happens once."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connections
from django.test import Client

from tanu.audit.models import Event
from tanu.people.actions import register
from tanu.people.models import LearnerWrite, Person
from tanu.question_banks.models import Bank, Outcome, Question, QuestionVersion
from tanu.quizzes.actions import begin, save
from tanu.quizzes.models import AnswerEvent, Attempt, AttemptItem, Quiz
from tanu.quizzes.signals import attempt_submitted
from tests.quizzes.paper import build_quiz, form, items_of, right

AT_ONCE = 4


@dataclass(frozen=True)
class Learner:
    person: Person
    quiz: Quiz

    def client(self) -> Client:
        client = Client()
        client.force_login(self.person)
        return client


@pytest.fixture
def db(django_db_setup, django_db_blocker) -> Iterator[None]:
    """In place of the usual one: no transaction around the test, so that every thread sees what is written.

    Its name tells pytest-django to make the test database even if no other test runs.
    """
    with django_db_blocker.unblock():
        yield


@pytest.fixture
def learner(db) -> Iterator[Learner]:
    """Taken away afterwards row by row: a flush would take what other tests rely on."""
    known = set(Event.objects.values_list("pk", flat=True))
    learner = Learner(register(given_name="Aigerim"), build_quiz())
    yield learner
    bank, attempts = learner.quiz.bank, Attempt.objects.filter(person=learner.person)
    Question.objects.filter(bank=bank).update(current=None)
    for rows in (
        AnswerEvent.objects.filter(item__attempt__in=attempts),
        AttemptItem.objects.filter(attempt__in=attempts),
        attempts,
        Quiz.objects.filter(bank=bank),
        QuestionVersion.objects.filter(question__bank=bank),
        Question.objects.filter(bank=bank),
        Outcome.objects.filter(bank=bank),
        Bank.objects.filter(pk=bank.pk),
        LearnerWrite.objects.filter(person=learner.person),
        Person.objects.filter(pk=learner.person.pk),
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


def test_begun_several_times_at_once_there_is_one_attempt(learner):
    attempts = at_once(lambda _: begin(learner.person, learner.quiz, "kk"))
    assert len(set(attempts)) == 1
    assert Attempt.objects.filter(person=learner.person).count() == 1
    assert items_of(attempts[0])[-1].position == 20


def test_the_same_form_sent_several_times_at_once_is_saved_once(learner):
    attempt = begin(learner.person, learner.quiz, "kk")
    items = items_of(attempt)[:5]
    body = form(items, {item.position: ["a"] for item in items}, go="next")
    clients = [learner.client() for _ in range(AT_ONCE)]
    answers = at_once(lambda n: clients[n].post(f"/kk/tests/{attempt.pk}/1/", body))
    assert [(answer.status_code, answer.url) for answer in answers] == [(302, f"/kk/tests/{attempt.pk}/2/")] * AT_ONCE
    assert AnswerEvent.objects.filter(item__attempt=attempt).count() == 5


def test_different_answers_at_once_are_kept_one_after_another(learner):
    attempt = begin(learner.person, learner.quiz, "kk")
    item = items_of(attempt)[0]
    at_once(lambda n: save(attempt, {item.pk: ["abcd"[n]]}, "kk"))
    assert list(item.answers.values_list("sequence", flat=True)) == [1, 2, 3, 4]


@pytest.mark.parametrize("same_key", [True, False])
def test_sent_several_times_at_once_a_test_is_marked_once(learner, same_key):
    attempt = begin(learner.person, learner.quiz, "kk")
    save(attempt, {item.pk: right(item) for item in items_of(attempt)}, "kk")
    told: list[Attempt] = []

    def listen(sender: type[Attempt], attempt: Attempt, **kwargs: Any) -> None:
        told.append(attempt)

    attempt_submitted.connect(listen)
    clients = [learner.client() for _ in range(AT_ONCE)]
    bodies = [form([])] * AT_ONCE if same_key else [form([]) for _ in range(AT_ONCE)]
    answers = at_once(lambda n: clients[n].post(f"/kk/tests/{attempt.pk}/review/", bodies[n]))
    attempt_submitted.disconnect(listen)
    assert [(answer.status_code, answer.url) for answer in answers] == [
        (302, f"/kk/tests/{attempt.pk}/result/")
    ] * AT_ONCE
    assert told == [attempt]
    attempt.refresh_from_db()
    assert (attempt.score, attempt.passed) == (20, True)


def test_an_answer_and_the_sending_at_once_leave_a_marked_test(learner):
    attempt = begin(learner.person, learner.quiz, "kk")
    items = items_of(attempt)[:5]
    clients = [learner.client() for _ in range(AT_ONCE)]

    def work(number: int) -> Any:
        if number % 2:
            return clients[number].post(f"/kk/tests/{attempt.pk}/review/", form([]))
        return clients[number].post(f"/kk/tests/{attempt.pk}/1/", form(items, {1: right(items[0])}, go="next"))

    answers = at_once(work)
    assert [answer.status_code for answer in answers] == [302] * AT_ONCE
    first = items_of(Attempt.objects.get(pk=attempt.pk))[0]
    assert first.fraction == (1.0 if first.response else None)
