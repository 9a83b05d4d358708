"""What a case asks of the other files: its lessons, its outcomes, questions of banks, figures."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from tanu.case_studies.files import CaseFile
from tanu.courses.blocks import Play
from tanu.courses.files import CourseFile
from tanu.lib.places import Problems
from tanu.question_banks.files import BankFile


def check_cases(
    cases: Iterable[CaseFile],
    courses: Iterable[CourseFile],
    banks: Mapping[str, tuple[BankFile, ...]],
    figures: Collection[str],
    problems: Problems,
) -> None:
    """Everything a case names is there."""
    courses, cases = list(courses), list(cases)
    _check_plays(courses, {case.id for case in cases}, problems)
    lessons = {lesson.id for course in courses for lesson in course.lessons}
    outcomes = {outcome for course in courses for outcome in course.spec.outcomes}
    questions = {
        f"{bank.spec.id}/{question.id}"
        for files in banks.values()
        for bank in files
        for question in bank.spec.questions
    }
    for case in cases:
        for path, message in _faults(case, lessons, outcomes, questions):
            problems.add(case.graph_path, case.document.line(*path), message)
        for prose in case.prose.values():
            for scene in prose.scenes.values():
                for block in scene.blocks:
                    if block.kind == "figure" and block.what not in figures:
                        problems.add(prose.path, block.line, f"there is no figure `{block.what}` in media/")


def _check_plays(courses: Iterable[CourseFile], known: Collection[str], problems: Problems) -> None:
    for course in courses:
        for lesson in course.lessons:
            for prose in lesson.prose.values():
                for block in prose.all(Play):
                    if block.case not in known:
                        problems.add(prose.path, block.line, f"there is no case `{block.case}` in case_studies/")


def _faults(
    case: CaseFile, lessons: Collection[str], outcomes: Collection[str], questions: Collection[str]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    spec = case.spec
    if spec.instead not in lessons:
        yield ("instead",), f"there is no lesson `{spec.instead}`"
    for place, lesson in enumerate(spec.lessons):
        if lesson not in lessons:
            yield ("lessons", place), f"there is no lesson `{lesson}`"
    for outcome in spec.outcomes:
        if outcome not in outcomes:
            yield ("outcomes",), f"`{outcome}` is an outcome of no course"
    for number, scene in enumerate(spec.scenes):
        if scene.question and scene.question not in questions:
            yield ("scenes", number, "question"), f"there is no question `{scene.question}` in question_banks/"
