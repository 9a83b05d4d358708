"""An attempt as it is laid out for reading: parts of five questions, and what was answered so far."""

from dataclasses import dataclass

from django.http import Http404, QueryDict

from tanu.question_banks.models import QuestionVersion
from tanu.question_banks.shown import ShownQuestion, show
from tanu.question_banks.types import Response, question_type
from tanu.question_banks.verdicts import Verdict, verdict
from tanu.quizzes.models import AttemptItem

PART_SIZE = 5


@dataclass(frozen=True)
class Part:
    """Questions `first` to `last` of a test; `unanswered` of them have no answer yet."""

    number: int
    first: int
    last: int
    unanswered: int


@dataclass(frozen=True)
class Question:
    """`verdict` is given once the attempt was sent."""

    position: int
    shown: ShownQuestion
    verdict: Verdict | None = None


@dataclass(frozen=True)
class Sheet:
    """The items of one attempt, read without the questions' texts and, for a count of answers, `with_answers`."""

    items: list[AttemptItem]

    @property
    def length(self) -> int:
        return len(self.items)

    @property
    def last_part(self) -> int:
        return (self.length - 1) // PART_SIZE + 1

    @property
    def answered(self) -> int:
        return sum(bool(item.response) for item in self.items)

    @property
    def unanswered(self) -> int:
        return self.length - self.answered

    @property
    def parts(self) -> list[Part]:
        groups = [self.items[start : start + PART_SIZE] for start in range(0, self.length, PART_SIZE)]
        return [
            Part(number, group[0].position, group[-1].position, sum(not item.response for item in group))
            for number, group in enumerate(groups, start=1)
        ]

    def of_part(self, number: int) -> list[AttemptItem]:
        """The items of one part with their questions. Raises Http404 for a part the test does not have."""
        items = self.items[(number - 1) * PART_SIZE : number * PART_SIZE] if number > 0 else []
        if not items:
            raise Http404
        versions = QuestionVersion.objects.in_bulk([item.version_id for item in items])
        for item in items:
            item.version = versions[item.version_id]
        return items


def field_name(item: AttemptItem) -> str:
    """Of the question in the form; the same in every language."""
    return f"q{item.position}"


def read_responses(items: list[AttemptItem], form: QueryDict) -> dict[int, Response]:
    """What the form answers, by item id. Raises BadResponse."""
    return {
        item.pk: question_type(item.version.type).read(item.version.document, form, field_name(item)) for item in items
    }


def lay_out(items: list[AttemptItem], *, marked: bool = False) -> list[Question]:
    """The questions as the reader sees them; `marked` shows what is right and why."""
    return [
        Question(
            item.position,
            show(item.version, item.option_order, item.response or [], name=field_name(item), marked=marked),
            verdict(item.fraction) if marked else None,
        )
        for item in items
    ]
