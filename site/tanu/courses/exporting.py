"""From the rows and pages of courses back to their files, in canonical form.

What is live is written; with `draft`, what the newest revisions say. What is retired or was never live has no file.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from tanu.courses.blocks import Block
from tanu.courses.models import Course, Fact, Lesson, LessonPage, Module
from tanu.courses.sources import FactSpec, FactWording
from tanu.courses.stream import block_of
from tanu.courses.writing import REGISTER, course_text, lesson_text, register_text
from tanu.lib.languages import LANGUAGES
from tanu.question_banks.source import Source, source_of
from tanu.quizzes.models import Quiz
from tanu.reviews.states import State

Texts = dict[str, str]
"""Path under the content root to text."""


def export_course(course: Course, *, draft: bool = False) -> Texts:
    """The course.md of a course in use. A module without lessons is no folder and stays out."""
    if course.retired_on or not (draft or course.live):
        return {}
    said = newest(course) if draft else course
    taught = set(course.lessons.filter(retired_on__isnull=True, live=True).values_list("module", flat=True))
    modules = [module for module in said.modules.all() if module.pk in taught]
    return {f"courses/{course.key}/course.md": course_text(course_said(said, modules))}


def export_lesson(lesson: Lesson, *, draft: bool = False) -> Texts:
    """The three files of a lesson in use."""
    pages = {page.locale.language_code: page for page in lesson.pages.select_related("locale")}
    if lesson.retired_on or not set(LANGUAGES) <= set(pages):
        return {}
    if not draft and not all(thing.live for thing in (lesson, *pages.values())):
        return {}
    said = newest(lesson) if draft else lesson
    checks = check_sources(lesson)
    folder = f"courses/{lesson.course.key}/{said.module.key}/{said.position:02d}-{lesson.slug}"
    return {
        f"{folder}.{language}.md": page_text(said, newest(pages[language]) if draft else pages[language], checks)
        for language in LANGUAGES
    }


def export_facts(facts: Iterable[Fact]) -> Texts:
    """The register."""
    return {REGISTER: register_text({fact.key: fact_spec(fact) for fact in facts})}


def page_text(lesson: Lesson, page: LessonPage, checks: Mapping[str, Source]) -> str:
    """The file of one language."""
    return lesson_text(lesson_said(lesson, page), page_blocks(page, checks))


def newest(thing: Any) -> Any:
    """A row or page as its newest revision says it, a draft if there is one."""
    return thing.get_latest_revision_as_object()


def check_sources(lesson: Lesson) -> dict[str, Source]:
    """The sources of a lesson's questions by the names they have in it."""
    return {check.name: source_of(check.question) for check in lesson.checks.select_related("question")}


def page_blocks(page: LessonPage, checks: Mapping[str, Source]) -> list[Block]:
    """The body of a page in the blocks of the text format."""
    language = page.locale.language_code
    return [block_of(block.block_type, block.value, language, checks) for block in page.body]


def lesson_said(lesson: Lesson, page: LessonPage) -> dict[str, Any]:
    """The front matter of one language's file, as in LessonSpec."""
    language = page.locale.language_code
    return {
        "id": lesson.key,
        "lang": language,
        "title": page.title,
        "minutes": lesson.minutes,
        "edition": lesson.dated,
        "audience": lesson.audience,
        "outcomes": lesson.outcomes,
        "objectives": page.objectives,
        "key_points": page.key_points,
        "content_warning": page.content_warning,
        "sources": [{"fact": source["fact"], "text": source["text"]} for source in page.sources],
        "review": {kind: _written(lesson.review_of(kind, language)) for kind in ("clinical", "legal", "language")},
    }


def course_said(course: Course, modules: Iterable[Module]) -> dict[str, Any]:
    """The front matter of course.md, as in CourseSpec."""
    return {
        "id": course.key,
        "edition": course.dated,
        "hours": course.hours,
        "valid_months": course.valid_months,
        "title": _three(course.title),
        "summary": _three(course.summary),
        "audience": course.audience,
        "outcomes": course.outcomes,
        "modules": [
            {"id": module.key, "title": _three(module.title), "summary": _three(module.summary)} for module in modules
        ],
        **_tests_said(course),
        **(
            {"changes": {"what": _three(course.what_changed), "lessons": course.changed_lessons}}
            if course.what_changed
            else {}
        ),
        "review": {
            **{kind: _written(course.review_of(kind, "")) for kind in ("clinical", "legal")},
            "language": {
                language: _written(state)
                for language in LANGUAGES
                if (state := course.review_of("language", language)) != {"state": "not-needed"} or language != "en"
            },
        },
    }


def _tests_said(course: Course) -> dict[str, Any]:
    said: dict[str, Any] = {}
    if test := course.test:
        said["test"] = {
            "id": _name(test),
            "title": _three(test.title),
            "bank": test.bank.key,
            "draw": test.draw,
            "pass": test.pass_mark,
            "tries": test.tries,
            "wait_hours": test.wait_hours,
            "minutes": test.minutes,
        }
        said["completion"] = {"lessons": "all", "test": _name(test)}
    if before := course.before:
        said["before"] = {
            "id": _name(before),
            "title": _three(before.title),
            "bank": before.bank.key,
            "minutes": before.minutes,
        }
    if course.again:
        said["again"] = {"months": course.again["months"], "minutes": course.again["minutes"]}
    return said


def _name(quiz: Quiz) -> str:
    """Its id in course.md."""
    return quiz.key.rpartition("/")[2]


def fact_spec(fact: Fact) -> FactSpec:
    """The entry of the register."""
    return FactSpec.model_construct(
        wording=FactWording.model_construct(en=fact.wording),
        source=fact.source,
        status=fact.status,
        confidence=fact.confidence,
        flags=tuple(fact.flags),
        checked=fact.checked,
    )


def _written(state: State) -> dict[str, Any]:
    """The state of a review as files write it, with its date as a date."""
    said = {key: state[key] for key in ("state", "by", "date") if state.get(key)}
    return said | {"date": date.fromisoformat(said["date"])} if "date" in said else said


def _three(text: Mapping[str, str]) -> dict[str, str]:
    """In the order of files: PostgreSQL has one of its own."""
    return {language: text.get(language, "") for language in LANGUAGES}
