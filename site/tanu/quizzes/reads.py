"""What other rooms ask about a learner's attempts."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.utils import timezone

from tanu.people.models import Person
from tanu.quizzes.models import Attempt, AttemptItem, Quiz
from tanu.quizzes.renewals import renewed_since
from tanu.quizzes.standing import Standing, standing, standing_without_marks


def latest_practice(person: Person, version_ids: Collection[int]) -> dict[int, AttemptItem]:
    """The last answer to each check question among `version_ids`, by version id. One query.

    Each item has `response` (option keys) and `fraction`; a version never answered is missing.
    """
    items = AttemptItem.objects.practised_by(person).with_answers()
    # Chosen here: a database without statistics would rather read everybody's answers to these questions.
    return {item.version_id: item for item in items if item.version_id in version_ids}


def attempts_at(person: Person, quizzes: Iterable[Quiz | None]) -> list[Attempt]:
    """What `person` has begun at these tests, of every kind, the oldest first. One query."""
    known = [quiz.pk for quiz in quizzes if quiz]
    return list(Attempt.objects.of(person).at_tests().filter(quiz__in=known).order_by("round", "number", "started_at"))


def graded_attempts(person: Person, quiz: Quiz) -> list[Attempt]:
    """All tries of `person` at `quiz`, the oldest first."""
    return [attempt for attempt in attempts_at(person, [quiz]) if attempt.kind == Attempt.Kind.GRADED]


def standing_of(
    person: Person, quiz: Quiz, now: datetime | None = None, *, kind: Attempt.Kind = Attempt.Kind.GRADED
) -> Standing:
    """Where `person` stands before `quiz`, now unless another moment is given. Two queries."""
    attempts = [attempt for attempt in attempts_at(person, [quiz]) if attempt.kind == kind]
    if kind == Attempt.Kind.GRADED:
        now = now or timezone.now()
        return standing(quiz, attempts, now, renewed_since(person, quiz, now))
    return standing_without_marks(attempts, once=kind == Attempt.Kind.BEFORE)
