"""Deciding letters, in the transaction of whatever they follow from. Nothing is sent here."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from tanu.messages.models import Letter

# Names of staff stand in letters: they are kept no longer than somebody may ask about one.
KEPT_FOR = timedelta(days=90)
# Letters written in one statement.
CHUNK = 500


@dataclass(frozen=True)
class Draft:
    """A letter to be decided. The same `key` is the same letter, whatever the words."""

    key: str
    kind: str
    recipient_id: Any
    address: str
    language: str
    subject: str
    body: str
    not_before: datetime | None = None


@transaction.atomic
def decide(draft: Draft) -> tuple[Letter, bool]:
    """The letter of that key, and whether it is new. Decided by several at once, there is one."""
    letter = _letter(draft)
    fields = {f.attname: getattr(letter, f.attname) for f in Letter._meta.concrete_fields if f.attname != "key"}
    return Letter.objects.get_or_create(key=draft.key, defaults=fields)


@transaction.atomic
def decide_all(drafts: Collection[Draft]) -> int:
    """Decide many letters in few statements; how many were not decided before."""
    keys = [draft.key for draft in drafts]
    known = set(Letter.objects.keyed(keys).values_list("key", flat=True))
    new = {draft.key: _letter(draft) for draft in drafts if draft.key not in known}
    # Somebody may decide the same in this moment: whoever is second writes nothing.
    Letter.objects.bulk_create(new.values(), ignore_conflicts=True, batch_size=CHUNK)
    return len(new)


def forget_old(now: datetime | None = None) -> int:
    """Erase address and words of letters decided long ago; how many."""
    old = Letter.objects.filter(decided_at__lt=(now or timezone.now()) - KEPT_FOR)
    waiting = Letter.objects.waiting().values("pk")
    return old.exclude(pk__in=waiting).exclude(body="").update(address="", subject="", body="")


def _letter(draft: Draft) -> Letter:
    if "\n" in draft.subject or "\r" in draft.subject:
        raise ValueError("A subject is one line.")
    letter_id, now = uuid.uuid4(), timezone.now()
    not_before = draft.not_before or now
    return Letter(
        id=letter_id,
        key=draft.key,
        kind=draft.kind,
        recipient_id=draft.recipient_id,
        address=draft.address,
        language=draft.language,
        subject=draft.subject,
        body=draft.body,
        message_id=f"<{letter_id}@{urlsplit(settings.BASE_URL).hostname}>",
        decided_at=now,
        not_before=not_before,
        next_try_at=not_before,
    )
