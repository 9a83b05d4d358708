"""Publishing: pages go live, and what learners read is compiled from them."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import transaction
from wagtail.models import Locale, Page

from tanu.audit.actions import record
from tanu.courses.compiling import content_hash, course_document, lesson_document
from tanu.courses.models import CompiledCourse, CompiledLesson, Course, CoursePage, Lesson, LessonPage
from tanu.lib.languages import LANGUAGES
from tanu.records.models import TrainingEdition

_together: ContextVar[bool] = ContextVar("publishing_together", default=False)


@contextmanager
def publishing_together() -> Iterator[None]:
    """Several pages go live as one: nothing is compiled until the caller compiles."""
    token = _together.set(True)
    try:
        yield
    finally:
        _together.reset(token)


@transaction.atomic
def compile_lesson(lesson: Lesson) -> CompiledLesson | None:
    """The document of what is live now; None until all three languages are live. Equal content, the same row."""
    pages = {page.locale.language_code: page for page in LessonPage.objects.live().filter(lesson=lesson)}
    if set(pages) != set(LANGUAGES):
        return None
    document = lesson_document(lesson, pages)
    compiled, is_new = CompiledLesson.objects.get_or_create(
        lesson=lesson, hash=content_hash(document), defaults={"document": document}
    )
    if lesson.current_id != compiled.pk:
        lesson.current = compiled
        lesson.save(update_fields=["current"])
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


def when_published(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """A page went live in the admin: compile its lesson and course anew."""
    if isinstance(instance, LessonPage) and not _together.get() and compile_lesson(instance.lesson):
        compile_course(instance.lesson.course)


def course_page(course: Course, language: str) -> CoursePage:
    """The page under which the lessons of one language stand, made live if there is none."""
    locale, _ = Locale.objects.get_or_create(language_code=language)
    page = CoursePage.objects.filter(course=course, locale=locale).first()
    if page is None:
        page = CoursePage(
            course=course,
            locale=locale,
            translation_key=course.pk,
            title=course.title[language],
            slug=f"{course.key}-{language}",
        )
        Page.get_first_root_node().add_child(instance=page)
    elif page.title != course.title[language]:
        page.title = course.title[language]
        page.save_revision().publish()
    return page


def publish_lesson_page(lesson: Lesson, language: str, **prose: Any) -> LessonPage:
    """The page of one language with this prose, as a new live revision."""
    parent = course_page(lesson.course, language)
    page = LessonPage.objects.filter(lesson=lesson, locale=parent.locale).first()
    if page is None:
        page = LessonPage(lesson=lesson, locale=parent.locale, translation_key=lesson.pk, slug=lesson.slug, **prose)
        parent.add_child(instance=page)
    for name, value in prose.items():
        setattr(page, name, value)
    revision = page.save_revision()
    revision.publish()
    page.refresh_from_db()
    return page
