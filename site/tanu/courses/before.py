"""The test before a course: offered before the first lesson, never required, taken once."""

from collections.abc import Iterable
from dataclasses import dataclass

from tanu.courses.models import Course
from tanu.courses.path import Path
from tanu.quizzes.models import Attempt, Quiz


@dataclass(frozen=True)
class Before:
    """`attempt` is what was begun or sent; once lessons or the final test are begun it is offered no more."""

    quiz: Quiz
    attempt: Attempt | None
    is_offered: bool

    @property
    def is_sent(self) -> bool:
        return self.attempt is not None and self.attempt.submitted_at is not None


def before(course: Course, path: Path, attempts: Iterable[Attempt]) -> Before | None:
    """`attempts` are all of the reader's at the tests of `course`; None if it has no test before it."""
    if course.before is None:
        return None
    attempts = list(attempts)
    mine = next((attempt for attempt in attempts if attempt.kind == Attempt.Kind.BEFORE), None)
    has_learned = path.is_begun or any(attempt.kind == Attempt.Kind.GRADED for attempt in attempts)
    is_sent = mine is not None and mine.submitted_at is not None
    return Before(course.before, mine, is_offered=not has_learned and not is_sent)
