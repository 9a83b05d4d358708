"""What an editor sees of a draft: the learners' own pages, as somebody reads them of whom nothing is known."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from tanu.courses.compiling import course_document, lenient_part, lesson_entry, page_document
from tanu.courses.exporting import newest
from tanu.courses.models import CompiledCourse, Course, Lesson, LessonCheck, LessonPage, Module
from tanu.courses.path import path_through
from tanu.courses.reading import CheckCard, read_document
from tanu.question_banks.compiling import question_document
from tanu.question_banks.models import Question, QuestionVersion
from tanu.question_banks.shown import show
from tanu.question_banks.source import question_spec
from tanu.question_banks.types import question_type
from tanu.question_banks.validation import validate_source
from tanu.records.models import TrainingEdition

Context = dict[str, Any]


def preview_course(request: HttpRequest, course: Course) -> Context:
    """The map of a draft. Lessons that learners cannot open yet stand in it with the titles of their drafts."""
    request.user = AnonymousUser()
    edition = TrainingEdition(dated=course.dated, hours=course.hours, is_pilot=True)
    # The page names the edition that would be announced.
    course.current = CompiledCourse(edition=edition, document={})
    document = _map(course, edition)
    return {"course": course, "path": path_through(course, document), "is_preview": True}


def preview_page(request: HttpRequest, page: LessonPage, language: str) -> Context:
    """A lesson with this page as it is drafted, and the other languages as their newest revisions say."""
    lesson = newest(page.lesson)
    drafted = page if page.locale.language_code == language else _page(lesson, language)
    return _lesson(request, lesson, drafted or page)


def preview_lesson(request: HttpRequest, lesson: Lesson, language: str) -> Context:
    """A lesson with what it says in every language as it is drafted."""
    return _lesson(request, lesson, _page(lesson, language))


def _lesson(request: HttpRequest, lesson: Lesson, page: LessonPage) -> Context:
    request.user = AnonymousUser()
    course = newest(lesson.course)
    path = path_through(course, _map(course, TrainingEdition(dated=course.dated, hours=course.hours, is_pilot=True)))
    document = page_document(lesson, page, lenient_part)
    return {
        "course": course,
        "lesson": lesson,
        "reading": read_document(document, _cards(lesson), {"routes": [], "workplaces": []}),
        "path": path,
        "step": path.step(lesson.slug),
        "stretch": path.stretch(lesson.slug),
        "earlier": path.before(lesson.slug),
        "later": path.after(lesson.slug),
        "is_preview": True,
    }


def _page(lesson: Lesson, language: str) -> LessonPage:
    return newest(LessonPage.objects.get(lesson=lesson, locale__language_code=language))


def _map(course: Course, edition: TrainingEdition) -> dict[str, Any]:
    rows = list(course.lessons.filter(retired_on__isnull=True).select_related("current"))
    titles: dict[Any, dict[str, str]] = {row.pk: {} for row in rows}
    for page in LessonPage.objects.filter(lesson__in=rows).select_related("locale"):
        titles[page.lesson_id][page.locale.language_code] = page.draft_title

    def drafted_lessons(module: Module) -> list[dict[str, Any]]:
        mine = [row for row in rows if module.pk and row.module_id == module.pk]
        return [{**lesson_entry(row), "title": titles[row.pk]} for row in mine]

    return course_document(course, edition, drafted_lessons)


def _cards(lesson: Lesson) -> dict[str, CheckCard]:
    checks = LessonCheck.objects.filter(lesson=lesson).select_related("question")
    cards = [_card(number, check) for number, check in enumerate(checks, start=1)]
    return {card.name: card for card in cards if card}


def _card(number: int, check: LessonCheck) -> CheckCard | None:
    """The question as its newest revision says it; None while that breaks a rule."""
    question: Question = newest(check.question)
    try:
        validate_source(question)
    except ValidationError:
        return None
    spec = question_spec(question)
    document = question_document(spec)
    order = question_type(spec.type).keys(document)
    shown = show(QuestionVersion(type=spec.type, document=document), order, [], name=f"answer-{check.name}")
    return CheckCard(check.name, number, shown, is_right=False)
