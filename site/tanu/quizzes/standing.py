"""Where a learner stands before a quiz. Pure: everything it rests on is handed in."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tanu.quizzes.models import Attempt, Quiz


@dataclass(frozen=True)
class Standing:
    """`round` and `number` are those of the open attempt, else of the next one.

    `tries_left` counts the tries of this round that were not sent yet. `opens_at` is when a new set of questions
    opens, and is given only while the learner waits for it. `passed_with` is the attempt that passed. `is_renewal`: it
    was passed before, for a training that is renewed now.
    """

    may_begin: bool
    tries_left: int
    round: int
    number: int
    opens_at: datetime | None = None
    best_score: int | None = None
    open_attempt: Attempt | None = None
    passed_with: Attempt | None = None
    is_renewal: bool = False

    @property
    def passed(self) -> bool:
        return self.passed_with is not None


def standing(quiz: Quiz, attempts: Iterable[Attempt], now: datetime, renewed_since: datetime | None = None) -> Standing:
    """`attempts` are all graded attempts of one person at `quiz`, in any order.

    What was sent until `renewed_since` belongs to a training that is renewed now: the rounds begin anew after it.
    """
    rows = sorted(attempts, key=lambda attempt: (attempt.round, attempt.number))
    past = [attempt.round for attempt in rows if _is_past(attempt, renewed_since)]
    rows = [attempt for attempt in rows if not _is_past(attempt, renewed_since)]
    if not rows:
        return Standing(True, quiz.tries, past[-1] + 1 if past else 1, 1, is_renewal=bool(past))
    return replace(_standing(quiz, rows, now), is_renewal=bool(past))


def _standing(quiz: Quiz, rows: list[Attempt], now: datetime) -> Standing:
    best = max((int(attempt.score) for attempt in rows if attempt.score is not None), default=None)
    if passed := next((attempt for attempt in rows if attempt.passed), None):
        return Standing(False, 0, rows[-1].round, rows[-1].number, best_score=best, passed_with=passed)
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


def _is_past(attempt: Attempt, renewed_since: datetime | None) -> bool:
    return bool(renewed_since and attempt.submitted_at and attempt.submitted_at <= renewed_since)


def standing_without_marks(attempts: Iterable[Attempt], *, once: bool) -> Standing:
    """`attempts` are those of one person at a test that counts for nothing, which is taken `once` or again."""
    rows = sorted(attempts, key=lambda attempt: attempt.number)
    last = rows[-1] if rows else None
    if last and last.submitted_at is None:
        return Standing(True, 1, 1, last.number, open_attempt=last)
    if last and once:
        return Standing(False, 0, 1, last.number)
    return Standing(True, 1, 1, len(rows) + 1)


def shows_answers(attempt: Attempt, attempts: Iterable[Attempt]) -> bool:
    """Whether right answers may be shown: after a pass, or when the round of `attempt` has no try left.

    `attempts` are all graded attempts of the same person at the same quiz.
    """
    if attempt.quiz is None:
        return True
    rows = [row for row in attempts if row.submitted_at is not None]
    spent = {row.round for row in rows if row.number >= attempt.quiz.tries}
    return attempt.round in spent or any(row.passed and row.round >= attempt.round for row in rows)
