"""A handout as one reader sees it: the compiled text, with what belongs to the reader filled in."""

from dataclasses import dataclass
from typing import Any

from tanu.courses.reading import local_cards
from tanu.handouts.models import Handout
from tanu.lib.languages import current_language
from tanu.people.models import Person
from tanu.reviews.waiting import Waiting


@dataclass(frozen=True)
class Reading:
    """Everything on a handout's page or paper, in the reader's language."""

    handout: Handout
    document: dict[str, Any]
    waiting: list[str]
    local: dict[str, Any]
    names_people: bool
    """Whether a card of it says who is the officer where the reader works."""


def read_handout(handout: Handout, person: Person) -> Reading:
    document = handout.document[current_language()]
    cards = {part["what"] for part in document["parts"] if part["kind"] == "local"}
    return Reading(
        handout=handout,
        document=document,
        waiting=[str(Waiting(kind).label) for kind in document["awaits"]],
        local=local_cards(person, cards),
        names_people="officer" in cards,
    )
