"""Nobody finds another person's login code by trying: whoever writes of others has wrong ones counted."""

import hashlib
from collections.abc import Iterable
from uuid import UUID

from tanu.lib.throttle import Throttle

MINUTES = 15
GUESSES = 10

_of_people = Throttle("login-codes", GUESSES, MINUTES * 60)
_once = Throttle("login-codes-once", 1, MINUTES * 60)


def is_shut(person: UUID) -> bool:
    """Whether this person has tried too many wrong codes in the last quarter of an hour, in forms and in files."""
    return _of_people.is_shut(str(person))


def note_guess(person: UUID) -> None:
    _of_people.note(str(person))


def note_guesses(person: UUID, guesses: Iterable[str]) -> bool:
    """Count each of them once, however often its file is sent. False if the door shut before the last."""
    for guess in guesses:
        key = f"{person}:{hashlib.sha256(guess.encode()).hexdigest()}"
        if _once.is_shut(key):
            continue
        if is_shut(person):
            return False
        _once.note(key)
        note_guess(person)
    return True
