"""What other rooms offer beside a course. The room above registers; this room never imports it."""

from collections.abc import Callable
from dataclasses import dataclass

from tanu.courses.models import Course


@dataclass(frozen=True)
class Offer:
    """Something to open beside a course, in the reader's language."""

    title: str
    text: str
    url: str


Finder = Callable[[Course], Offer | None]
_finders: list[Finder] = []


def register(finder: Finder) -> Finder:
    """`finder` is asked for every course map and answers None for courses it has nothing for."""
    if finder not in _finders:
        _finders.append(finder)
    return finder


def offers_beside(course: Course) -> list[Offer]:
    return [offer for finder in _finders if (offer := finder(course))]
