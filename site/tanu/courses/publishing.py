"""Publishing: texts go live, and what learners read is compiled from them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import transaction
from wagtail.models import Locale, Page

from tanu.audit.actions import record
from tanu.courses.compiling import content_hash, course_document, lesson_document, page_document, words
from tanu.courses.exporting import check_sources
from tanu.courses.models import CompiledCourse, CompiledLesson, Course, CoursePage, Lesson, LessonPage
from tanu.courses.review import is_settled, reopened_in
from tanu.courses.rules import differences, read_page, surroundings
from tanu.lib.dates import local_day
from tanu.lib.editing import make_live
from tanu.lib.languages import LANGUAGES
from tanu.lib.sentences import stored
from tanu.people.models import Person
from tanu.records.actions import announce_edition
from tanu.records.models import TrainingEdition

_together: ContextVar[bool] = ContextVar("publishing_together", default=False)


@contextmanager
def publishing_together() -> Iterator[None]:
    """Several texts go live as one: nothing is compiled until the caller compiles."""
    token = _together.set(True)
    try:
        yield
    finally:
        _together.reset(token)


def is_alone() -> bool:
    """Whether what goes live now is compiled by itself."""
    return not _together.get()


@transaction.atomic
def compile_lesson(lesson: Lesson, *, is_checked: bool = False) -> CompiledLesson | None:
    """The document of what is live now, read by learners from now on. Equal content, the same row.

    None while a language is missing, breaks a rule or lags behind the others: `lesson.held_back` then says why, and
    learners go on with the last document. `is_checked` says that the texts were read from files, by the same rules.
    """
    pages = {
        page.locale.language_code: page
        for page in LessonPage.objects.live().filter(lesson=lesson).select_related("locale")
    }
    if not lesson.live or lesson.retired_on or set(pages) != set(LANGUAGES):
        return None
    lesson.held_back = {} if is_checked else _held_back(lesson, pages)
    lesson.facts = [source["fact"] for source in pages["en"].sources]
    if lesson.held_back:
        lesson.save(update_fields=["held_back", "facts"])
        return None
    document = lesson_document(lesson, pages)
    compiled, is_new = CompiledLesson.objects.get_or_create(
        lesson=lesson, hash=content_hash(document), defaults={"document": document}
    )
    lesson.current = compiled
    lesson.save(update_fields=["current", "held_back", "facts"])
    if is_new:
        record("compile-lesson", lesson, hash=compiled.hash)
    return compiled


@transaction.atomic
def compile_course(course: Course) -> CompiledCourse:
    """The course as it stands now, of its latest edition."""
    edition: TrainingEdition = course.training.editions.latest("number")
    document = course_document(course, edition)
    compiled, is_new = CompiledCourse.objects.get_or_create(
        course=course, hash=content_hash(document), defaults={"document": document, "edition": edition}
    )
    if course.current_id != compiled.pk:
        course.current = compiled
        course.save(update_fields=["current"])
    if is_new:
        record("compile-course", course, hash=compiled.hash)
    return compiled


def compile_both(lesson: Lesson) -> None:
    """The lesson, and the course if learners get another lesson by it."""
    if compile_lesson(lesson) and lesson.course.current_id:
        compile_course(lesson.course)


@transaction.atomic
def lesson_page_went_live(page: LessonPage) -> None:
    """A new wording is read by learners, and by nobody who approved the old one."""
    lesson, language = page.lesson, page.locale.language_code
    if lesson.current and words(lesson.current.document[language]) != words(page_document(lesson, page)):
        lesson.review = reopened_in(lesson.review, language)
        lesson.save(update_fields=["review"])
    compile_both(lesson)


@transaction.atomic
def lesson_went_live(lesson: Lesson) -> None:
    """Also one that was retired."""
    if lesson.retired_on:
        lesson.retired_on = None
        lesson.save(update_fields=["retired_on"])
    compile_both(lesson)


@transaction.atomic
def course_went_live(course: Course, *, by: Person | None = None) -> None:
    """Its edition is announced if its date is new, and its tests ask for its outcomes."""
    if course.retired_on:
        course.retired_on = None
        course.save(update_fields=["retired_on"])
    for quiz in filter(None, [course.test, course.before]):
        if quiz.outcomes != course.outcomes:
            quiz.outcomes = course.outcomes
            quiz.save(update_fields=["outcomes"])
    announce(course, is_pilot=not is_reviewed(course), by=by)
    compile_course(course)


def announce(course: Course, *, is_pilot: bool, by: Person | None = None) -> TrainingEdition:
    """The edition of this date. Raises EditionStands if it was announced with other changes."""
    return announce_edition(
        course.training,
        dated=course.dated,
        title=course.title,
        hours=course.hours,
        valid_months=course.valid_months,
        is_pilot=is_pilot,
        what_changed=course.what_changed,
        changed_lessons=course.changed_lessons,
    )


def is_reviewed(course: Course) -> bool:
    """Whether nothing in the course waits for review."""
    lessons = course.lessons.published().values_list("review", flat=True)
    return all(is_settled(review) for review in (course.review, *lessons))


@transaction.atomic
def retire(thing: Course | Lesson, *, by: Person | None = None) -> None:
    """No longer offered. What was learned of it stays."""
    if thing.retired_on:
        return
    thing.retired_on = local_day()
    thing.save(update_fields=["retired_on"])
    record(f"retire-{thing._meta.model_name}", thing, by=by, on=thing.retired_on.isoformat())
    if isinstance(thing, Lesson) and thing.course.current_id:
        compile_course(thing.course)


def course_page(course: Course, language: str) -> CoursePage:
    """The page under which the lessons of one language stand, made live if there is none."""
    locale, _ = Locale.objects.get_or_create(language_code=language)
    page = CoursePage.objects.filter(course=course, locale=locale).first()
    title = course.title[language]
    if page is None:
        page = CoursePage(
            course=course, locale=locale, translation_key=course.pk, title=title, slug=f"{course.key}-{language}"
        )
        Page.get_first_root_node().add_child(instance=page)
    elif page.title != title:
        page.title = page.draft_title = title
        page.save()
    return page


def put_lesson_page(lesson: Lesson, parent: CoursePage, prose: Mapping[str, Any]) -> LessonPage:
    """The page of one language, live with this prose. What says the same as before is not written again."""
    page = LessonPage.objects.child_of(parent).filter(lesson=lesson).first()
    if page is None:
        page = LessonPage(lesson=lesson, locale=parent.locale, translation_key=lesson.pk, slug=lesson.slug, **prose)
        make_live(page, save=lambda: parent.add_child(instance=page))
        return page
    if page.live and not page.has_unpublished_changes and _says(page, prose):
        return page
    for name, value in prose.items():
        setattr(page, name, value)
    page.draft_title = page.title
    make_live(page)
    return page


def _says(page: LessonPage, prose: Mapping[str, Any]) -> bool:
    return all(
        (list(page.body.raw_data) if name == "body" else getattr(page, name)) == value for name, value in prose.items()
    )


def _held_back(lesson: Lesson, pages: Mapping[str, LessonPage]) -> dict[str, list[Any]]:
    """By language, why its live text cannot be read beside the others: they are compared with the newest."""
    around = surroundings(check_sources(lesson))
    read = {language: read_page(lesson, page, around) for language, page in pages.items()}
    if faulty := {language: found.faults for language, found in read.items() if found.faults}:
        return {language: [stored(fault.sentence) for fault in faults] for language, faults in faulty.items()}
    prose = {language: found.prose for language, found in read.items() if found.prose}
    newest = max(pages, key=lambda language: pages[language].last_published_at)
    return {
        language: [stored(sentence) for sentence in found]
        for language, text in prose.items()
        if language != newest and (found := differences(text, prose[newest]))
    }
