"""What rooms above know and cases name: lessons to read, and groups of people. They register here; this room never
imports them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_noop

from tanu.lib.sentences import Sentence
from tanu.question_banks.models import Question
from tanu.question_banks.registry import unknown_facts as facts_in_no_register


@dataclass(frozen=True)
class LessonLink:
    """A lesson to read, in the reader's language."""

    title: str
    url: str


LessonFinder = Callable[[set[str]], Mapping[str, LessonLink]]
_finders: list[LessonFinder] = []


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
