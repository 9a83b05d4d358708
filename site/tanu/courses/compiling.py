"""Compiling: from the pages of a lesson to one immutable document in all languages, rendered and sanitised."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string
from django.utils.translation import gettext, override

from tanu.lib.languages import LANGUAGES
from tanu.lib.markup import Citations, render, render_inline
from tanu.lib.specs import SETTLED
from tanu.lib.svg import inline_svg
from tanu.pictures.models import Drawing

LessonsOf = Callable[["Module"], list[dict[str, Any]]]
PartCompiler = Callable[[str, Any, Citations], dict[str, str]]

if TYPE_CHECKING:
    from tanu.courses.models import Course, Lesson, LessonPage, Module
    from tanu.records.models import TrainingEdition


def lesson_document(lesson: Lesson, pages: dict[str, LessonPage]) -> dict[str, Any]:
    """{lang: what a learner reads}, the shape told at CompiledLesson. `pages` has all three languages."""
    return {language: page_document(lesson, pages[language]) for language in LANGUAGES}


def published_lessons(module: Module) -> list[dict[str, Any]]:
    """The entries of a module's lessons in a course's document."""
    return [lesson_entry(lesson) for lesson in module.lessons.published().select_related("current")]


def course_document(
    course: Course, edition: TrainingEdition, lessons_of: LessonsOf = published_lessons
) -> dict[str, Any]:
    """The course with its lessons in order, the shape told at CompiledCourse."""
    test = course.test
    modules = [
        {"key": module.key, "title": module.title, "summary": module.summary, "lessons": lessons_of(module)}
        for module in course.modules.all()
    ]
    return {
        "title": course.title,
        "summary": course.summary,
        "hours": float(edition.hours),
        "edition": edition.dated.isoformat(),
        "is_pilot": edition.is_pilot,
        "modules": modules,
        "test": test
        and {
            "key": test.key,
            "title": test.title,
            "length": test.length,
            "pass_mark": test.pass_mark,
            "tries": test.tries,
            "minutes": test.minutes,
        },
    }


def words(document: dict[str, Any]) -> dict[str, Any]:
    """What a reviewer of one language read: all but the date and what is still awaited."""
    return {name: text for name, text in document.items() if name not in ("awaits", "dated")}


def content_hash(document: dict[str, Any]) -> str:
    """The name of a document by its content."""
    canonical = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def awaited(review: dict[str, Any], language: str) -> list[str]:
    """The kinds of review this wording still awaits: of clinical, legal, language."""
    states = {
        "clinical": review["clinical"],
        "legal": review["legal"],
        "language": review["language"].get(language, {"state": "not-needed"}),
    }
    return [kind for kind, state in states.items() if state["state"] not in SETTLED]


def lesson_entry(lesson: Lesson) -> dict[str, Any]:
    """A lesson in the document of its course; without titles as long as it was never compiled."""
    return {
        "slug": lesson.slug,
        "lesson": str(lesson.pk),
        "hash": lesson.current.hash if lesson.current else "",
        "minutes": lesson.minutes,
        "outcomes": lesson.outcomes,
        "audience": lesson.audience,
        "title": {language: lesson.current.document[language]["title"] for language in LANGUAGES}
        if lesson.current
        else {},
        "awaits": {language: lesson.current.document[language]["awaits"] for language in LANGUAGES}
        if lesson.current
        else {},
    }


def page_document(lesson: Lesson, page: LessonPage, part: PartCompiler | None = None) -> dict[str, Any]:
    """What a learner reads in the language of the page. `part` compiles a block, as `compiled_part` unless given."""
    language = page.locale.language_code
    citations = Citations()
    part = part or compiled_part
    with override(language):
        parts = merged_parts(part(block.block_type, block.value, citations) for block in page.body)
    named = {source["fact"]: source["text"] for source in page.sources}
    return {
        "title": page.title,
        "warning": render_inline(page.content_warning),
        "objectives": [render_inline(text) for text in page.objectives],
        "key_points": [render_inline(text) for text in page.key_points],
        "sources": [{"fact": fact, "text": render_inline(named[fact])} for fact in citations.facts if fact in named],
        "awaits": awaited(lesson.review, language),
        "dated": lesson.dated.isoformat(),
        "parts": parts,
    }


def compiled_part(kind: str, value: Any, citations: Citations) -> dict[str, str]:
    """A part of a compiled document, in the language that is active; see CompiledLesson."""
    if kind in ("check", "practise"):
        return {"kind": "check", "name": value["name"]}
    if kind == "local":
        return {"kind": "local", "what": value["what"]}
    if kind == "download":
        return {"kind": "download", "slug": value["slug"], "title": value["title"]}
    if kind == "play":
        return {"kind": "play", "case": value["case"]}
    if kind == "prose":
        return {"kind": "html", "html": render(str(value), citations=citations, table_label=gettext("Table"))}
    if kind == "figure":
        context = {
            "drawing": inline_svg(drawing_source(value["path"]), label=value["alt"]),
            "caption": render_inline(value["caption"]),
        }
    else:
        context = {**value, "text": render(str(value["text"]), heading_shift=1, citations=citations)}
    return {"kind": "html", "html": render_to_string(f"courses/blocks/{kind}.html", context).strip()}


def merged_parts(parts: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    """Neighbouring pieces of HTML as one."""
    merged: list[dict[str, str]] = []
    for part in parts:
        if part["kind"] == "html" and merged and merged[-1]["kind"] == "html":
            merged[-1] = {"kind": "html", "html": f"{merged[-1]['html']}\n{part['html']}"}
        else:
            merged.append(part)
    return merged


def lenient_part(kind: str, value: Any, citations: Citations) -> dict[str, str]:
    """As `compiled_part`, of a draft: a figure may lack its drawing."""
    try:
        return compiled_part(kind, value, citations)
    except Drawing.DoesNotExist:
        return {"kind": "html", "html": f"<p>{render_inline(value['caption'] or value['path'])}</p>"}


def drawing_source(path: str) -> str:
    """The SVG of a figure, by its path under media/. Raises Drawing.DoesNotExist."""
    return Drawing.objects.only("svg").get(path=path).svg
