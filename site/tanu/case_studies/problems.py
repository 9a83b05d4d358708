"""What is wrong with a draft, said where its editor looks: at a scene, not at a line of a file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import ValidationError as ShapeError

from tanu.case_studies.checking import Measures
from tanu.case_studies.models import Case
from tanu.case_studies.validation import read_row
from tanu.case_studies.writing import FOLDER, case_texts
from tanu.lib.languages import FULL_NAMES
from tanu.lib.places import Problem
from tanu.lib.sentences import spoken

_PLACE = re.compile(r"- id: (?P<scene>\S+)|## (?P<told>[a-z0-9-]+) \| |## |remarks:$")
_LANGUAGE = re.compile(r"prose\.(?P<language>\w+)\.md")


@dataclass(frozen=True)
class Told:
    """A problem; `scene` is empty where it belongs to none, `language` where it belongs to all."""

    message: str
    scene: str = ""
    language: str = ""

    def __str__(self) -> str:
        place = ", ".join(part for part in (self.scene, FULL_NAMES.get(self.language, "")) if part)
        return f"{place}: {self.message}" if place else self.message


def told(case: Case) -> list[Told]:
    """Everything wrong with the row, in the reader's language."""
    return told_and_measured(case)[0]


def told_and_measured(case: Case) -> tuple[list[Told], Measures | None]:
    """As `told`, and what the ways come to; no measures while the texts cannot be read or the graph stops a player."""
    texts = _texts(case)
    file, problems = read_row(case)
    return [_told(problem, texts) for problem in problems], file.survey.measures if file else None


def _texts(case: Case) -> Mapping[str, list[str]]:
    """The lines of what would be exported, by the paths that problems have; nothing while it cannot be."""
    try:
        texts = case_texts(case.spec, case.words)
    except (ShapeError, KeyError):
        return {}
    return {path.removeprefix(f"{FOLDER}/"): text.split("\n") for path, text in texts.items()}


def _told(problem: Problem, texts: Mapping[str, list[str]]) -> Told:
    found = _LANGUAGE.search(problem.path)
    lines = texts.get(problem.path, [])[: problem.line]
    return Told(spoken(problem.message), _scene_at(lines), found["language"] if found else "")


def _scene_at(lines: list[str]) -> str:
    """The scene in which the last of `lines` stands, if it stands in one."""
    place = next((found for line in reversed(lines) if (found := _PLACE.match(line))), None)
    return (place["scene"] or place["told"] or "") if place else ""
