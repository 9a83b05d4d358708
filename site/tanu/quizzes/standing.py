"""Where a learner stands before a quiz. Pure: everything it rests on is handed in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from tanu.quizzes.models import Attempt, Quiz


@dataclass(frozen=True)
class Standing:
    """`round` and `number` are those of the open attempt, else of the next one.

    `tries_left` counts the tries of this round that were not sent yet. `opens_at` is when a new set of questions
    opens, and is given only while the learner waits for it.
    """

    may_begin: bool
    tries_left: int
    round: int
    number: int
    opens_at: datetime | None = None
    passed: bool = False
    best_score: int | None = None
    open_attempt: Attempt | None = None


def standing(quiz: Quiz, attempts: Iterable[Attempt], now: datetime) -> Standing:
    """`attempts` are all graded attempts of one person at `quiz`, in any order."""
    rows = sorted(attempts, key=lambda attempt: (attempt.round, attempt.number))
    best = max((int(attempt.score) for attempt in rows if attempt.score is not None), default=None)
    if any(attempt.passed for attempt in rows):
        return Standing(False, 0, rows[-1].round, rows[-1].number, passed=True, best_score=best)
    if not rows:
        return Standing(True, quiz.tries, 1, 1)
    last = rows[-1]
    if last.submitted_at is None:
        left = max(1, quiz.tries - last.number + 1)
        return Standing(True, left, last.round, last.number, best_score=best, open_attempt=last)
    if last.number < quiz.tries:
        return Standing(True, quiz.tries - last.number, last.round, last.number + 1, best_score=best)
    opens_at = last.submitted_at + timedelta(hours=quiz.wait_hours)
    if now < opens_at:
        return Standing(False, 0, last.round, last.number, opens_at=opens_at, best_score=best)
    return Standing(True, quiz.tries, last.round + 1, 1, best_score=best)


def shows_answers(attempt: Attempt, attempts: Iterable[Attempt]) -> bool:
    """Whether right answers may be shown: after a pass, or when the round of `attempt` has no try left.

    `attempts` are all graded attempts of the same person at the same quiz.
    """
    if attempt.quiz is None:
        return True
    rows = [row for row in attempts if row.submitted_at is not None]
    spent = {row.round for row in rows if row.number >= attempt.quiz.tries}
    return attempt.round in spent or any(row.passed for row in rows)
