from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from tanu.question_banks.models import Question


class QuestionQuerySet(models.QuerySet["Question"]):
    def in_use(self) -> "QuestionQuerySet":
        return self.filter(retired_on__isnull=True, current__isnull=False)
