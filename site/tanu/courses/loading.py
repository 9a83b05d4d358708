"""From the files of a course to its rows and pages."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from tanu.courses.blocks import Block, Check
from tanu.courses.files import BeforeSpec, CourseFile, CourseSpec, TestSpec
from tanu.courses.lessons import LessonFile, LessonProse
from tanu.courses.models import Course, Fact, Lesson, LessonCheck, LessonPage, Module
from tanu.courses.publishing import (
    announce,
    compile_course,
    compile_lesson,
    course_page,
    publishing_together,
    put_lesson_page,
)
from tanu.courses.sources import FactSpec
from tanu.courses.stream import block_value
from tanu.lib.dates import local_day
from tanu.lib.editing import make_live, says, write_live
from tanu.lib.languages import LANGUAGES
from tanu.lib.specs import ReviewState
from tanu.question_banks.actions import define_question, retire
from tanu.question_banks.models import Bank, Question
from tanu.quizzes.models import Quiz
from tanu.records.actions import open_training


@transaction.atomic
def load_facts(facts: Mapping[str, FactSpec]) -> None:
    """The facts, each under its ID; what says the same as before is not written again."""
    rows = Fact.objects.in_bulk(list(facts), field_name="key")
    for key, spec in facts.items():
        said = {**spec.model_dump(), "wording": spec.wording.en, "flags": list(spec.flags)}
        write_live(rows.get(key) or Fact(key=key), said)


@transaction.atomic
def load_course(file: CourseFile) -> Course:
    """The course's own facts, its tests, modules and edition. Lessons are loaded one by one afterwards."""
    spec = file.spec
    course = Course.objects.filter(key=spec.id).first() or Course(key=spec.id, training=open_training(spec.id))
    said = {
        "title": spec.title.model_dump(),
        "summary": spec.summary.model_dump(),
        "dated": spec.edition,
        "hours": spec.hours,
        "valid_months": spec.valid_months,
        "audience": list(spec.audience),
        "outcomes": list(spec.outcomes),
        "test": _load_test(file),
        "before": _load_before(file),
        "again": {"months": list(spec.again.months), "minutes": spec.again.minutes} if spec.again else {},
        "what_changed": spec.changes.what.model_dump() if spec.changes else {},
        "changed_lessons": list(spec.changes.lessons) if spec.changes else [],
        "review": spec.review.model_dump(mode="json", exclude_none=True),
        "retired_on": None,
    }
    if course._state.adding:
        course.save()
    if _load_modules(course, spec) or not says(course, said):
        for name, value in said.items():
            setattr(course, name, value)
        make_live(course)
    announce(course, is_pilot=not _is_reviewed(file))
    return course


@transaction.atomic
def load_lesson(course: Course, file: LessonFile) -> dict[str, LessonPage]:
    """The lesson with its check questions and its page in each language, live and compiled."""
    spec = file.neutral
    known = Lesson.objects.select_related("course", "module", "current").filter(key=file.id).first()
    lesson = known or Lesson(key=file.id, course=course)
    said = {
        "course": course,
        "module": course.modules.get(key=file.module),
        "slug": file.name,
        "position": file.order,
        "minutes": spec.minutes,
        "dated": spec.edition,
        "audience": list(spec.audience),
        "outcomes": list(spec.outcomes),
        "review": _review(file),
        "retired_on": None,
    }
    with publishing_together():
        write_live(lesson, said)
        _load_checks(course, lesson, file)
        pages = {
            language: put_lesson_page(lesson, course_page(course, language), _page_fields(lesson, file.prose[language]))
            for language in LANGUAGES
        }
    compile_lesson(lesson, is_checked=True)
    return pages


@transaction.atomic
def finish_course(course: Course, kept: set[str]) -> None:
    """Retire lessons that stand in no file, and compile the course."""
    course.lessons.exclude(key__in=kept).filter(retired_on__isnull=True).update(retired_on=local_day())
    compile_course(course)


def _load_modules(course: Course, spec: CourseSpec) -> bool:
    """Whether any is other than before. A module that stands in no file stays while lessons have been in it."""
    rows = {module.key: module for module in course.modules.all()}
    changed = False
    for position, module in enumerate(spec.modules):
        row = rows.pop(module.id, None) or Module(course=course, key=module.id)
        said = {"position": position, "title": module.title.model_dump(), "summary": module.summary.model_dump()}
        if row._state.adding or any(getattr(row, name) != value for name, value in said.items()):
            for name, value in said.items():
                setattr(row, name, value)
            row.save()
            changed = True
    for gone in rows.values():
        if not gone.lessons.exists():
            gone.delete()
            changed = True
    return changed


def _load_test(file: CourseFile) -> Quiz:
    spec = file.spec.test
    said = {"draw": spec.draw, "pass_mark": spec.pass_mark, "tries": spec.tries, "wait_hours": spec.wait_hours}
    return _load_quiz(file, spec, said)


def _load_before(file: CourseFile) -> Quiz | None:
    spec = file.spec.before
    return _load_quiz(file, spec, {"draw": 1, "tries": 1}) if spec else None


def _load_quiz(file: CourseFile, spec: TestSpec | BeforeSpec, said: dict[str, Any]) -> Quiz:
    key = f"{file.spec.id}/{spec.id}"
    quiz = Quiz.objects.select_related("bank").filter(key=key).first() or Quiz(key=key)
    said |= {"title": spec.title.model_dump(), "bank": Bank.objects.get(key=spec.bank), "minutes": spec.minutes}
    write_live(quiz, {**said, "outcomes": list(file.spec.outcomes)})
    return quiz


def _load_checks(course: Course, lesson: Lesson, file: LessonFile) -> None:
    bank, _ = Bank.objects.get_or_create(
        key=f"{course.key}/lessons", defaults={"title": course.title, "is_for_lessons": True}
    )
    named = {check.name: _check_in_languages(file, check.name) for check in file.checks}
    for name, checks in named.items():
        version = define_question(bank, f"{lesson.key}/{name}", _check_source(checks))
        LessonCheck.objects.update_or_create(lesson=lesson, name=name, defaults={"question": version.question})
    practised = {practice.name: Question.objects.get(key=practice.question) for practice in file.practices}
    for name, question in practised.items():
        LessonCheck.objects.update_or_create(lesson=lesson, name=name, defaults={"question": question})
    for gone in lesson.checks.exclude(name__in=[*named, *practised]).select_related("question"):
        # A question that is practised belongs to its own bank.
        if gone.question.bank_id == bank.pk:
            retire(gone.question)
        gone.delete()


def _check_in_languages(file: LessonFile, name: str) -> dict[str, Check]:
    return {
        language: check for language, prose in file.prose.items() for check in prose.all(Check) if check.name == name
    }


def _check_source(checks: dict[str, Check]) -> dict[str, Any]:
    first = checks["en"]
    options = {language: {option.key: option for option in check.options} for language, check in checks.items()}
    return {
        "type": "several" if first.several else "single",
        "outcome": first.outcome,
        "stem": {language: check.stem for language, check in checks.items()},
        "options": [
            {
                "key": option.key,
                "right": option.right,
                "text": {language: options[language][option.key].text for language in LANGUAGES},
                "feedback": {language: options[language][option.key].feedback for language in LANGUAGES},
            }
            for option in first.options
        ],
    }


def _page_fields(lesson: Lesson, prose: LessonProse) -> dict[str, Any]:
    spec = prose.spec
    return {
        "title": spec.title,
        "content_warning": spec.content_warning,
        "objectives": list(spec.objectives),
        "key_points": list(spec.key_points),
        "sources": [source.model_dump() for source in spec.sources],
        "body": [_stream_block(lesson, spec.lang, place, block) for place, block in enumerate(prose.blocks)],
    }


def _stream_block(lesson: Lesson, language: str, place: int, block: Block) -> dict[str, Any]:
    # The id derives from the item: loading again must not make new blocks of old ones.
    return {
        "type": type(block).__name__.lower(),
        "value": block_value(block),
        "id": str(uuid.uuid5(lesson.pk, f"{language}/{place}")),
    }


def _review(file: LessonFile) -> dict[str, Any]:
    neutral = file.neutral.review
    return {
        "clinical": _state(neutral.clinical),
        "legal": _state(neutral.legal),
        "language": {language: _state(state) for language, state in file.language_review.items()},
    }


def _state(state: ReviewState) -> dict[str, Any]:
    return state.model_dump(mode="json", exclude_none=True)


def _is_reviewed(file: CourseFile) -> bool:
    review = file.spec.review
    own = [review.clinical, review.legal, review.language.kk, review.language.ru]
    lessons = [
        state for lesson in file.lessons for state in (lesson.neutral.review.clinical, lesson.neutral.review.legal)
    ]
    languages = [state for lesson in file.lessons for state in lesson.language_review.values()]
    return all(state.is_settled for state in (*own, *lessons, *languages))
