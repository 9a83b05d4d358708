"""What a learner is told after a test, and what not yet."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from tanu.lib.languages import in_language
from tanu.people.models import Person
from tanu.question_banks.models import Outcome
from tanu.question_banks.querysets import source_fields
from tanu.question_banks.verdicts import is_right
from tanu.quizzes.charts import Chart, Value, grouped
from tanu.quizzes.models import Attempt, AttemptItem, Quiz
from tanu.quizzes.reads import graded_attempts
from tanu.quizzes.registry import Surroundings, Teaching, surroundings
from tanu.quizzes.renewals import renewed_since
from tanu.quizzes.sheets import Question, lay_out
from tanu.quizzes.standing import Standing, shows_answers, standing


@dataclass(frozen=True)
class OutcomeLine:
    """How many of an outcome's questions were right, and the lessons that teach it: title and address."""

    key: str
    title: str
    right: int
    asked: int
    lessons: list[tuple[str, str]]

    @property
    def is_sure(self) -> bool:
        return self.right == self.asked

    @property
    def value(self) -> Value:
        return Value(self.right / self.asked, f"{self.right}/{self.asked}")


@dataclass(frozen=True)
class Compared:
    """What was known before the course beside what was shown after it, one pair for each outcome of both."""

    pairs: list[tuple[OutcomeLine, OutcomeLine]]

    @property
    def chart(self) -> Chart:
        return grouped([(before.value, after.value) for before, after in self.pairs], ("q3", "fa"))

    @property
    def sure_before(self) -> int:
        return sum(before.is_sure for before, _ in self.pairs)

    @property
    def sure_after(self) -> int:
        return sum(after.is_sure for _, after in self.pairs)


@dataclass(frozen=True)
class Result:
    """`questions` is empty while a try of the round is left: they may come again."""

    score: int
    length: int
    standing: Standing
    around: Surroundings
    lessons_left: int
    missed: list[OutcomeLine]
    questions: list[Question]
    compared: Compared | None

    @property
    def new_set_is_open(self) -> bool:
        return self.standing.may_begin and self.standing.number == 1


@dataclass(frozen=True)
class UnmarkedResult:
    """Of a test that counts for nothing. Its answers are not shown: the questions may come again."""

    around: Surroundings
    lines: list[OutcomeLine]

    @property
    def sure(self) -> int:
        return sum(line.is_sure for line in self.lines)


def _since(attempt: Attempt, person: Person, quiz: Quiz) -> datetime | None:
    """A result of an earlier time is shown as it stood then."""
    since = renewed_since(person, quiz, timezone.now())
    return since if since and attempt.submitted_at and attempt.submitted_at > since else None


def result_of(attempt: Attempt, person: Person) -> Result:
    """For a graded attempt that `person`, its learner, has sent."""
    quiz = attempt.quiz
    if quiz is None or attempt.score is None:
        raise ValueError(f"{attempt.pk} was not sent")
    attempts = graded_attempts(person, quiz)
    rows = attempt.items.with_answers().select_related("version__question")
    items = list(rows.defer(*source_fields("version__question")))
    around = surroundings(attempt)
    teaching = around.teaching()
    lines = _by_outcome(quiz, items, teaching)
    return Result(
        score=int(attempt.score),
        length=len(items),
        standing=standing(quiz, attempts, timezone.now(), _since(attempt, person, quiz)),
        around=around,
        lessons_left=teaching.lessons_left,
        missed=[line for line in lines if not line.is_sure],
        questions=lay_out(items, marked=True) if shows_answers(attempt, attempts) else [],
        compared=_compared(teaching.before, lines) if attempt.passed else None,
    )


def unmarked_result_of(attempt: Attempt) -> UnmarkedResult:
    """For an attempt before the course or months after it that was sent."""
    if attempt.quiz is None or attempt.score is None:
        raise ValueError(f"{attempt.pk} was not sent")
    around = surroundings(attempt)
    return UnmarkedResult(around, _by_outcome(attempt.quiz, _read(attempt), around.teaching()))


def _compared(before: Attempt | None, after: list[OutcomeLine]) -> Compared | None:
    if before is None or before.quiz is None or before.score is None:
        return None
    known = {line.key: line for line in _by_outcome(before.quiz, _read(before), Teaching())}
    pairs = [(known[line.key], line) for line in after if line.key in known]
    return Compared(pairs) if pairs else None


def _read(attempt: Attempt) -> list[AttemptItem]:
    rows = attempt.items.select_related("version__question")
    return list(rows.defer("version__document", *source_fields("version__question")))


def _by_outcome(quiz: Quiz, items: Iterable[AttemptItem], teaching: Teaching) -> list[OutcomeLine]:
    """In the order of the quiz."""
    asked, right = Counter[str](), Counter[str]()
    for item in items:
        asked[item.version.question.outcome] += 1
        right[item.version.question.outcome] += is_right(item.fraction)
    titles = dict(Outcome.objects.filter(bank=quiz.bank_id, key__in=asked).values_list("key", "title"))
    return [
        OutcomeLine(key, in_language(titles.get(key, {})), right[key], asked[key], teaching.lessons.get(key, []))
        for key in quiz.outcomes
        if asked[key]
    ]
