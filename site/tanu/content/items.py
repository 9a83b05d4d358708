"""What is loaded, exported and kept as a whole: fact, drawing, file of questions, case, course, lesson, handout.

Texts are in canonical form, so that equal content has equal bytes whoever wrote it and however it was typed.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import Model

from tanu.case_studies.loading import export_case, load_case
from tanu.case_studies.models import Case
from tanu.case_studies.publishing import retire as retire_case
from tanu.case_studies.writing import case_texts
from tanu.content.fragments import fragment
from tanu.content.walk import Library
from tanu.courses.exporting import export_course, export_lesson, fact_spec
from tanu.courses.files import CourseFile
from tanu.courses.lessons import LessonFile
from tanu.courses.loading import load_course, load_facts, load_lesson
from tanu.courses.models import Course, Fact, Lesson
from tanu.courses.publishing import retire
from tanu.courses.writing import REGISTER, course_texts, fact_text, lesson_texts
from tanu.handouts.exporting import export_handout
from tanu.handouts.loading import load_handout, retire_handout
from tanu.handouts.models import Handout
from tanu.handouts.writing import handout_texts
from tanu.lib.yaml_writer import write_yaml
from tanu.pictures.exporting import credit_of
from tanu.pictures.loading import load_drawings
from tanu.pictures.models import Drawing
from tanu.pictures.writing import CREDITS
from tanu.question_banks.exporting import export_section
from tanu.question_banks.loading import load_section, retire_section
from tanu.question_banks.models import Section
from tanu.question_banks.writing import section_text

# Path under the content root to text; `path#entry` is one entry of a file that many items share.
Texts = dict[str, str]


@dataclass(frozen=True)
class Item:
    """An item as the files have it."""

    kind: str
    key: str
    texts: Texts
    load: Callable[[], object]


@dataclass(frozen=True)
class Kind:
    """One sort of item in the database. `parts` are the rows and pages whose drafts keep it from being overwritten."""

    find: Callable[[str], Any]
    export: Callable[[Any], Texts]
    parts: Callable[[Any], list[Any]]
    retire: Callable[[Any], object]

    def texts(self, key: str) -> Texts:
        """What would be exported; empty if there is no such item in use."""
        found = self.find(key)
        return self.export(found) if found else {}

    def is_in_work(self, key: str) -> bool:
        """Whether anybody has a draft, a schedule or a running workflow for it."""
        found = self.find(key)
        return bool(found) and any(_is_in_work(part) for part in self.parts(found))


def items(library: Library) -> Iterator[Item]:
    """Everything in `library`, each after what it rests on."""
    for key, fact in library.register.facts.items() if library.register else ():
        texts = {fragment(REGISTER, key): fact_text(key, fact)}
        yield Item("fact", key, texts, partial(load_facts, {key: fact}))
    for path, figure in library.figures.items():
        credit = write_yaml({path: figure.credit.model_dump()})
        texts = {f"media/{path}": figure.file.text, fragment(CREDITS, path): credit}
        yield Item("drawing", path, texts, partial(load_drawings, {path: figure}))
    for bank, files in library.banks.items():
        for file in files:
            texts = {f"question_banks/{bank}/{file.path.name}": section_text(file.spec)}
            yield Item("questions", file.spec.id, texts, partial(load_section, bank, file))
    for case in library.cases:
        yield Item("case", case.id, case_texts(case.spec, case.words), partial(load_case, case))
    for course in library.courses:
        yield Item("course", course.spec.id, course_texts(course), partial(load_course, course))
        for lesson in course.lessons:
            yield Item("lesson", lesson.id, lesson_texts(lesson), partial(_load_lesson, course, lesson))
    for handout in library.handouts:
        yield Item("handout", handout.id, handout_texts(handout), partial(load_handout, handout))


def _load_lesson(course: CourseFile, lesson: LessonFile) -> None:
    load_lesson(Course.objects.get(key=course.spec.id), lesson)


def _drawing_texts(drawing: Drawing) -> Texts:
    credit = write_yaml({drawing.path: credit_of(drawing).model_dump()})
    return {f"media/{drawing.path}": drawing.svg, fragment(CREDITS, drawing.path): credit}


def _fact_texts(fact: Fact) -> Texts:
    return {fragment(REGISTER, fact.key): fact_text(fact.key, fact_spec(fact))}


def _section_texts(section: Section) -> Texts:
    return export_section(section) if section.questions.in_use().exists() else {}


def _questions(section: Section) -> list[Any]:
    return list(section.questions.all())


def _handout_texts(handout: Handout) -> Texts:
    return {} if handout.retired_on else export_handout(handout)


def _lesson_parts(lesson: Lesson) -> list[Any]:
    questions = [check.question for check in lesson.checks.select_related("question__bank")]
    return [lesson, *lesson.pages.all(), *(question for question in questions if question.bank.is_for_lessons)]


def _finder(rows: Any, field: str = "key") -> Callable[[str], Model | None]:
    return lambda key: rows.filter(**{field: key}).first()


def _is_in_work(thing: Any) -> bool:
    return bool(thing.has_unpublished_changes or thing.scheduled_revision or thing.current_workflow_state)


KINDS = {
    "fact": Kind(_finder(Fact.objects), _fact_texts, lambda fact: [fact], lambda fact: fact.delete()),
    "drawing": Kind(_finder(Drawing.objects, "path"), _drawing_texts, lambda row: [row], lambda row: row.delete()),
    "questions": Kind(_finder(Section.objects), _section_texts, _questions, retire_section),
    "case": Kind(_finder(Case.objects), export_case, lambda case: [case], retire_case),
    "course": Kind(_finder(Course.objects), export_course, lambda course: [course], retire),
    "lesson": Kind(_finder(Lesson.objects), export_lesson, _lesson_parts, retire),
    "handout": Kind(_finder(Handout.objects), _handout_texts, lambda handout: [], retire_handout),
}
