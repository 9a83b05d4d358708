"""What somebody's own page says first: how much is left, and by when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from tanu.courses.models import Course
from tanu.courses.path import Path, walk_all
from tanu.courses.retests import Afterwards, Invitation, afterwards
from tanu.courses.variants import suits
from tanu.home.due import DueLine
from tanu.institutions.nearby import main_workplace
from tanu.lib.dates import long_date
from tanu.people.models import Person


@dataclass(frozen=True)
class Learning:
    """A course on somebody's own page."""

    path: Path
    is_completed: bool
    invitation: Invitation | None
    """To see what is remembered of it."""


def learnings_of(person: Person, day: date) -> list[Learning]:
    """The courses that are for the work of `person`, or were begun; what is not completed comes first."""
    courses = list(Course.objects.published().with_edition().order_by("-hours", "key"))
    kind = main_workplace(person, day).values_list("kind", flat=True).first()
    completed = afterwards(person, courses, day)
    learnings = [
        _learning(path, completed.get(path.course.pk, Afterwards()))
        for path in walk_all(courses, person)
        if suits(kind, path.course.audience) or path.is_begun or path.course.pk in completed
    ]
    return sorted(learnings, key=lambda learning: learning.is_completed)


def _learning(path: Path, after: Afterwards) -> Learning:
    return Learning(path, after.is_valid, after.invitation)


def headline(learnings: Sequence[Learning], dues: Sequence[DueLine]) -> str:
    """One sentence that says what is the case."""
    left = sum(not step.state for learning in learnings if not learning.is_completed for step in learning.path.steps)
    pressing = next((due for due in dues if due.is_open), None)
    if pressing and pressing.is_missed:
        return gettext("The date has passed: %(day)s") % {"day": long_date(pressing.due_on)}
    if pressing and left:
        return gettext("Lessons left: %(left)s. Due: %(day)s") % {"left": left, "day": long_date(pressing.due_on)}
    if pressing:
        return gettext("Due: %(day)s") % {"day": long_date(pressing.due_on)}
    if left:
        return gettext("Lessons left: %(left)s") % {"left": left}
    if any(not learning.is_completed for learning in learnings):
        return gettext("Only the test is left")
    return gettext("Nothing is left to do today")
