"""Learning: a lesson done or set aside, a course completed, and what was known before and is remembered after it."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from tanu.audit.actions import record
from tanu.courses.before import before
from tanu.courses.changed import changed_for
from tanu.courses.chosen import variant_of
from tanu.courses.models import ChosenVariant, Course, Lesson, LessonProgress, Retest
from tanu.courses.path import walk
from tanu.courses.retests import PUT_OFF_FOR, invitation
from tanu.courses.variants import is_for
from tanu.lib.dates import local_day
from tanu.people.models import Person
from tanu.quizzes.actions import begin
from tanu.quizzes.models import Attempt
from tanu.quizzes.reads import attempts_at
from tanu.records.actions import record_completion, record_refresher
from tanu.records.models import Completion, TrainingEdition


class NotOffered(Exception):
    """The test before the course, or the one again, is not open to this person now."""


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
    seen = _seen(lesson, LessonProgress.State.SET_ASIDE, language)
    LessonProgress.objects.update_or_create(
        person=person, lesson=lesson, defaults={**seen, "state": F("state")}, create_defaults=seen
    )
    return settle(person, lesson.course)


@transaction.atomic
def refresh(person: Person, course: Course, completion: Completion, changes: Sequence[TrainingEdition]) -> bool:
    """Bring `completion` up to the last of `changes`, once the person went through what changed since each of them.

    False while a lesson is missing.
    """
    if course.current is None or any(not lesson.is_through for lesson in changed_for(person, course, changes)):
        return False
    record_refresher(completion, changes[-1], compiled_hash=course.current.hash)
    return True


@transaction.atomic
def settle(person: Person, course: Course) -> Completion | None:
    """Record that `course` is completed, once its test and every lesson of the person's variant is through.

    Asked again, it answers with the completion there is; None while something is missing.
    """
    # The last lesson and the test may end at the same moment: the later of the two must see the earlier.
    Person.objects.select_for_update().get(pk=person.pk)
    evidence = _evidence(person, course) if _lessons_are_through(person, course) else None
    if course.current is None or evidence is None:
        return None
    if counted := _counted_already(person, course):
        return counted
    return record_completion(
        person,
        course.current.edition,
        source=Completion.Source.ONLINE,
        evidence=evidence,
        compiled_hash=course.current.hash,
    )


@transaction.atomic
def choose_variant(person: Person, course: Course, variant: str) -> Completion | None:
    """From now on `course` asks for the lessons of `variant`; what is done stays done.

    Answers with the completion if nothing is missing any more. Raises ValueError for a variant the course has not.
    """
    if variant not in course.audience:
        raise ValueError(f"{course.key} has no variant {variant!r}")
    chosen, _ = ChosenVariant.objects.update_or_create(person=person, course=course, defaults={"variant": variant})
    record("choose-variant", chosen, by=person, variant=variant)
    return settle(person, course)


@transaction.atomic
def begin_before(person: Person, course: Course, language: str) -> Attempt:
    """The test before the course, begun or gone on with. Raises NotOffered."""
    offer = before(course, walk(course, person), attempts_at(person, [course.test, course.before]))
    if offer is None or not offer.is_offered or course.current is None:
        raise NotOffered
    return begin(person, offer.quiz, language, course.current.hash, kind=Attempt.Kind.BEFORE)


@transaction.atomic
def begin_again(person: Person, course: Course, months: int, language: str) -> Attempt:
    """What is remembered so many months after the completion, begun or gone on with. Raises NotOffered."""
    completion = _invited(person, course, months)
    if course.test is None or course.current is None:
        raise NotOffered
    attempt = begin(person, course.test, language, course.current.hash, kind=Attempt.Kind.AGAIN)
    # What was begun on an earlier invitation and never sent is gone on with on this one.
    Retest.objects.filter(attempt=attempt).update(attempt=None)
    _answer(completion, months, attempt=attempt, put_off_until=None)
    return attempt


@transaction.atomic
def put_off_again(person: Person, course: Course, months: int) -> None:
    """Not now: the invitation comes again in a week, while it stands. Raises NotOffered."""
    _answer(_invited(person, course, months), months, put_off_until=local_day() + PUT_OFF_FOR)


@transaction.atomic
def decline_again(person: Person, course: Course, months: int) -> None:
    """This invitation never comes again. Raises NotOffered."""
    _answer(_invited(person, course, months), months, is_declined=True)


def _invited(person: Person, course: Course, months: int) -> UUID:
    found = invitation(person, course, months, local_day())
    if found is None:
        raise NotOffered
    return found.completion_id


def _answer(completion_id: UUID, months: int, **answer: object) -> None:
    Retest.objects.update_or_create(completion_id=completion_id, months=months, defaults=answer)


def _seen(lesson: Lesson, state: LessonProgress.State, language: str) -> dict[str, object]:
    compiled_hash = lesson.current.hash if lesson.current else ""
    return {"state": state, "language": language, "compiled_hash": compiled_hash, "at": timezone.now()}


def _lessons_are_through(person: Person, course: Course) -> bool:
    variant = variant_of(person, course)
    lessons = course.lessons.published().values_list("pk", "audience")
    mine = {pk for pk, audience in lessons if is_for(audience, variant)}
    return bool(mine) and mine <= set(LessonProgress.objects.of(person).values_list("lesson", flat=True))


def _counted_already(person: Person, course: Course) -> Completion | None:
    """The completion for which the latest pass has counted already, as on a classroom day: a pass proves one."""
    passed = _passed(person, course)
    rows = Completion.objects.of(person).standing().filter(edition__training=course.training)
    return rows.filter(recorded_at__gte=passed.submitted_at).last() if passed and passed.submitted_at else None


def _passed(person: Person, course: Course) -> Attempt | None:
    passed = Attempt.objects.of(person).graded().submitted().filter(quiz=course.test, passed=True)
    return passed.order_by("-submitted_at").first()


def _evidence(person: Person, course: Course) -> str | None:
    """The attempt that passed the test; an attempt proves one completion, so a renewal needs a new one."""
    if course.test is None:
        return f"course:{course.key}:{course.current.edition.number}" if course.current else None
    attempt = _passed(person, course)
    return f"attempt:{attempt.pk}" if attempt else None
