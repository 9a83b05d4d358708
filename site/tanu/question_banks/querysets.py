from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from tanu.question_banks.models import Question


_SOURCE = ("facts", "awaits", "stem", "ask", "options", "fields")


def source_fields(question: str) -> list[str]:
    """What editors write, to be deferred where learners are served; `question` is the way to it in the query."""
    return [f"{question}__{name}" for name in _SOURCE]


class QuestionQuerySet(models.QuerySet["Question"]):
    def in_use(self) -> "QuestionQuerySet":
        return self.filter(retired_on__isnull=True, current__isnull=False)
