"""The small case as text files, and how to spoil them."""

from pathlib import Path
from typing import Any

from tanu.case_studies.files import CaseFile, read_texts
from tanu.case_studies.writing import FOLDER, case_texts
from tanu.lib.places import Problem, Problems
from tests.case_studies.cases import spec, words_for

GRAPH = "case.yaml"


def texts_of(**changes: Any) -> dict[str, str]:
    """The four files of the small case by their names."""
    case = spec(**changes)
    return {path.rpartition("/")[2]: text for path, text in case_texts(case, words_for(case)).items()}


def spoil(texts: dict[str, str], name: str, old: str, new: str) -> int:
    """Puts `new` in the place of the first `old`; returns the line where it stands."""
    place = texts[name].index(old)
    texts[name] = texts[name].replace(old, new, 1)
    return texts[name][:place].count("\n") + 1


def read(texts: dict[str, str], slug: str = "two-doors") -> tuple[CaseFile | None, list[Problem]]:
    problems = Problems(Path(FOLDER))
    return read_texts(Path(FOLDER) / slug, texts, problems), list(problems)
