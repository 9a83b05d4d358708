"""Finds every text file of what Tanu teaches and reads it; nothing is passed over silently."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tanu.case_studies.files import CaseFile, read_case
from tanu.content.awaited import check_awaited, check_cases_awaited
from tanu.content.banks import check_banks
from tanu.content.cases import check_cases
from tanu.content.links import check_links
from tanu.courses.files import CourseFile, read_course
from tanu.courses.sources import Register, check_citations, read_register
from tanu.courses.written import InLanguages
from tanu.handouts.files import HandoutFile, check_downloads, read_handouts
from tanu.lib.places import Problems
from tanu.pictures.files import FigureFile, read_figures
from tanu.question_banks.files import BankFile, read_bank_file

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Library:
    """Everything under a content root. What could not be read is missing here and stands in `problems`.

    `banks` maps a folder under question_banks/ to its files; together they are one bank to draw from.
    """

    root: Path
    problems: Problems
    courses: tuple[CourseFile, ...]
    banks: dict[str, tuple[BankFile, ...]]
    figures: dict[str, FigureFile]
    register: Register | None
    handouts: tuple[HandoutFile, ...]
    cases: tuple[CaseFile, ...]

    @property
    def texts(self) -> list[InLanguages[Any]]:
        """Lessons and handouts."""
        return [*(lesson for course in self.courses for lesson in course.lessons), *self.handouts]

    def handouts_of(self, course: CourseFile) -> tuple[HandoutFile, ...]:
        return tuple(handout for handout in self.handouts if handout.course == course.spec.id)


def read_library(root: Path) -> Library:
    """Reads and checks all content under `root`, without a database."""
    problems = Problems(root)
    media = root / "media"
    figures = read_figures(media, problems)
    course_folders = _folders(root / "courses", {"sources.yaml"}, problems)
    courses, handouts = _read_courses(course_folders, media, problems)
    bank_folders = _folders(root / "question_banks", set(), problems)
    banks = {folder.name: tuple(_read_bank(folder, problems)) for folder in bank_folders}
    register = read_register(root / "courses" / "sources.yaml", problems)
    case_root = root / "case_studies"
    case_folders = _folders(case_root, {"README.md"}, problems) if case_root.is_dir() else ()
    cases = tuple(case for folder in case_folders if (case := read_case(folder, problems)))
    library = Library(root, problems, courses, banks, figures, register, handouts, cases)
    _check_whole(library)
    return library


def _folders(parent: Path, files: set[str], problems: Problems) -> Iterator[Path]:
    if not parent.is_dir():
        problems.add(parent, 1, "the folder is missing")
        return
    for path in sorted(parent.iterdir()):
        if path.is_dir() and _SLUG.fullmatch(path.name):
            yield path
        elif path.is_dir():
            problems.add(path, 1, "a folder's name has lower-case letters, digits and dashes only")
        elif path.name not in files:
            problems.add(path, 1, "unexpected file: content stands in folders here")


def _read_courses(
    folders: Iterable[Path], media: Path, problems: Problems
) -> tuple[tuple[CourseFile, ...], tuple[HandoutFile, ...]]:
    courses: list[CourseFile] = []
    handouts: list[HandoutFile] = []
    for folder in folders:
        course = read_course(folder, media, problems)
        handouts += read_handouts(folder, course, media, problems)
        courses += [course] if course else []
    return tuple(courses), tuple(handouts)


def _read_bank(folder: Path, problems: Problems) -> Iterator[BankFile]:
    for path in sorted(folder.iterdir()):
        if not path.is_file() or path.suffix != ".yaml" or not _SLUG.fullmatch(path.stem):
            problems.add(path, 1, "unexpected here: a bank holds files named lower-case-with-dashes.yaml")
        elif bank := read_bank_file(path, problems):
            yield bank


def _check_whole(library: Library) -> None:
    problems = library.problems
    for course in library.courses:
        check_links((*course.lessons, *library.handouts_of(course)), problems)
        check_downloads(course, library.handouts_of(course), problems)
    check_banks(library.courses, library.banks, problems)
    check_cases(library.cases, library.courses, library.banks, library.figures, problems)
    every_bank = [bank for banks in library.banks.values() for bank in banks]
    _check_ids(((course.path, course.document.line("id"), course.spec.id) for course in library.courses), problems)
    _check_ids(
        ((prose.path, prose.document.line("id"), text.id) for text in library.texts for prose in [text.prose["en"]]),
        problems,
    )
    _check_ids(((bank.path, 1, bank.spec.id) for bank in every_bank), problems)
    for banks in library.banks.values():
        _check_ids(((bank.path, line, name) for bank in banks for name, line in bank.lines.items()), problems)
    if library.register:
        cited = [place for text in library.texts for place in text.cited()]
        cited += [(bank.path, line, fact) for bank in every_bank for line, fact in bank.cited()]
        cited += [place for case in library.cases for place in case.cited()]
        check_awaited(library.register, library.texts, every_bank, problems)
        check_cases_awaited(library.register, library.cases, problems)
        check_citations(library.register, cited, _mentioned(library.root), problems)


def _mentioned(root: Path) -> set[str]:
    """Facts named anywhere, also in files that could not be read: those do not make a fact unused."""
    files = [*(root / "courses").rglob("*.md"), *(root / "question_banks").rglob("*.yaml")]
    files += [path for path in (root / "case_studies").rglob("*.*") if path.name != "README.md"]
    return {fact.decode() for path in files for fact in re.findall(rb"F-[A-Z]+-\d+", path.read_bytes())}


def _check_ids(places: Iterable[tuple[Path, int, str]], problems: Problems) -> None:
    """An id is a name for ever: it must belong to one item only."""
    first: dict[str, Path] = {}
    for path, line, name in places:
        if name in first:
            problems.add(path, line, f"the id `{name}` is taken by {problems.name(first[name])}")
        first.setdefault(name, path)
