"""How a quiz learns what surrounds it. The room above registers; this room never imports it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tanu.lib.languages import current_language, in_language
from tanu.quizzes.models import Attempt


@dataclass(frozen=True)
class Teaching:
    """What stands before and after a test."""

    lessons: Mapping[str, list[tuple[str, str]]] = field(default_factory=dict)
    """By outcome, the lessons that teach it: title and address."""
    lessons_left: int = 0
    """Lessons that must still be done or set aside before a pass completes anything."""
    before: Attempt | None = None
    """What the learner knew before the course, to set beside what was learned."""


@dataclass(frozen=True)
class Surroundings:
    """What stands around an attempt, in the reader's language."""

    title: str
    url: str
    """Back from the test."""
    entry_url: str
    """Where the next try begins."""
    teaching: Callable[[], Teaching] = Teaching
    """Asked when a result is shown, and not for every page of a test."""


Finder = Callable[[Attempt], Surroundings | None]
_finders: list[Finder] = []


def register(finder: Finder) -> Finder:
    """`finder` is asked for every attempt shown and answers None for those it does not surround."""
    if finder not in _finders:
        _finders.append(finder)
    return finder


def surroundings(attempt: Attempt) -> Surroundings:
    """What the first finder that knows `attempt` says, else the quiz alone."""
    for finder in _finders:
        if found := finder(attempt):
            return found
    front = f"/{current_language()}/"
    return Surroundings(in_language(attempt.quiz.title) if attempt.quiz else "", front, front)
