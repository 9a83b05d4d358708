"""From the database back to text files, in canonical form."""

import re
from collections.abc import Iterable
from pathlib import Path

from tanu.case_studies.loading import export_case
from tanu.case_studies.models import Case
from tanu.content.items import Texts
from tanu.courses.exporting import export_course, export_facts, export_lesson
from tanu.courses.models import Course, Fact, Lesson
from tanu.handouts.exporting import export_handout
from tanu.handouts.models import Handout
from tanu.pictures.exporting import export_drawings
from tanu.pictures.models import Drawing
from tanu.question_banks.exporting import export_section
from tanu.question_banks.models import Section

_FACT = re.compile(r"\bF-[A-Z]+-\d+\b")
_FIGURE = re.compile(r"\bfigures/[a-z0-9-]+\.svg\b")
_BANK = re.compile(r"^  bank: (\S+)$", re.MULTILINE)
_QUESTION = re.compile(r"^::: practise \S+ question=(\S+)/[^/\s]+$", re.MULTILINE)


def export_everything() -> Texts:
    """Every course and case in use, every bank, and the whole register and all drawings that any of it names."""
    courses = Course.objects.published().order_by("key")
    cases = Case.objects.in_use().order_by("key")
    return _complete(courses, cases, Section.objects.select_related("bank").order_by("key"))


def export_one(course: Course) -> Texts:
    """A course with its cases and all it rests on: banks, facts, drawings. Can be loaded on another site."""
    named = _course_texts(course).values()
    banks = {key for text in named for key in _BANK.findall(text)}
    sections = {key for text in named for key in _QUESTION.findall(text)}
    rows = Section.objects.select_related("bank").order_by("key")
    cases = [case for case in Case.objects.in_use() if case.graph["instead"].startswith(f"{course.key}/")]
    asked = {scene.get("question", "").rpartition("/")[0] for case in cases for scene in case.graph["scenes"]}
    sections |= asked
    return _complete([course], cases, [row for row in rows if row.bank.key in banks or row.key in sections])


def write_tree(texts: Texts, root: Path) -> list[str]:
    """Writes each text to its path under `root`, if it differs; the paths that were written."""
    written = []
    for path, text in sorted(texts.items()):
        file = root / path
        if not file.exists() or file.read_bytes() != text.encode():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
            written.append(path)
    return written


def files_beside(texts: Texts, root: Path) -> list[str]:
    """Content files under `root` that the export does not have."""
    present = [
        path
        for folder in ("courses", "question_banks", "case_studies", "media")
        for path in (root / folder).rglob("*.*")
    ]
    return sorted(name for path in present if (name := path.relative_to(root).as_posix()) not in texts)


def _complete(courses: Iterable[Course], cases: Iterable[Case], sections: Iterable[Section]) -> Texts:
    texts: Texts = {}
    for section in sections:
        texts |= export_section(section)
    for case in cases:
        texts |= export_case(case)
    for course in courses:
        texts |= _course_texts(course)
    figures = {path for text in texts.values() for path in _FIGURE.findall(text)}
    texts |= export_drawings(Drawing.objects.filter(path__in=figures))
    facts = {key for text in texts.values() for key in _FACT.findall(text)}
    return texts | export_facts(Fact.objects.filter(key__in=facts))


def _course_texts(course: Course) -> Texts:
    texts = export_course(course)
    for lesson in Lesson.objects.published().filter(course=course).select_related("course", "module"):
        texts |= export_lesson(lesson)
    for handout in Handout.objects.published().filter(course=course).select_related("course"):
        texts |= export_handout(handout)
    return texts
