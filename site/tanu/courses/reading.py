"""A lesson as one reader sees it: the compiled text, with what belongs to the reader filled in."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from tanu.case_studies.models import Case
from tanu.case_studies.standing import CaseCard, cards
from tanu.courses.compiled import Document, lesson_document
from tanu.courses.models import Lesson, LessonCheck
from tanu.institutions.nearby import routes_for, workplaces_of
from tanu.lib.dates import local_day
from tanu.lib.languages import current_language
from tanu.people.models import Person
from tanu.question_banks.querysets import source_fields
from tanu.question_banks.shown import ShownQuestion, show
from tanu.question_banks.types import question_type
from tanu.quizzes.reads import latest_practice
from tanu.reviews.waiting import Waiting

RIGHT = 0.999999
_NO_CASES: Mapping[str, CaseCard] = MappingProxyType({})


@dataclass(frozen=True)
class CheckCard:
    """A check question; once answered it shows what is right, until the reader tries again."""

    name: str
    number: int
    question: ShownQuestion
    is_right: bool


@dataclass(frozen=True)
class Part:
    """A piece of a lesson: `html`, a `check`, the card that `local` names, the card of a handout or of a case."""

    html: SafeString | None = None
    check: CheckCard | None = None
    local: str = ""
    download: Document | None = None
    play: CaseCard | None = None


@dataclass(frozen=True)
class Reading:
    """Everything on the page of a lesson that comes from its text."""

    document: Document
    parts: list[Part]
    waiting: list[str]
    local: dict[str, Any]


def read_lesson(lesson: Lesson, person: Person, *, again: str = "") -> Reading:
    """The current edition in the reader's language; the check question named `again` is open anew.

    Raises ValueError for a lesson that is not published.
    """
    if lesson.current is None:
        raise ValueError(f"{lesson.key} is not published")
    document = lesson_document(lesson.pk, lesson.current.hash)[current_language()]
    checks = _checks(lesson, person, again) if any(part["kind"] == "check" for part in document["parts"]) else {}
    local = local_cards(person, {part["what"] for part in document["parts"] if part["kind"] == "local"})
    return read_document(document, checks, local, _cases(document, person))


def read_document(
    document: Document, checks: dict[str, CheckCard], local: dict[str, Any], cases: Mapping[str, CaseCard] = _NO_CASES
) -> Reading:
    """One language's document with the reader's check questions by name, what is local to the reader, and cases."""
    return Reading(
        document=document,
        parts=[part for raw in document["parts"] if (part := _part(raw, checks, cases))],
        waiting=[str(Waiting(kind).label) for kind in document["awaits"]],
        local=local,
    )


def _cases(document: Document, person: Person) -> dict[str, CaseCard]:
    """The cases that the text opens, by key."""
    keys = [part["case"] for part in document["parts"] if part["kind"] == "play"]
    cases = Case.objects.in_use().without_source().filter(key__in=keys)
    return {card.case.key: card for card in cards(person, cases)} if keys else {}


def _part(raw: Document, checks: dict[str, CheckCard], cases: Mapping[str, CaseCard]) -> Part | None:
    if raw["kind"] == "html":
        return Part(html=mark_safe(raw["html"]))
    if raw["kind"] == "local":
        return Part(local=raw["what"])
    if raw["kind"] == "download":
        return Part(download=raw)
    if raw["kind"] == "play":
        return Part(play=cases[raw["case"]]) if raw["case"] in cases else None
    return Part(check=checks[raw["name"]]) if raw["name"] in checks else None


def _checks(lesson: Lesson, person: Person, again: str) -> dict[str, CheckCard]:
    rows = LessonCheck.objects.filter(lesson=lesson, question__current__isnull=False)
    rows = rows.select_related("question__current").defer(*source_fields("question"))
    versions = {row.name: version for row in rows if (version := row.question.current)}
    answers = latest_practice(person, [version.pk for version in versions.values()])
    cards: dict[str, CheckCard] = {}
    for name, version in versions.items():
        # Numbered apart: c1, c2 are check questions, p1 is the first form.
        number = 1 + sum(other[0] == name[0] for other in cards)
        item = answers.get(version.pk) if name != again else None
        order = item.option_order if item else question_type(version.type).keys(version.document)
        chosen = (item.response or []) if item else []
        question = show(version, order, chosen, name=f"answer-{name}", marked=item is not None)
        is_right = bool(item and (item.fraction or 0) > RIGHT)
        cards[name] = CheckCard(name, number, question, is_right)
    return cards


def local_cards(person: Person, wanted: set[str]) -> dict[str, Any]:
    """What the cards on this page need, and nothing that costs a query otherwise."""
    today = local_day()
    return {
        "routes": routes_for(person, today) if "intake" in wanted else [],
        "workplaces": workplaces_of(person, today) if "officer" in wanted else [],
    }
