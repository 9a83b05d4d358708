"""The text form of a course: `course.md`, and one folder of lessons for each module."""

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import Field

from tanu.courses.lessons import LessonFile, read_prose
from tanu.courses.parity import check_parity
from tanu.lib.frontmatter import split_front_matter
from tanu.lib.languages import LANGUAGES
from tanu.lib.places import Problems, Report
from tanu.lib.specs import ItemId, Review, Slug, Spec, Trilingual, validate
from tanu.lib.strict_yaml import Document
from tanu.lib.textfiles import read_text

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

    def cited(self) -> Iterator[tuple[Path, int, str]]:
        """File, line and fact of every citation and every listed source."""
        for lesson in self.lessons:
            for prose in lesson.prose.values():
                yield from ((prose.path, line, fact) for line, fact in prose.citations())
                for place, source in enumerate(prose.spec.sources):
                    yield prose.path, prose.document.line("sources", place), source.fact


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
    _check_course(spec, document, report)
    _check_modules(spec, document, folder, report)
    _check_lessons(spec, lessons, problems)
    places = {module.id: place for place, module in enumerate(spec.modules)}
    whole = [lesson for lesson in lessons if len(lesson.prose) == len(LANGUAGES) and lesson.module in places]
    whole.sort(key=lambda lesson: (places[lesson.module], lesson.order))
    return CourseFile(path, file.digest, spec, document, tuple(whole))


def _read_lessons(folder: Path, media: Path, problems: Problems) -> list[LessonFile]:
    found: dict[tuple[str, int, str], dict[str, Path]] = {}
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            for inner in sorted(path.iterdir()):
                match = _LESSON_NAME.fullmatch(inner.name)
                if match and inner.is_file():
                    key = (path.name, int(match["order"]), match["name"])
                    found.setdefault(key, {})[match["language"]] = inner
                else:
                    problems.add(inner, 1, "unexpected here: a module holds lessons named NN-name.<language>.md")
        elif path.name != "course.md":
            problems.add(path, 1, "unexpected here: a course holds course.md and a folder for each module")
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


def _check_course(spec: CourseSpec, document: Document, report: Report) -> None:
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


def _check_modules(spec: CourseSpec, document: Document, folder: Path, report: Report) -> None:
    folders = {path.name for path in folder.iterdir() if path.is_dir()}
    for place, module in enumerate(spec.modules):
        if module.id not in folders or not any((folder / module.id).glob("*.md")):
            report(document.line("modules", place, "id"), f"the folder `{module.id}` with its lessons is missing")
    for name in sorted(folders - {module.id for module in spec.modules}):
        report(document.line("modules"), f"the folder `{name}` is not among the modules")


def _check_lessons(spec: CourseSpec, lessons: list[LessonFile], problems: Problems) -> None:
    orders: dict[tuple[str, int], str] = {}
    for lesson in lessons:
        first = orders.setdefault((lesson.module, lesson.order), lesson.name)
        for prose in lesson.prose.values():
            report = problems.report_for(prose.path)
            if first != lesson.name:
                report(1, f"the number {lesson.order:02d} is taken in this module by `{first}`")
            for key, known in (("outcomes", spec.outcomes), ("audience", spec.audience)):
                for name in sorted(set(getattr(prose.spec, key)) - set(known)):
                    report(prose.document.line(key), f"`{name}` is not among the `{key}` of the course")


def _twice(names: Iterable[str]) -> list[str]:
    names = list(names)
    return sorted({name for name in names if names.count(name) > 1})
