"""What other rooms ask about a learner's attempts."""

from collections.abc import Collection
from datetime import datetime

from django.utils import timezone

from tanu.people.models import Person
from tanu.quizzes.models import Attempt, AttemptItem, Quiz
from tanu.quizzes.standing import Standing, standing


def latest_practice(person: Person, version_ids: Collection[int]) -> dict[int, AttemptItem]:
    """The last answer to each check question among `version_ids`, by version id. One query.

    Each item has `response` (option keys) and `fraction`; a version never answered is missing.
    """
    items = AttemptItem.objects.practised_by(person).with_answers()
    # Chosen here: a database without statistics would rather read everybody's answers to these questions.
    return {item.version_id: item for item in items if item.version_id in version_ids}


def graded_attempts(person: Person, quiz: Quiz) -> list[Attempt]:
    """All tries of `person` at `quiz`, the oldest first."""
    return list(Attempt.objects.of(person).graded().filter(quiz=quiz).order_by("round", "number"))


def standing_of(person: Person, quiz: Quiz, now: datetime | None = None) -> Standing:
    """Where `person` stands before `quiz`, now unless another moment is given. One query."""
    return standing(quiz, graded_attempts(person, quiz), now or timezone.now())
