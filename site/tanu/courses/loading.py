"""From the files of a course to its rows and pages."""

import uuid
from typing import Any

from django.db import transaction

from tanu.courses.blocks import Awaits, Block, Callout, Case, Check, Figure, Local, Prose
from tanu.courses.files import CourseFile
from tanu.courses.lessons import LessonFile, LessonProse
from tanu.courses.models import Course, Lesson, LessonCheck, LessonPage, Module
from tanu.courses.publishing import compile_course, compile_lesson, publish_lesson_page, publishing_together
from tanu.lib.dates import local_day
from tanu.lib.languages import LANGUAGES
from tanu.lib.markup import render, render_inline
from tanu.question_banks.actions import publish_question, retire
from tanu.question_banks.models import Bank
from tanu.quizzes.models import Quiz
from tanu.records.actions import announce_edition, open_training


@transaction.atomic
def load_course(file: CourseFile) -> Course:
    """The course's own facts, its test, modules and edition. Lessons are loaded one by one afterwards."""
    spec = file.spec
    training = open_training(spec.id)
    course, _ = Course.objects.update_or_create(
        key=spec.id,
        defaults={
            "training": training,
            "title": spec.title.model_dump(),
            "summary": spec.summary.model_dump(),
            "audience": list(spec.audience),
            "test": _load_test(file),
            "retired_on": None,
        },
    )
    for position, module in enumerate(spec.modules):
        Module.objects.update_or_create(
            course=course,
            key=module.id,
            defaults={
                "position": position,
                "title": module.title.model_dump(),
                "summary": module.summary.model_dump(),
            },
        )
    announce_edition(
        training,
        dated=spec.edition,
        title=spec.title.model_dump(),
        hours=spec.hours,
        valid_months=spec.valid_months,
        is_pilot=not _is_reviewed(file),
    )
    return course


@transaction.atomic
def load_lesson(course: Course, file: LessonFile) -> dict[str, LessonPage]:
    """The lesson with its check questions and its page in each language, live and compiled."""
    spec = file.neutral
    lesson, _ = Lesson.objects.update_or_create(
        key=file.id,
        defaults={
            "course": course,
            "module": Module.objects.get(course=course, key=file.module),
            "slug": file.name,
            "position": file.order,
            "minutes": spec.minutes,
            "dated": spec.edition,
            "audience": list(spec.audience),
            "outcomes": list(spec.outcomes),
            "facts": list(file.facts),
            "review": _review(file),
            "retired_on": None,
        },
    )
    _load_checks(course, lesson, file)
    with publishing_together():
        pages = {
            language: publish_lesson_page(lesson, language, **_page_fields(lesson, file.prose[language]))
            for language in LANGUAGES
        }
    compile_lesson(lesson)
    return pages


@transaction.atomic
def finish_course(course: Course, kept: set[str]) -> None:
    """Retire lessons that stand in no file, and compile the course."""
    course.lessons.exclude(key__in=kept).filter(retired_on__isnull=True).update(retired_on=local_day())
    compile_course(course)


def _load_test(file: CourseFile) -> Quiz:
    spec = file.spec.test
    quiz, _ = Quiz.objects.update_or_create(
        key=f"{file.spec.id}/{spec.id}",
        defaults={
            "title": spec.title.model_dump(),
            "bank": Bank.objects.get(key=spec.bank),
            "outcomes": list(file.spec.outcomes),
            "draw": spec.draw,
            "pass_mark": spec.pass_mark,
            "tries": spec.tries,
            "wait_hours": spec.wait_hours,
            "minutes": spec.minutes,
        },
    )
    return quiz


def _load_checks(course: Course, lesson: Lesson, file: LessonFile) -> None:
    bank, _ = Bank.objects.get_or_create(
        key=f"{course.key}/lessons", defaults={"title": course.title, "is_for_lessons": True}
    )
    named = {check.name: _check_in_languages(file, check.name) for check in file.checks}
    for name, checks in named.items():
        first = checks["en"]
        version = publish_question(
            bank,
            f"{lesson.key}/{name}",
            "several" if first.several else "single",
            _check_document(checks),
            first.outcome,
        )
        LessonCheck.objects.update_or_create(lesson=lesson, name=name, defaults={"question": version.question})
    for gone in lesson.checks.exclude(name__in=named).select_related("question"):
        retire(gone.question)
        gone.delete()


def _check_in_languages(file: LessonFile, name: str) -> dict[str, Check]:
    return {
        language: check for language, prose in file.prose.items() for check in prose.all(Check) if check.name == name
    }


def _check_document(checks: dict[str, Check]) -> dict[str, Any]:
    weights = checks["en"].weights()
    options = {language: {option.key: option for option in check.options} for language, check in checks.items()}
    return {
        "stem": {language: render(check.stem, heading_shift=1) for language, check in checks.items()},
        "ask": dict.fromkeys(LANGUAGES, ""),
        "options": [
            {
                "key": key,
                "weight": weight,
                "text": {language: render_inline(options[language][key].text) for language in LANGUAGES},
                "feedback": {language: render_inline(options[language][key].feedback) for language in LANGUAGES},
            }
            for key, weight in weights.items()
        ],
        "facts": [],
        "awaits": [],
    }


def _page_fields(lesson: Lesson, prose: LessonProse) -> dict[str, Any]:
    spec = prose.spec
    return {
        "title": spec.title,
        "content_warning": spec.content_warning,
        "objectives": list(spec.objectives),
        "key_points": list(spec.key_points),
        "sources": [source.model_dump() for source in spec.sources],
        "language_review": spec.review.language.model_dump(mode="json"),
        "body": [_stream_block(lesson, spec.lang, place, block) for place, block in enumerate(prose.blocks)],
    }


def _stream_block(lesson: Lesson, language: str, place: int, block: Block) -> dict[str, Any]:
    # The id derives from the item: loading again must not make new blocks of old ones.
    return {
        "type": type(block).__name__.lower(),
        "value": _value(block),
        "id": str(uuid.uuid5(lesson.pk, f"{language}/{place}")),
    }


def _value(block: Block) -> Any:
    match block:
        case Prose():
            return block.markdown
        case Case():
            return {"title": block.title, "text": block.markdown}
        case Callout():
            return {"kind": block.kind, "title": block.title, "text": block.markdown}
        case Check():
            return {"name": block.name}
        case Figure():
            return {"path": block.path, "alt": block.alt, "caption": block.caption}
        case Local():
            return {"what": block.what}
        case Awaits():
            return {"kind": block.kind, "text": block.markdown}
    raise TypeError(block)


def _review(file: LessonFile) -> dict[str, Any]:
    neutral = file.neutral.review
    return {
        "clinical": neutral.clinical.model_dump(mode="json"),
        "legal": neutral.legal.model_dump(mode="json"),
        "language": {language: state.model_dump(mode="json") for language, state in file.language_review.items()},
    }


def _is_reviewed(file: CourseFile) -> bool:
    review = file.spec.review
    own = [review.clinical, review.legal, review.language.kk, review.language.ru]
    lessons = [
        state for lesson in file.lessons for state in (lesson.neutral.review.clinical, lesson.neutral.review.legal)
    ]
    languages = [state for lesson in file.lessons for state in lesson.language_review.values()]
    return all(state.is_settled for state in (*own, *lessons, *languages))
