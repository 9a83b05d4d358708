from typing import TYPE_CHECKING

from django.db import models

from tanu.courses.permissions import own_progress

if TYPE_CHECKING:
    from tanu.courses.models import Course, Lesson, LessonProgress
    from tanu.people.models import Person


class CourseQuerySet(models.QuerySet["Course"]):
    def published(self) -> "CourseQuerySet":
        return self.filter(retired_on__isnull=True, current__isnull=False)

    def with_edition(self) -> "CourseQuerySet":
        """With what names the current edition, without its long document."""
        return self.select_related("current__edition", "test", "before").defer("current__document")


class LessonQuerySet(models.QuerySet["Lesson"]):
    def published(self) -> "LessonQuerySet":
        return self.filter(retired_on__isnull=True, current__isnull=False)

    def with_editions(self) -> "LessonQuerySet":
        """With what names the current editions of lesson and course, without their long documents."""
        return self.select_related("current", "course__current").defer("current__document", "course__current__document")


class LessonProgressQuerySet(models.QuerySet["LessonProgress"]):
    def of(self, person: "Person") -> "LessonProgressQuerySet":
        """The person's own, and that of records that were joined into theirs."""
        return self.filter(own_progress(person))
