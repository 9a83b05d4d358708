"""Bringing the text files into the database: all or nothing, and the same files twice change nothing."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from tanu.audit.actions import record
from tanu.content.models import LoadedItem
from tanu.content.walk import Library, read_library
from tanu.courses.files import CourseFile
from tanu.courses.lessons import LessonFile
from tanu.courses.loading import finish_course, load_course, load_lesson
from tanu.courses.models import Course, LessonPage
from tanu.lib.places import Problems
from tanu.question_banks.loading import load_bank

# Part of every hash: raise it when the same text is to be compiled anew.
FORMAT = "1"


class ContentRefused(Exception):
    """The files have `problems`, each with its place. Nothing was loaded."""

    def __init__(self, problems: Problems) -> None:
        super().__init__(f"{len(problems)} problems in the content")
        self.problems = problems


@dataclass(frozen=True)
class Change:
    """`what` is new, changed, or kept: an editor changed the item in the admin, and it was left alone."""

    kind: str
    key: str
    what: str


def load_library(root: Path, *, dry_run: bool = False) -> list[Change]:
    """Load everything under `root`; an empty list says that nothing had changed. Raises ContentRefused."""
    library = read_library(root)
    if library.problems:
        raise ContentRefused(library.problems)
    with transaction.atomic():
        changes = [*_banks(library), *_courses(library)]
        if dry_run:
            transaction.set_rollback(True)
    return changes


def _banks(library: Library) -> Iterator[Change]:
    for key, files in library.banks.items():
        item, digest = _item("bank", key), _digest(file.digest for file in files)
        if item.hash != digest:
            load_bank(key, files)
            yield _loaded(item, digest)


def _courses(library: Library) -> Iterator[Change]:
    drawings = _digest(figure.file.digest for figure in library.figures.values())
    for file in library.courses:
        item, digest = _item("course", file.spec.id), _digest([file.digest])
        changes = []
        if item.hash != digest:
            load_course(file)
            changes.append(_loaded(item, digest))
        course = Course.objects.get(key=file.spec.id)
        changes += _lessons(course, file, drawings)
        if changes:
            finish_course(course, {lesson.id for lesson in file.lessons})
        yield from changes


def _lessons(course: Course, file: CourseFile, drawings: str) -> Iterator[Change]:
    for lesson in file.lessons:
        item, digest = _item("lesson", lesson.id), _lesson_digest(lesson, drawings)
        if item.hash == digest:
            continue
        if _is_edited(item):
            yield Change("lesson", lesson.id, "kept")
            continue
        pages = load_lesson(course, lesson)
        item.revisions = {language: page.latest_revision_id for language, page in pages.items()}
        yield _loaded(item, digest)


def _is_edited(item: LoadedItem) -> bool:
    """An editor's revision, draft or live, came after the one that was loaded."""
    pages = LessonPage.objects.filter(lesson__key=item.key).select_related("locale")
    return any(page.latest_revision_id != item.revisions.get(page.locale.language_code) for page in pages)


def _lesson_digest(lesson: LessonFile, drawings: str) -> str:
    place = f"{lesson.module}/{lesson.order}-{lesson.name}"
    return _digest([place, drawings, *(prose.file.digest for prose in lesson.prose.values())])


def _digest(parts: Iterator[str] | list[str]) -> str:
    return hashlib.sha256("\n".join([FORMAT, *parts]).encode()).hexdigest()


def _item(kind: str, key: str) -> LoadedItem:
    return LoadedItem.objects.filter(kind=kind, key=key).first() or LoadedItem(kind=kind, key=key)


def _loaded(item: LoadedItem, digest: str) -> Change:
    what = "changed" if item.pk else "new"
    item.hash = digest
    item.save()
    record("load-content", item, hash=digest)
    return Change(item.kind, item.key, what)
