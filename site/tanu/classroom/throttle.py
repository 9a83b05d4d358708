"""Too many unknown codes, and signing in to a day rests for a while."""

from uuid import UUID

from tanu.lib.throttle import Throttle

SECONDS = 15 * 60
GUESSES_OF_A_PERSON = 10
# A whole class comes from one address.
GUESSES_OF_AN_ADDRESS = 100

_of_people = Throttle("day-codes", GUESSES_OF_A_PERSON, SECONDS)
_of_addresses = Throttle("day-codes-from", GUESSES_OF_AN_ADDRESS, SECONDS)


def is_shut(person: UUID, address: str) -> bool:
    """Whether this person, or the address, has tried too many unknown codes in the last quarter of an hour."""
    return _of_people.is_shut(str(person)) or _of_addresses.is_shut(address)


def note_guess(person: UUID, address: str) -> None:
    _of_people.note(str(person))
    _of_addresses.note(address)
