"""What rooms above know and cases name: lessons to read, and groups of people. They register here; this room never
imports them."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from django.utils.translation import gettext_noop

from tanu.lib.sentences import Sentence
from tanu.people.models import Person
from tanu.question_banks.models import Question
from tanu.question_banks.registry import unknown_facts as facts_in_no_register


@dataclass(frozen=True)
class LessonLink:
    """A lesson to read, in the reader's language."""

    title: str
    url: str


class Groups(Protocol):
    """Groups of people that somebody teaches."""

    def of(self, person: Person) -> Iterable[tuple[str, str]]:
        """Id and title of each group of which `person` may see sums."""
        ...

    def members(self, group: str) -> Collection[UUID]:
        """Ids of the people in it; none for a group that is not known."""
        ...


LessonFinder = Callable[[set[str]], Mapping[str, LessonLink]]
_finders: list[LessonFinder] = []
_groups: list[Groups] = []


def register_lessons(finder: LessonFinder) -> LessonFinder:
    """`finder` is given ids of lessons and answers those that can be read."""
    if finder not in _finders:
        _finders.append(finder)
    return finder


def lessons(ids: Iterable[str]) -> dict[str, LessonLink]:
    """Those of `ids` that can be read, in their order."""
    wanted = list(dict.fromkeys(ids))
    found: dict[str, Any] = {}
    for finder in _finders:
        found.update(finder(set(wanted)))
    return {key: found[key] for key in wanted if key in found}


SourceFinder = Callable[[set[str]], Mapping[str, str]]
_sources: list[SourceFinder] = []


def register_sources(finder: SourceFinder) -> SourceFinder:
    """`finder` is given IDs of facts and answers where each comes from, as a reader is told."""
    if finder not in _sources:
        _sources.append(finder)
    return finder


def sources(ids: Iterable[str]) -> dict[str, str]:
    """Where the facts come from, in the order of `ids`."""
    wanted = list(dict.fromkeys(ids))
    found: dict[str, str] = {}
    for finder in _sources:
        found.update(finder(set(wanted)))
    return {key: found.get(key, key) for key in wanted}


def register_groups(provider: Groups) -> Groups:
    """What people choose can be shown for the groups of `provider`."""
    if provider not in _groups:
        _groups.append(provider)
    return provider


def groups_of(person: Person) -> list[tuple[str, str]]:
    return [group for provider in _groups for group in provider.of(person)]


def members_of(group: str) -> set[UUID]:
    return {member for provider in _groups for member in provider.members(group)}


def unknown_lessons(ids: Iterable[str]) -> list[Sentence]:
    wanted = list(dict.fromkeys(ids))
    known = lessons(wanted) if _finders else dict.fromkeys(wanted)
    said = gettext_noop("there is no lesson `%(id)s`")
    return [Sentence(said, id=key) for key in wanted if key not in known]


def unknown_facts(ids: Iterable[str]) -> list[Sentence]:
    said = gettext_noop("the fact %(fact)s is not in the register")
    return [Sentence(said, fact=fact) for fact in facts_in_no_register(ids)]


def unknown_questions(keys: Iterable[str]) -> list[Sentence]:
    wanted = list(keys)
    known = set(Question.objects.in_use().filter(key__in=wanted).values_list("key", flat=True))
    said = gettext_noop("there is no question `%(id)s`")
    return [Sentence(said, id=key) for key in wanted if key not in known]
