"""Taking letters from the outbox, and noting what became of them: short transactions, none while mail is sent."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F

from tanu.messages.backoff import WORTH_SENDING_FOR, wait_after
from tanu.messages.models import Letter
from tanu.messages.querysets import LetterQuerySet

# Whoever took a letter has it for so long; if the process is killed, another takes it then.
HELD_FOR = timedelta(minutes=15)
_A_MINUTE = timedelta(minutes=1)


@transaction.atomic
def take(now: datetime, size: int) -> list[Letter]:
    """Letters that are due, for this process alone."""
    rows = Letter.objects.due(now).order_by("next_try_at", "pk")
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True)
    taken = list(rows[:size])
    Letter.objects.filter(pk__in=[letter.pk for letter in taken]).update(
        tries=F("tries") + 1, next_try_at=now + HELD_FOR
    )
    for letter in taken:
        letter.tries += 1
    return taken


def mark_sent(letter: Letter, now: datetime) -> None:
    _open([letter]).update(sent_at=now, reason="")


def try_later(letter: Letter, now: datetime, reason: str) -> None:
    _open([letter]).update(next_try_at=now + wait_after(letter.tries), reason=reason)


def put_back(letters: Collection[Letter], now: datetime) -> None:
    """They were not tried at all."""
    _open(letters).update(tries=F("tries") - 1, next_try_at=now + _A_MINUTE)


def give_up(letters: Collection[Letter], now: datetime, reason: str) -> None:
    _open(letters).update(given_up_at=now, reason=reason)


def give_up_late(now: datetime) -> int:
    """Letters that nobody could send for days; the reason stays that of the last try."""
    late = Letter.objects.waiting().filter(not_before__lt=now - WORTH_SENDING_FOR)
    if not late.exists():
        return 0
    with transaction.atomic():
        late.filter(reason="").update(reason="late")
        return late.update(given_up_at=now)


def _open(letters: Collection[Letter]) -> LetterQuerySet:
    return Letter.objects.waiting().filter(pk__in=[letter.pk for letter in letters])
