"""What changed in a course since somebody completed it, and how far they are through it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tanu.courses.models import Course, LessonProgress
from tanu.courses.path import Step, walk
from tanu.people.models import Person
from tanu.records.models import TrainingEdition


@dataclass(frozen=True)
class ChangedLesson:
    """A lesson that teaches what changed; through if it was read, or set aside, since the change."""

    step: Step
    is_through: bool


def changed_for(person: Person, course: Course, changes: Sequence[TrainingEdition]) -> list[ChangedLesson]:
    """The lessons of the person's variant that `changes`, oldest first, say have changed. Three queries."""
    since: dict[str, datetime] = {}
    for edition in changes:
        since |= {key.rpartition("/")[2]: edition.recorded_at for key in edition.changed_lessons}
    rows = LessonProgress.objects.of(person).filter(lesson__course=course, lesson__slug__in=since)
    read_at = dict(rows.order_by("at").values_list("lesson__slug", "at"))
    steps = [step for step in walk(course, person).steps if step.slug in since]
    return [ChangedLesson(step, step.slug in read_at and read_at[step.slug] >= since[step.slug]) for step in steps]
