from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    pass


class QuestionQuerySet(models.QuerySet["Question"]):
    def in_use(self) -> "QuestionQuerySet":
        return self.filter(retired_on__isnull=True, current__isnull=False)
