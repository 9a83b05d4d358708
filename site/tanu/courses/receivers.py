"""What this room does when the rooms below it say that something happened, and what it tells them when asked."""

from collections import defaultdict
from typing import Any

from django.dispatch import receiver
from django.urls import reverse
from wagtail.signals import page_published

from tanu.courses.actions import settle
from tanu.courses.models import Course, Lesson
from tanu.courses.path import walk
from tanu.courses.publishing import when_published
from tanu.lib.languages import in_language
from tanu.quizzes.models import Attempt
from tanu.quizzes.registry import Surroundings, Teaching, register
from tanu.quizzes.signals import attempt_submitted

page_published.connect(when_published)


@receiver(attempt_submitted)
def settle_courses(sender: type[Attempt], attempt: Attempt, **kwargs: Any) -> None:
    """A passed test may be the last thing that was missing."""
    if not attempt.passed:
        return
    for course in Course.objects.published().with_edition().filter(test=attempt.quiz_id):
        settle(attempt.person, course)


@register
def course_around(attempt: Attempt) -> Surroundings | None:
    """The course whose test an attempt is at."""
    course = Course.objects.published().with_edition().filter(test=attempt.quiz_id).first()
    if course is None:
        return None
    address = reverse("courses:course", args=[course.key])
    entry = reverse("courses:begin_test", args=[course.key])
    return Surroundings(in_language(course.title), address, entry, lambda: _teaching(course, attempt))


def _teaching(course: Course, attempt: Attempt) -> Teaching:
    path = walk(course, attempt.person)
    titles = {step.slug: step.title for step in path.steps}
    lessons: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for slug, outcomes in Lesson.objects.published().filter(course=course).values_list("slug", "outcomes"):
        for outcome in outcomes:
            lessons[outcome].append((titles.get(slug, slug), reverse("courses:lesson", args=[course.key, slug])))
    return Teaching(lessons, len(path.steps) - path.through)
