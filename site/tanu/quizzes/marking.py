"""Marks are recounted from the answers: items, score and pass are a cache that may be deleted."""

from decimal import Decimal

from tanu.question_banks.types import question_type
from tanu.question_banks.verdicts import is_right
from tanu.quizzes.models import Attempt, AttemptItem


def recount(attempt: Attempt) -> None:
    """Set the fraction of each item, the score and the pass of `attempt` from its answers.

    The score counts the items that are wholly right; a partly right one keeps its fraction for statistics only.
    An open attempt has no marks.
    """
    is_sent = attempt.state == Attempt.State.SUBMITTED
    items = list(attempt.items.with_answers().select_related("version"))
    for item in items:
        item.fraction = mark(item) if is_sent else None
    AttemptItem.objects.bulk_update(items, ["fraction"])
    right = sum(is_right(item.fraction) for item in items)
    attempt.score = Decimal(right) if is_sent else None
    attempt.passed = right >= attempt.pass_mark if is_sent and attempt.pass_mark is not None else None
    attempt.save(update_fields=["score", "passed"])


def mark(item: AttemptItem) -> float | None:
    """The fraction earned by the last answer of an item read `with_answers`."""
    return question_type(item.version.type).mark(item.version.document, item.response or [])
