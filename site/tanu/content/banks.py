"""What a course asks of the question banks: its tests, and the questions its lessons practise."""

from collections import Counter
from collections.abc import Iterable, Mapping

from tanu.courses.blocks import Practise
from tanu.courses.files import CourseFile
from tanu.lib.places import Problems
from tanu.question_banks.files import BankFile

Banks = Mapping[str, tuple[BankFile, ...]]


def check_banks(courses: Iterable[CourseFile], banks: Banks, problems: Problems) -> None:
    """Every bank a course names is there and has the questions it needs."""
    courses = list(courses)
    tested = {test.bank for course in courses for test in (course.spec.test, course.spec.before) if test}
    for course in courses:
        _check_test(course, banks, problems)
        _check_before(course, banks, problems)
        _check_practices(course, banks, tested, problems)


def _check_test(course: CourseFile, banks: Banks, problems: Problems) -> None:
    test = course.spec.test
    counts = _counts(course, "test", test.bank, banks, problems)
    if counts is None:
        return
    for place, outcome in enumerate(course.spec.outcomes):
        if counts[outcome] < test.draw:
            line = course.document.line("outcomes", place)
            message = f"`{outcome}` has {counts[outcome]} questions in the bank; the test draws {test.draw}"
            problems.add(course.path, line, message)


def _check_before(course: CourseFile, banks: Banks, problems: Problems) -> None:
    before = course.spec.before
    if before is None:
        return
    line = course.document.line("before", "bank")
    if before.bank == course.spec.test.bank:
        problems.add(course.path, line, "the test before the course needs a bank of its own")
        return
    counts = _counts(course, "before", before.bank, banks, problems)
    if counts is None:
        return
    for outcome in course.spec.outcomes:
        if counts[outcome] != 1:
            message = f"`{outcome}` has {counts[outcome]} questions in the bank; everybody is asked the same one"
            problems.add(course.path, line, message)


def _check_practices(course: CourseFile, banks: Banks, tested: set[str], problems: Problems) -> None:
    folders = {
        f"{bank.spec.id}/{question.id}": folder
        for folder, files in banks.items()
        for bank in files
        for question in bank.spec.questions
    }
    for lesson in course.lessons:
        for prose in lesson.prose.values():
            for block in prose.all(Practise):
                if block.question not in folders:
                    problems.add(prose.path, block.line, f"there is no question `{block.question}` in question_banks/")
                elif folders[block.question] in tested:
                    problems.add(prose.path, block.line, f"`{block.question}` is asked in a test: practise another")


def _counts(course: CourseFile, key: str, name: str, banks: Banks, problems: Problems) -> Counter[str] | None:
    """How many questions the bank has for each outcome; None if there is no such bank."""
    if name not in banks:
        problems.add(course.path, course.document.line(key, "bank"), f"there is no folder question_banks/{name}")
        return None
    for bank in banks[name]:
        for outcome in bank.spec.outcomes.keys() - set(course.spec.outcomes):
            problems.add(bank.path, 1, f"the outcome `{outcome}` is not among those of {course.spec.id}")
    return Counter(question.outcome for bank in banks[name] for question in bank.spec.questions)
