"""The rules of the files, kept in the admin: a case is written as its files would be and read as files are read."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_noop
from pydantic import ValidationError as ShapeError

from tanu.case_studies.files import CaseFile, read_texts
from tanu.case_studies.registry import unknown_facts, unknown_lessons, unknown_questions
from tanu.case_studies.writing import FOLDER, case_texts
from tanu.lib.places import Problem, Problems
from tanu.lib.sentences import Sentence
from tanu.lib.specs import spoken_fault

if TYPE_CHECKING:
    from tanu.case_studies.models import Case

_NO_WORDS = gettext_noop("the words of `%(id)s` are missing")


def validate_case(case: "Case") -> None:
    """Raises Django's ValidationError with every fault, in the words of the checker."""
    if faults := [str(problem) for problem in problems_of(case)]:
        raise ValidationError(faults)


def problems_of(case: "Case") -> list[Problem]:
    """Everything wrong with the row, as if it were files; places are lines of what would be exported."""
    return read_row(case)[1]


def read_row(case: "Case") -> tuple[CaseFile | None, list[Problem]]:
    try:
        texts = case_texts(case.spec, case.words)
    except ShapeError as error:
        faults = [f"{'.'.join(map(str, fault['loc']))}: {spoken_fault(fault)}" for fault in error.errors()]
        return None, [Problem("case.yaml", 1, fault) for fault in faults]
    except KeyError as missing:
        return None, [Problem("prose", 1, Sentence(_NO_WORDS, id=missing.args[0]))]
    root = Path(FOLDER)
    problems = Problems(root)
    by_name = {path.rpartition("/")[2]: text for path, text in texts.items()}
    file = read_texts(root / case.key, by_name, problems)
    for fault in _unknown(case):
        problems.add(root / case.key / "case.yaml", 1, fault)
    return file, list(problems)


def _unknown(case: "Case") -> Iterator[str]:
    spec = case.spec
    yield from unknown_facts(spec.facts)
    yield from unknown_lessons([spec.instead, *spec.lessons])
    yield from unknown_questions([scene.question for scene in spec.scenes if scene.question])
