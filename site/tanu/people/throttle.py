"""Too many wrong passwords, and the door stays shut for a while."""

import hashlib

from tanu.lib.throttle import Throttle
from tanu.people.sign_in import fold

SECONDS = 15 * 60
FAILURES_OF_A_NAME = 10
# A whole school comes from one address; somebody who tries one password on many names does too.
FAILURES_OF_AN_ADDRESS = 100

_of_names = Throttle("sign-in", FAILURES_OF_A_NAME, SECONDS)
_of_addresses = Throttle("sign-in-from", FAILURES_OF_AN_ADDRESS, SECONDS)


def is_shut(name: str, address: str) -> bool:
    """Whether this name from this address, or the address, has failed too often in the last quarter of an hour."""
    return _of_names.is_shut(_both(name, address)) or _of_addresses.is_shut(address)


def note_failure(name: str, address: str) -> None:
    _of_names.note(_both(name, address))
    _of_addresses.note(address)


def forget_failures(name: str, address: str) -> None:
    """After a right password the count of this name begins anew; the address keeps its own."""
    _of_names.forget(_both(name, address))


def _both(name: str, address: str) -> str:
    return f"{hashlib.sha256(fold(name).encode()).hexdigest()}:{address}"
