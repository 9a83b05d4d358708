"""Slows down guessing codes. The numbers alone make it hopeless; this spares the database."""

from django.core.cache import cache

SECONDS = 10 * 60
MISSES = 30


def is_shut(address: str) -> bool:
    """Whether thirty codes from this address were unknown within ten minutes."""
    return bool(cache.get(_key(address), 0) >= MISSES)


def note_miss(address: str) -> None:
    cache.add(_key(address), 0, SECONDS)
    try:
        cache.incr(_key(address))
    except ValueError:  # It ran out between the two lines.
        cache.set(_key(address), 1, SECONDS)


def _key(address: str) -> str:
    return f"verify-misses:{address}"
