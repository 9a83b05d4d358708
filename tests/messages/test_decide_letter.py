"""What is decided twice, also at once by several, is one letter."""

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone

from tanu.messages.actions import KEPT_FOR, decide, decide_all, forget_old
from tanu.messages.models import Letter
from tests.messages.conftest import draft

AT_ONCE = 4


@pytest.fixture
def committed(django_db_setup, django_db_blocker) -> Iterator[None]:
    """No transaction around the test, so that every thread sees what is written."""
    with django_db_blocker.unblock():
        yield
        Letter.objects.filter(kind="race").delete()


def at_once(work) -> list:
    """What each thread came back with."""
    gate, answers = threading.Barrier(AT_ONCE), []

    def run() -> None:
        try:
            gate.wait(10)
            answers.append(work())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.mark.django_db
def test_the_same_key_is_the_same_letter_whatever_the_words():
    first, is_new = decide(draft(subject="Тану: бір"))
    again, is_new_again = decide(draft(subject="Тану: екі"))

    assert (is_new, is_new_again) == (True, False)
    assert again.pk == first.pk
    assert again.subject == "Тану: бір"
    assert again.message_id == first.message_id


@pytest.mark.django_db
def test_many_are_decided_in_few_statements_and_only_those_that_are_new(django_assert_max_num_queries):
    decide(draft("known"))

    with django_assert_max_num_queries(5):
        new = decide_all([draft("known"), *(draft(f"new-{number}") for number in range(100))])

    assert new == 100
    assert Letter.objects.count() == 101


@pytest.mark.django_db
def test_every_letter_has_a_message_id_of_its_own_at_our_host(settings):
    settings.BASE_URL = "https://tanu.example:8443"
    decide_all([draft("one"), draft("two")])

    ids = set(Letter.objects.values_list("message_id", flat=True))

    assert len(ids) == 2
    assert all(message_id.endswith("@tanu.example>") for message_id in ids)


@pytest.mark.parametrize("decides", [lambda: decide(draft("race", kind="race")), None], ids=["one", "many"])
def test_decided_by_several_at_once_it_is_one_letter(committed, decides):
    answers = at_once(decides or (lambda: decide_all([draft("race", kind="race")])))

    assert len(answers) == AT_ONCE
    assert Letter.objects.filter(key="race").count() == 1


@pytest.mark.django_db
def test_a_subject_of_two_lines_is_refused():
    with pytest.raises(ValueError, match="one line"):
        decide(draft(subject="Tanu\nBcc: somebody@example.org"))


@pytest.mark.django_db
def test_old_letters_lose_address_and_words_and_are_not_decided_again():
    letter, _ = decide(draft())
    Letter.objects.update(sent_at=timezone.now(), decided_at=timezone.now() - KEPT_FOR - timedelta(days=1))

    assert forget_old() == 1
    assert forget_old() == 0

    letter.refresh_from_db()
    assert (letter.address, letter.subject, letter.body) == ("", "", "")
    assert decide_all([draft()]) == 0


@pytest.mark.django_db
def test_a_young_letter_keeps_its_words():
    decide(draft())
    Letter.objects.update(sent_at=timezone.now())

    assert forget_old() == 0
