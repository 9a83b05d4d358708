"""A fact that a clinician or a lawyer has yet to check is taught only beside a note that says so."""

from collections.abc import Iterable

from tanu.courses.blocks import Awaits
from tanu.courses.files import CourseFile
from tanu.courses.lessons import LessonFile
from tanu.courses.sources import Register
from tanu.lib.places import Problems
from tanu.question_banks.files import BankFile

_KINDS = {"CLIN": ("clinical", "clinician"), "LAW": ("legal", "lawyer")}


def check_awaited(
    register: Register, courses: Iterable[CourseFile], banks: Iterable[BankFile], problems: Problems
) -> None:
    """Lessons carry an `awaits` directive for each kind of flag they cite, questions `awaits: [legal]` for the law.

    Clinical facts of a question are covered by the clinical review of its bank.
    """
    for course in courses:
        for lesson in course.lessons:
            for flag in _KINDS:
                _check_lesson(lesson, flag, register, problems)
    for bank in banks:
        for question in bank.spec.questions:
            fact = _first_flagged(question.facts, "LAW", register)
            if fact and "legal" not in question.awaits:
                message = f"{fact} must be checked by a lawyer: the question needs `awaits: [legal]`"
                problems.add(bank.path, bank.lines[question.id], message)


def _check_lesson(lesson: LessonFile, flag: str, register: Register, problems: Problems) -> None:
    fact = _first_flagged(lesson.facts, flag, register)
    if fact is None:
        return
    kind, person = _KINDS[flag]
    # Parity has compared the languages: what one lacks, all lack, and it is told once.
    prose = lesson.prose["en"]
    if kind not in {block.kind for block in prose.all(Awaits)}:
        line = prose.document.line("sources", lesson.facts.index(fact))
        message = f"{fact} must be checked by a {person}: put `::: awaits {kind}` beside the sentence"
        problems.add(prose.path, line, message)
    if getattr(prose.spec.review, kind).state == "not-needed":
        line = prose.document.line("review", kind)
        message = f"{fact} must be checked by a {person}, so the {kind} review cannot be `not-needed`"
        problems.add(prose.path, line, message)


def _first_flagged(facts: Iterable[str], flag: str, register: Register) -> str | None:
    return next((fact for fact in facts if fact in register.facts and flag in register.facts[fact].flags), None)
