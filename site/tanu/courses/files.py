"""The text form of a course: `course.md`, and one folder of lessons for each module."""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from tanu.courses.lessons import LessonFile, read_prose
from tanu.courses.parity import check_parity
from tanu.courses.variants import Variant
from tanu.lib.frontmatter import split_front_matter
from tanu.lib.languages import LANGUAGES
from tanu.lib.places import Problems, Report
from tanu.lib.specs import ItemId, Review, Slug, Spec, Trilingual, validate
from tanu.lib.strict_yaml import Document
from tanu.lib.textfiles import read_text

# What stands in a course's address where a lesson's name stands otherwise.
PLACES = {"test", "variant", "before", "again", "remembered"}
# The folder beside the modules that another room reads.
HANDOUTS = "handouts"
_SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_LESSON_NAME = re.compile(rf"(?P<order>\d\d)-(?P<name>{_SLUG})\.(?P<language>{'|'.join(LANGUAGES)})\.md")


class ModuleSpec(Spec):
    """`id` is the name of the folder that holds the module's lessons."""

    id: Slug
    title: Trilingual
    summary: Trilingual


class TestSpec(Spec):
    """`bank` is a folder under question_banks/; `draw` counts questions for each outcome of the course."""

    __test__ = False  # not a test case, whatever pytest reads into its name

    id: Slug
    title: Trilingual
    bank: Slug
    draw: int = Field(ge=1)
    pass_mark: int = Field(ge=1, alias="pass")
    tries: int = Field(ge=1)
    wait_hours: int = Field(ge=0)
    minutes: int = Field(ge=1)


class BeforeSpec(Spec):
    """A test offered before the first lesson: the one question that `bank` has for each outcome of the course."""

    id: Slug
    title: Trilingual
    bank: Slug
    minutes: int = Field(ge=1)


class AgainSpec(Spec):
    """When whoever has completed the course is invited to see what is remembered: one question for each outcome."""

    months: tuple[Annotated[int, Field(ge=1)], ...] = Field(min_length=1, max_length=3)
    minutes: int = Field(ge=1)


class ChangesSpec(Spec):
    """What people trained on an earlier edition must know about, and the lessons that teach it."""

    what: Trilingual
    lessons: tuple[ItemId, ...] = Field(min_length=1)


class CompletionSpec(Spec):
    """What must be done: every lesson, and this test passed."""

    lessons: Literal["all"]
    test: Slug


class CourseSpec(Spec):
    id: ItemId
    edition: datetime.date
    hours: int = Field(ge=1)
    valid_months: int = Field(ge=1)
    title: Trilingual
    summary: Trilingual
    audience: tuple[Slug, ...]
    outcomes: tuple[Slug, ...]
    modules: tuple[ModuleSpec, ...]
    test: TestSpec
    completion: CompletionSpec
    before: BeforeSpec | None = None
    again: AgainSpec | None = None
    changes: ChangesSpec | None = None
    review: Review


@dataclass(frozen=True)
class CourseFile:
    """A course with its lessons in the order a learner meets them."""

    path: Path
    digest: str
    spec: CourseSpec
    document: Document
    lessons: tuple[LessonFile, ...]

    def lessons_of(self, module: str) -> list[LessonFile]:
        return [lesson for lesson in self.lessons if lesson.module == module]


def read_course(folder: Path, media: Path, problems: Problems) -> CourseFile | None:
    """The course in `folder`, or None when `course.md` is broken; every fault of every file is in `problems`.

    Lessons that cannot be read in all languages are left out of the result.
    """
    path = folder / "course.md"
    lessons = _read_lessons(folder, media, problems)
    if not path.is_file():
        problems.add(path, 1, "the course has no course.md")
        return None
    file = read_text(path, problems)
    report = problems.report_for(path)
    parts = split_front_matter(file.text, report) if file else None
    if parts and parts.body.strip():
        report(parts.body_line, "course.md is front matter only; prose belongs in lessons")
    document = parts.document if parts else None
    spec = validate(CourseSpec, document, report) if document else None
    if file is None or document is None or spec is None:
        return None
    check_course(spec, document, report)
    _check_modules(spec, document, folder, report)
    _check_lessons(spec, lessons, problems)
    _check_changes(spec, document, lessons, report)
    places = {module.id: place for place, module in enumerate(spec.modules)}
    whole = [lesson for lesson in lessons if len(lesson.prose) == len(LANGUAGES) and lesson.module in places]
    whole.sort(key=lambda lesson: (places[lesson.module], lesson.order))
    return CourseFile(path, file.digest, spec, document, tuple(whole))


def _read_lessons(folder: Path, media: Path, problems: Problems) -> list[LessonFile]:
    found: dict[tuple[str, int, str], dict[str, Path]] = {}
    for path in sorted(folder.iterdir()):
        if path.name == HANDOUTS:
            continue
        if path.is_dir():
            for inner in sorted(path.iterdir()):
                match = _LESSON_NAME.fullmatch(inner.name)
                if match and inner.is_file():
                    key = (path.name, int(match["order"]), match["name"])
                    found.setdefault(key, {})[match["language"]] = inner
                else:
                    problems.add(inner, 1, "unexpected here: a module holds lessons named NN-name.<language>.md")
        elif path.name != "course.md":
            problems.add(path, 1, "unexpected here: a course holds course.md, handouts/ and a folder for each module")
    lessons = [_read_lesson(*key, paths, media, problems) for key, paths in found.items()]
    return [lesson for lesson in lessons if lesson]


def _read_lesson(
    module: str, order: int, name: str, paths: dict[str, Path], media: Path, problems: Problems
) -> LessonFile | None:
    some = next(iter(paths.values()))
    for language in LANGUAGES:
        if language not in paths:
            missing = some.with_name(f"{order:02d}-{name}.{language}.md")
            problems.add(missing, 1, "this translation of the lesson is missing")
    read = {language: read_prose(path, language, media, problems) for language, path in paths.items()}
    prose = {language: found for language in LANGUAGES if (found := read.get(language))}
    check_parity(prose, problems)
    return LessonFile(module, order, name, prose) if prose else None


def check_course(spec: CourseSpec, document: Document, report: Report) -> None:
    """What the parts of course.md owe one another."""
    if spec.completion.test != spec.test.id:
        report(document.line("completion", "test"), f"there is no test `{spec.completion.test}` in this course")
    asked = spec.test.draw * len(spec.outcomes)
    if spec.test.pass_mark > asked:
        line = document.line("test", "pass")
        report(line, f"the test asks {asked} questions; {spec.test.pass_mark} right answers cannot be reached")
    for key, names in (
        ("outcomes", spec.outcomes),
        ("audience", spec.audience),
        ("modules", tuple(module.id for module in spec.modules)),
    ):
        for name in _twice(names):
            report(document.line(key), f"`{name}` stands twice under `{key}`")
    for name in sorted(set(spec.audience) - set(Variant)):
        report(document.line("audience"), f"the audience `{name}` is not known; known are {', '.join(Variant)}")
    if spec.before and spec.before.id == spec.test.id:
        report(document.line("before", "id"), f"the id `{spec.before.id}` is taken by the test")
    if spec.again and list(spec.again.months) != sorted(set(spec.again.months)):
        report(document.line("again", "months"), "the months stand once each, the smaller first")


def _check_modules(spec: CourseSpec, document: Document, folder: Path, report: Report) -> None:
    folders = {path.name for path in folder.iterdir() if path.is_dir()} - {HANDOUTS}
    for place, module in enumerate(spec.modules):
        if module.id not in folders or not any((folder / module.id).glob("*.md")):
            report(document.line("modules", place, "id"), f"the folder `{module.id}` with its lessons is missing")
    for name in sorted(folders - {module.id for module in spec.modules}):
        report(document.line("modules"), f"the folder `{name}` is not among the modules")


def _check_changes(spec: CourseSpec, document: Document, lessons: Iterable[LessonFile], report: Report) -> None:
    known = {lesson.id for lesson in lessons}
    for place, name in enumerate(spec.changes.lessons if spec.changes else ()):
        if name not in known:
            report(document.line("changes", "lessons", place), f"there is no lesson `{name}` in this course")


def _check_lessons(spec: CourseSpec, lessons: list[LessonFile], problems: Problems) -> None:
    orders: dict[tuple[str, int], str] = {}
    for lesson in lessons:
        first = orders.setdefault((lesson.module, lesson.order), lesson.name)
        for prose in lesson.prose.values():
            report = problems.report_for(prose.path)
            if first != lesson.name:
                report(1, f"the number {lesson.order:02d} is taken in this module by `{first}`")
            if lesson.name in PLACES:
                report(1, f"`{lesson.name}` is the address of another page of the course: give the file another name")
            for key, known in (("outcomes", spec.outcomes), ("audience", spec.audience)):
                for name in sorted(set(getattr(prose.spec, key)) - set(known)):
                    report(prose.document.line(key), f"`{name}` is not among the `{key}` of the course")


def _twice(names: Iterable[str]) -> list[str]:
    names = list(names)
    return sorted({name for name in names if names.count(name) > 1})
