"""A letter that waits is asked for once more before it leaves: who has finished meanwhile gets none."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from tanu.coverage.reminders.calendar import decide_reminders
from tanu.coverage.reminders.nudges import remind_now
from tanu.institutions.models import Grant, Post
from tanu.messages.actions import Draft, decide
from tanu.messages.models import Letter
from tanu.messages.sending import send_batch
from tanu.people.models import SignInName


@pytest.fixture
def waiting(story):
    """The reminders of the social pedagogue and of the teacher are decided and not sent."""
    for code in ("aigerim", "gulmira"):
        SignInName.objects.create(person=getattr(story, code), kind="mail", value=f"{code}@tanu.example")
    decide_reminders(story.today)
    return story


def send() -> list[str]:
    """To whom it went, after the morning has come."""
    send_batch(timezone.now() + timedelta(days=1))
    return sorted(letter.to[0] for letter in mail.outbox)


def test_what_is_still_open_is_sent(waiting):
    assert send() == ["aigerim@tanu.example", "gulmira@tanu.example"]


def test_done_meanwhile_it_is_withdrawn(waiting, complete):
    complete(waiting.aigerim, waiting.today)

    assert send() == ["gulmira@tanu.example"]
    assert Letter.objects.get(recipient_id=waiting.aigerim.pk).reason == "withdrawn"


def test_a_head_s_reminder_is_withdrawn_too(waiting, complete):
    Letter.objects.all().delete()
    remind_now(waiting.school, by=waiting.baurzhan)
    complete(waiting.aigerim, waiting.today)

    assert send() == ["gulmira@tanu.example"]


def test_a_digest_goes_to_nobody_who_is_no_longer_the_head(waiting):
    Letter.objects.all().delete()
    for code in ("baurzhan", "gulmira"):
        decide(digest("head", waiting.school, getattr(waiting, code)))

    assert send() == [f"{waiting.baurzhan.pk}@tanu.example"]
    assert Post.objects.filter(person=waiting.baurzhan, profession="head").exists()


def test_a_digest_goes_to_nobody_who_is_no_longer_the_official(waiting):
    Letter.objects.all().delete()
    for code in ("nurlan", "roza"):
        decide(digest("official", waiting.district, getattr(waiting, code)))

    assert send() == [f"{waiting.nurlan.pk}@tanu.example"]
    assert Grant.objects.filter(person=waiting.roza, territory=waiting.region).exists()


def digest(kind: str, place, person) -> Draft:
    return Draft(
        key=f"{kind}:{place.pk}:{person.pk}:2026-11",
        kind=kind,
        recipient_id=person.pk,
        address=f"{person.pk}@tanu.example",
        language=person.language,
        subject="Tanu",
        body="Tanu",
    )
