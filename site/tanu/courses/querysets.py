from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    pass


class CourseQuerySet(models.QuerySet["Course"]):
    def published(self) -> "CourseQuerySet":
        return self.filter(retired_on__isnull=True, current__isnull=False)


class LessonQuerySet(models.QuerySet["Lesson"]):
    def published(self) -> "LessonQuerySet":
        return self.filter(retired_on__isnull=True, current__isnull=False)
