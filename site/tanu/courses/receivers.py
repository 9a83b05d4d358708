"""What this room does when the rooms below it say that something happened, and what it tells them when asked."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.dispatch import receiver
from django.urls import reverse

from tanu.case_studies.registry import LessonLink, register_lessons, register_sources
from tanu.courses.actions import settle
from tanu.courses.compiled import lesson_document
from tanu.courses.models import Course, Fact, Lesson
from tanu.courses.path import walk
from tanu.lib.languages import current_language, in_language
from tanu.question_banks.registry import register as answer_questions
from tanu.quizzes.models import Attempt
from tanu.quizzes.registry import Surroundings, Teaching, register
from tanu.quizzes.signals import attempt_submitted


@receiver(attempt_submitted)
def settle_courses(sender: type[Attempt], attempt: Attempt, **kwargs: Any) -> None:
    """A passed test may be the last thing that was missing."""
    if not attempt.passed:
        return
    for course in Course.objects.published().with_edition().filter(test=attempt.quiz_id):
        settle(attempt.person, course)


@register
def course_around(attempt: Attempt) -> Surroundings | None:
    """The course whose test, final or before it, an attempt is at."""
    of_quiz = Q(test=attempt.quiz_id) | Q(before=attempt.quiz_id)
    course = Course.objects.published().with_edition().filter(of_quiz).first()
    if course is None:
        return None
    address = reverse("courses:course", args=[course.key])
    entry = reverse("courses:begin_test", args=[course.key])
    return Surroundings(in_language(course.title), address, entry, lambda: _teaching(course, attempt))


@answer_questions
def facts_that_stand_there(asked: set[str]) -> Iterable[str]:
    """Facts a question may cite: those in the register."""
    return Fact.objects.filter(key__in=asked).values_list("key", flat=True)


@register_sources
def sources_of_facts(asked: set[str]) -> dict[str, str]:
    """Where the facts of a case come from."""
    return dict(Fact.objects.filter(key__in=asked).values_list("key", "source"))


@register_lessons
def lessons_to_read(asked: set[str]) -> dict[str, LessonLink]:
    """Lessons that a case names: to read instead of it, or after it."""
    found = {}
    for lesson in Lesson.objects.published().with_editions().filter(key__in=asked):
        if lesson.current is None:
            continue
        title = lesson_document(lesson.pk, lesson.current.hash)[current_language()]["title"]
        found[lesson.key] = LessonLink(title, reverse("courses:lesson", args=[lesson.course.key, lesson.slug]))
    return found


def _teaching(course: Course, attempt: Attempt) -> Teaching:
    path = walk(course, attempt.person)
    lessons: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for step in path.steps:
        for outcome in step.outcomes:
            lessons[outcome].append((step.title, reverse("courses:lesson", args=[course.key, step.slug])))
    return Teaching(lessons, len(path.steps) - path.through, _known_before(course, attempt))


def _known_before(course: Course, attempt: Attempt) -> Attempt | None:
    if course.before_id is None or not attempt.passed:
        return None
    sent = Attempt.objects.of(attempt.person).submitted().filter(quiz=course.before_id, kind=Attempt.Kind.BEFORE)
    return sent.select_related("quiz").first()
