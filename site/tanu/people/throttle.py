"""Slows down guessing: too many wrong passwords, and the door stays shut for a while."""

import hashlib

from django.core.cache import cache

from tanu.people.sign_in import fold

SECONDS = 15 * 60
FAILURES_OF_A_NAME = 10
# A whole school comes from one address; somebody who tries one password on many names does too.
FAILURES_OF_AN_ADDRESS = 100


def is_shut(name: str, address: str) -> bool:
    """Whether this name from this address, or the address, has failed too often in the last quarter of an hour."""
    return any(cache.get(key, 0) >= limit for key, limit in _counts(name, address).items())


def note_failure(name: str, address: str) -> None:
    for key in _counts(name, address):
        cache.add(key, 0, SECONDS)
        try:
            cache.incr(key)
        except ValueError:  # It ran out between the two lines.
            cache.set(key, 1, SECONDS)


def forget_failures(name: str, address: str) -> None:
    """After a right password the count of this name begins anew; the address keeps its own."""
    cache.delete(next(iter(_counts(name, address))))


def _counts(name: str, address: str) -> dict[str, int]:
    hashed = hashlib.sha256(fold(name).encode()).hexdigest()
    return {
        f"sign-in:{hashed}:{address}": FAILURES_OF_A_NAME,
        f"sign-in-from:{address}": FAILURES_OF_AN_ADDRESS,
    }
