"""What a learner is told after a test, and what not yet."""

from dataclasses import dataclass

from django.utils import timezone

from tanu.lib.languages import in_language
from tanu.people.models import Person
from tanu.question_banks.models import Outcome
from tanu.question_banks.verdicts import is_right
from tanu.quizzes.models import Attempt, AttemptItem
from tanu.quizzes.reads import graded_attempts
from tanu.quizzes.registry import Surroundings, Teaching, surroundings
from tanu.quizzes.sheets import Question, lay_out
from tanu.quizzes.standing import Standing, shows_answers, standing


@dataclass(frozen=True)
class MissedOutcome:
    """An outcome with a question that was not right, and the lessons that teach it: title and address."""

    title: str
    lessons: list[tuple[str, str]]


@dataclass(frozen=True)
class Result:
    """`questions` is empty while a try of the round is left: they may come again."""

    score: int
    length: int
    standing: Standing
    around: Surroundings
    lessons_left: int
    missed: list[MissedOutcome]
    questions: list[Question]

    @property
    def new_set_is_open(self) -> bool:
        return self.standing.may_begin and self.standing.number == 1


def result_of(attempt: Attempt, person: Person) -> Result:
    """For a graded attempt that `person`, its learner, has sent."""
    quiz = attempt.quiz
    if quiz is None or attempt.score is None:
        raise ValueError(f"{attempt.pk} was not sent")
    attempts = graded_attempts(person, quiz)
    items = list(attempt.items.with_answers().select_related("version__question"))
    around = surroundings(attempt)
    teaching = around.teaching()
    return Result(
        score=int(attempt.score),
        length=len(items),
        standing=standing(quiz, attempts, timezone.now()),
        around=around,
        lessons_left=teaching.lessons_left,
        missed=_missed(attempt, items, teaching),
        questions=lay_out(items, marked=True) if shows_answers(attempt, attempts) else [],
    )


def _missed(attempt: Attempt, items: list[AttemptItem], teaching: Teaching) -> list[MissedOutcome]:
    keys = {item.version.question.outcome for item in items if not is_right(item.fraction)}
    outcomes = Outcome.objects.filter(bank=attempt.quiz.bank_id, key__in=keys) if attempt.quiz and keys else []
    titles = {outcome.key: in_language(outcome.title) for outcome in outcomes}
    order = attempt.quiz.outcomes if attempt.quiz else []
    return [MissedOutcome(titles.get(key, ""), teaching.lessons.get(key, [])) for key in order if key in keys]
