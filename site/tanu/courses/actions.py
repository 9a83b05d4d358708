"""Learning: a lesson done or set aside, a course completed."""

from django.db import transaction
from django.utils import timezone

from tanu.courses.models import Course, Lesson, LessonProgress
from tanu.people.models import Person
from tanu.quizzes.models import Attempt
from tanu.records.actions import record_completion
from tanu.records.models import Completion


@transaction.atomic
def finish_lesson(person: Person, lesson: Lesson, language: str) -> Completion | None:
    """Mark `lesson` as done; the completion, if the course is complete."""
    LessonProgress.objects.update_or_create(
        person=person, lesson=lesson, defaults=_seen(lesson, LessonProgress.State.DONE, language)
    )
    return settle(person, lesson.course)


@transaction.atomic
def set_aside(person: Person, lesson: Lesson, language: str) -> Completion | None:
    """Go on without `lesson`. It counts as if it were done; a lesson that is done stays done."""
    LessonProgress.objects.get_or_create(
        person=person, lesson=lesson, defaults=_seen(lesson, LessonProgress.State.SET_ASIDE, language)
    )
    return settle(person, lesson.course)


@transaction.atomic
def settle(person: Person, course: Course) -> Completion | None:
    """Record that `course` is completed, once every lesson is done or set aside and its test is passed.

    Asked again, it answers with the completion there is; None while something is missing.
    """
    # The last lesson and the test may end at the same moment: the later of the two must see the earlier.
    Person.objects.select_for_update().get(pk=person.pk)
    evidence = _evidence(person, course) if _lessons_are_through(person, course) else None
    if course.current is None or evidence is None:
        return None
    return record_completion(
        person,
        course.current.edition,
        source=Completion.Source.ONLINE,
        evidence=evidence,
        compiled_hash=course.current.hash,
    )


def _seen(lesson: Lesson, state: LessonProgress.State, language: str) -> dict[str, object]:
    compiled_hash = lesson.current.hash if lesson.current else ""
    return {"state": state, "language": language, "compiled_hash": compiled_hash, "at": timezone.now()}


def _lessons_are_through(person: Person, course: Course) -> bool:
    through = LessonProgress.objects.of(person).values("lesson")
    lessons = course.lessons.published()
    return lessons.exists() and not lessons.exclude(pk__in=through).exists()


def _evidence(person: Person, course: Course) -> str | None:
    """The attempt that passed the test; an attempt proves one completion, so a renewal needs a new one."""
    if course.test is None:
        return f"course:{course.key}:{course.current.edition.number}" if course.current else None
    passed = Attempt.objects.of(person).graded().submitted().filter(quiz=course.test, passed=True)
    attempt = passed.order_by("-submitted_at").first()
    return f"attempt:{attempt.pk}" if attempt else None
