"""A mail server that is down, slow, refuses or drops the line costs time and no letter."""

import os
import signal
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from tanu.messages import queue, sending
from tanu.messages.backoff import WORTH_SENDING_FOR, wait_after
from tanu.messages.management.commands import send_letters as send_letters_command
from tanu.messages.models import Letter
from tanu.messages.sending import send_batch


def send_letters(*arguments: str) -> str:
    out = StringIO()
    call_command("send_letters", *arguments, stdout=out)
    return out.getvalue()


def later(**time: float):
    return timezone.now() + timedelta(**time)


def only() -> Letter:
    return Letter.objects.get()


def test_a_letter_arrives_with_sender_subject_and_words(server, letter):
    letter(subject="Тану: оқу мерзімі – 2026 жылғы 3 желтоқсан", body="Құрметті әріптес!\n")

    assert "Sent: 1." in send_letters()

    [arrived] = server.letters
    assert arrived["From"].startswith("Tanu <")
    assert arrived["Subject"].strip() == "Тану: оқу мерзімі – 2026 жылғы 3 желтоқсан"
    assert arrived["Message-ID"] == only().message_id
    assert arrived["Auto-Submitted"] == "auto-generated"
    assert "Құрметті әріптес!" in arrived.get_content()
    assert only().sent_at is not None


def test_a_letter_is_sent_once(server, letter):
    letter()

    send_letters()
    send_letters()

    assert len(server.letters) == 1


def test_a_letter_without_an_address_is_not_mailed(server, letter):
    letter(address="")

    send_letters()

    assert server.connections == 0
    assert (only().sent_at, only().given_up_at, only().tries) == (None, None, 0)


def test_a_letter_waits_for_its_hour(server, letter):
    letter(not_before=later(hours=5))

    assert send_batch().taken == 0
    assert send_batch(later(hours=6)).sent == 1


def test_more_letters_than_a_batch_go_over_one_line_each_batch(server, letter):
    for number in range(sending.BATCH + 3):
        letter(f"letter-{number}")

    send_letters()

    assert len(server.letters) == sending.BATCH + 3
    assert server.connections == 2


@pytest.mark.parametrize("mood", ["down", "silent", "drops", "busy"])
def test_while_the_server_is_in_trouble_a_letter_waits_and_then_arrives(server, letter, mood):
    letter()
    server.mood = mood
    if mood == "down":
        server.stop()

    outcome = send_batch()

    assert (outcome.sent, outcome.given_up) == (0, 0)
    assert only().sent_at is None
    assert only().reason
    assert send_batch(later(seconds=30)).taken == 0

    if mood != "down":
        server.mood = "fine"
        assert send_batch(later(minutes=2)).sent == 1


def test_accepted_and_dropped_it_is_sent_again_as_the_same_letter(server, letter):
    letter()
    server.mood = "drops"
    send_batch()
    server.mood = "fine"

    send_batch(later(minutes=2))

    first, second = server.letters
    assert first["Message-ID"] == second["Message-ID"]
    assert first["Date"] == second["Date"]


def test_killed_between_sending_and_noting_it_is_sent_again_as_the_same_letter(server, letter, monkeypatch):
    letter()

    def kill(*args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(queue, "mark_sent", kill)
        with pytest.raises(KeyboardInterrupt):
            send_batch()
    assert send_batch(later(minutes=2)).taken == 0

    send_batch(timezone.now() + queue.HELD_FOR + timedelta(seconds=1))

    first, second = server.letters
    assert first["Message-ID"] == second["Message-ID"]
    assert first["Date"] == second["Date"]
    assert only().sent_at is not None


def test_a_server_that_breaks_off_is_not_asked_for_every_letter(server, letter):
    for number in range(10):
        letter(f"letter-{number}")
    server.mood = "drops"

    send_batch()

    assert server.connections == 2
    assert sorted(Letter.objects.values_list("tries", flat=True)) == [0] * 8 + [1] * 2


def test_an_address_that_does_not_exist_is_given_up_at_once_and_others_arrive(server, letter):
    letter()
    server.mood = "refuses"
    send_batch()
    server.mood = "fine"
    letter("another")

    send_batch()

    assert [arrived["To"] for arrived in server.letters] == ["another@school.example"]
    refused = Letter.objects.get(key="a-letter")
    assert refused.given_up_at is not None
    assert refused.reason == "SMTPRecipientsRefused 550"


def test_a_letter_the_server_rejects_is_given_up(server, letter):
    letter()
    server.mood = "rejects"

    assert send_batch().given_up == 1
    assert only().reason == "SMTPDataError 554"


def test_an_address_that_is_none_is_given_up_and_others_arrive(server, letter):
    letter(address="kein\nAt: x")
    letter("another")

    outcome = send_batch()

    assert (outcome.sent, outcome.given_up) == (1, 1)


def test_after_some_days_a_letter_is_given_up_with_the_reason_of_the_last_try(server, letter):
    letter()
    server.mood = "busy"
    send_batch()

    send_batch(timezone.now() + WORTH_SENDING_FOR + timedelta(minutes=1))

    assert only().given_up_at is not None
    assert only().reason == "SMTPRecipientsRefused 451"
    assert server.connections == 1


def test_tries_come_further_and_further_apart():
    waits = [wait_after(tries) for tries in range(1, 9)]

    assert waits == sorted(waits)
    assert waits[0] == timedelta(minutes=1)
    assert waits[-1] == timedelta(hours=12)


def test_without_a_mail_server_letters_wait_and_the_command_says_so(settings, letter):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    letter()

    assert "MAIL_URL" in send_letters()
    assert (only().sent_at, only().tries) == (None, 0)


def test_as_a_service_it_waits_for_more_until_it_is_told_to_stop(server, letter, monkeypatch):
    letter("first")

    def something_happens(seconds: float) -> None:
        if Letter.objects.count() == 1:
            letter("second")
        else:
            os.kill(os.getpid(), signal.SIGTERM)

    monkeypatch.setattr(send_letters_command, "wait", something_happens)
    # The test's own transaction would go with the connection.
    monkeypatch.setattr(send_letters_command, "close_old_connections", lambda: None)
    before = signal.getsignal(signal.SIGTERM)
    try:
        said = send_letters("--forever")
    finally:
        signal.signal(signal.SIGTERM, before)

    assert "Sent: 2." in said
    assert len(server.letters) == 2


def test_what_is_no_longer_wanted_is_withdrawn(server, letter, settings):
    settings.LETTERS_STILL_WANTED = {"plain": "tests.messages.test_send_letters.only_the_second"}
    letter("first")
    letter("second")

    outcome = send_batch()

    assert (outcome.sent, outcome.withdrawn) == (1, 1)
    assert Letter.objects.get(key="first").reason == "withdrawn"
    assert [arrived["To"] for arrived in server.letters] == ["second@school.example"]


def only_the_second(letters: list[Letter]) -> set:
    return {letter.pk for letter in letters if letter.key == "second"}


def test_who_has_taken_a_letter_has_it_alone(letter):
    for number in range(5):
        letter(f"letter-{number}")
    now = timezone.now()

    first, second = queue.take(now, 3), queue.take(now, 3)

    assert (len(first), len(second)) == (3, 2)
    assert not {letter.pk for letter in first} & {letter.pk for letter in second}
