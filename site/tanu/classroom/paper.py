"""A test on paper: its questions as they are printed, read back from a form, and marked. Nothing here writes."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict

from tanu.classroom.models import PaperItem, PaperSheet, PaperTest
from tanu.question_banks.shown import ShownOption, ShownQuestion, show
from tanu.question_banks.types import Response, question_type
from tanu.question_banks.verdicts import is_right

LETTERS = "abcdefghijklmnopqrstuvwxyz"
# By position as text, since JSON has no other keys.
Answers = dict[str, Response]


@dataclass(frozen=True)
class Part:
    """What is answered by itself: a question, or one field of a form. `number` is as printed: 5, or 5.2."""

    name: str
    number: str
    label: str
    several: bool
    lettered: list[tuple[str, ShownOption]]


@dataclass(frozen=True)
class Printed:
    """One question of the sheet."""

    item: PaperItem
    shown: ShownQuestion
    parts: list[Part]

    def letters(self, response: Response) -> str:
        """What was circled, as it stands on the sheet: b, or 5.1 a, 5.2 c."""
        order = self.item.option_order
        if not self.shown.fields:
            return ", ".join(LETTERS[order.index(key)] for key in sorted(response, key=order.index))
        said = []
        for part in self.parts:
            field = part.name.removeprefix(f"{self.shown.name}-")
            circled = [letter for letter, option in part.lettered if f"{field}:{option.value}" in response]
            said += [f"{part.number} {letter}" for letter in circled]
        return ", ".join(said)


def items_of(test: PaperTest) -> list[PaperItem]:
    return list(test.items.select_related("version"))


def printed(items: list[PaperItem], language: str) -> list[Printed]:
    """As they stand on paper, in `language`."""
    return [_printed(item, language) for item in items]


def read_sheet(items: list[PaperItem], form: QueryDict) -> Answers:
    """What the form says; a question left open is []. Raises BadResponse."""
    given = form.copy()
    for name in list(given):
        # "No answer" is a choice of the form, and none of the question.
        given.setlist(name, [value for value in given.getlist(name) if value])
    return {
        str(item.position): question_type(item.version.type).read(item.version.document, given, field_name(item))
        for item in items
    }


def count_right(items: list[PaperItem], answers: Mapping[str, Response]) -> int:
    """Marked as on a phone: a question counts when it is wholly right."""
    return sum(
        is_right(question_type(item.version.type).mark(item.version.document, answers.get(str(item.position), [])))
        for item in items
    )


def differing(sheet: PaperSheet, items: list[PaperItem]) -> list[PaperItem]:
    """Questions that were entered in two ways; none while the second entry is missing."""
    if sheet.second is None:
        return []
    return [item for item in items if sheet.first[str(item.position)] != sheet.second[str(item.position)]]


def field_name(item: PaperItem) -> str:
    return f"q{item.position}"


def _printed(item: PaperItem, language: str) -> Printed:
    shown = show(item.version, item.option_order, [], name=field_name(item), language=language)
    if not shown.fields:
        lettered = list(zip(LETTERS, shown.options, strict=False))
        return Printed(item, shown, [Part(shown.name, str(item.position), "", shown.several, lettered)])
    parts = [
        Part(
            field.name,
            f"{item.position}.{number}",
            field.label,
            several=False,
            lettered=list(zip(LETTERS, field.options, strict=False)),
        )
        for number, field in enumerate(shown.fields, start=1)
    ]
    return Printed(item, shown, parts)
