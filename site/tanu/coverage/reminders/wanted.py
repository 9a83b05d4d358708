"""Whether letters that wait are still wanted: the outbox asks before it sends (`settings.LETTERS_STILL_WANTED`)."""

from typing import Any

from tanu.coverage.cases import Joined
from tanu.coverage.reminders.people import heads_of, officials_of
from tanu.coverage.reminders.reads import asked_of
from tanu.lib.dates import local_day
from tanu.messages.models import Letter


def of_undone(letters: list[Letter]) -> set[Any]:
    """Reminders whose training is still open with the same deadline."""
    joined, today = Joined(), local_day()
    asked = asked_of([letter.recipient_id for letter in letters], joined, today)
    still = {(str(one.person_id), str(one.training_id), str(one.deadline(today))) for one in asked}
    wanted = set()
    for letter in letters:
        _, _, training, deadline, _ = letter.key.split(":")
        if (str(joined.living(letter.recipient_id)), training, deadline) in still:
            wanted.add(letter.pk)
    return wanted


def of_anything_open(letters: list[Letter]) -> set[Any]:
    """Letters to people who still have something to do."""
    joined, today = Joined(), local_day()
    asked = asked_of([letter.recipient_id for letter in letters], joined, today)
    still = {one.person_id for one in asked if one.deadline(today)}
    return {letter.pk for letter in letters if joined.living(letter.recipient_id) in still}


def of_heads(letters: list[Letter]) -> set[Any]:
    """Digests to people who are still the head there: names of staff stand in them."""
    heads = _pairs(heads_of([place_of(letter) for letter in letters], Joined(), local_day()))
    return {letter.pk for letter in letters if (place_of(letter), str(letter.recipient_id)) in heads}


def of_officials(letters: list[Letter]) -> set[Any]:
    """Digests to people who are still the officials of that territory."""
    officials = _pairs(officials_of(Joined(), local_day()))
    return {letter.pk for letter in letters if (place_of(letter), str(letter.recipient_id)) in officials}


def place_of(letter: Letter) -> str:
    """The id of the institution or territory that a digest is about."""
    return letter.key.split(":")[1]


def _pairs(people: dict[Any, set[Any]]) -> set[tuple[str, str]]:
    return {(str(place), str(person)) for place, found in people.items() for person in found}
