"""Compiling: from the pages of a lesson to one immutable document in all languages, rendered and sanitised."""

import hashlib
import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext, override

from tanu.courses.models import Course, Lesson, LessonPage
from tanu.lib.languages import LANGUAGES
from tanu.lib.markup import Citations, render, render_inline
from tanu.lib.specs import SETTLED
from tanu.lib.svg import inline_svg
from tanu.records.models import TrainingEdition


def lesson_document(lesson: Lesson, pages: dict[str, LessonPage]) -> dict[str, Any]:
    """{lang: what a learner reads}, the shape told at CompiledLesson. `pages` has all three languages."""
    return {language: _in_language(lesson, pages[language], language) for language in LANGUAGES}


def course_document(course: Course, edition: TrainingEdition) -> dict[str, Any]:
    """The course with its published lessons in order, the shape told at CompiledCourse."""
    test = course.test
    modules = []
    for module in course.modules.all():
        lessons = module.lessons.published().select_related("current")
        modules.append(
            {
                "key": module.key,
                "title": module.title,
                "summary": module.summary,
                "lessons": [_lesson_entry(lesson) for lesson in lessons],
            }
        )
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


def _lesson_entry(lesson: Lesson) -> dict[str, Any]:
    return {
        "slug": lesson.slug,
        "lesson": str(lesson.pk),
        "hash": lesson.current.hash if lesson.current else "",
        "minutes": lesson.minutes,
        "outcomes": lesson.outcomes,
        "title": {language: lesson.current.document[language]["title"] for language in LANGUAGES}
        if lesson.current
        else {},
        "awaits": {language: awaited(lesson.review, language) for language in LANGUAGES},
    }


def _in_language(lesson: Lesson, page: LessonPage, language: str) -> dict[str, Any]:
    citations = Citations()
    with override(language):
        parts = _merged(_part(block.block_type, block.value, citations) for block in page.body)
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


def _part(kind: str, value: Any, citations: Citations) -> dict[str, str]:
    if kind == "check":
        return {"kind": "check", "name": value["name"]}
    if kind == "local":
        return {"kind": "local", "what": value["what"]}
    if kind == "prose":
        return {"kind": "html", "html": render(value, citations=citations, table_label=gettext("Table"))}
    if kind == "figure":
        context = {
            "drawing": inline_svg(_drawing(value["path"]), label=value["alt"]),
            "caption": render_inline(value["caption"]),
        }
    else:
        context = {**value, "text": render(value["text"], heading_shift=1, citations=citations)}
    return {"kind": "html", "html": render_to_string(f"courses/blocks/{kind}.html", context).strip()}


def _merged(parts: Any) -> list[dict[str, str]]:
    merged: list[dict[str, str]] = []
    for part in parts:
        if part["kind"] == "html" and merged and merged[-1]["kind"] == "html":
            merged[-1] = {"kind": "html", "html": f"{merged[-1]['html']}\n{part['html']}"}
        else:
            merged.append(part)
    return merged


def _drawing(path: str) -> str:
    return (Path(settings.CONTENT_ROOT) / "media" / path).read_text(encoding="utf-8")
