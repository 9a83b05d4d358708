"""How long a letter that could not be sent waits, and for how long it is worth sending."""

from datetime import timedelta

_WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=12),
)
# After that it says what is no longer so; the next one will.
WORTH_SENDING_FOR = timedelta(days=4)


def wait_after(tries: int) -> timedelta:
    """How long to wait after so many tries."""
    return _WAITS[min(tries, len(_WAITS)) - 1]
