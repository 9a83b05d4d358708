"""The paper version of a case and the facilitator's notes as PDF, A4, each drawn once."""

import hashlib
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override

from tanu.case_studies.models import CaseEdition
from tanu.case_studies.paper_sheets import BOXES, Sheets
from tanu.case_studies.registry import sources
from tanu.lib.pdf import FONTS, NotDrawn, draw_pdf

FOLDER = "paper_cases"
_STEPS = 20


def paper_pdf(edition: CaseEdition, language: str) -> bytes:
    """The case to play on paper. Raises NotDrawn."""
    return _drawn_once(edition, language, "case_studies/paper_pdf.html", _paper)


def notes_pdf(edition: CaseEdition, language: str) -> bytes:
    """For whoever leads the play. Raises NotDrawn."""
    return _drawn_once(edition, language, "case_studies/notes_pdf.html", _notes)


def _paper(sheets: Sheets) -> dict[str, Any]:
    score = sheets.paper.case.score
    facts = [fact for points in (score.critical, score.forbidden) for of_point in points.values() for fact in of_point]
    return {
        "rows": sheets.rows(),
        "boxes": range(BOXES),
        "steps": range(_STEPS),
        "parts": sheets.parts(),
        "keys": sheets.keys(),
        "critical": sheets.points("critical"),
        "forbidden": sheets.points("forbidden"),
        "score": score,
        "passing": sheets.passing_ends(),
        "feedback": sheets.feedback(),
        "remarks": sheets.remarks(),
        "must_visit": sheets.paper.of_kind("must-visit"),
        "must_avoid": sheets.paper.of_kind("must-avoid"),
        "expert_way": sheets.expert_way(),
        "sources": sources(facts),
    }


def _notes(sheets: Sheets) -> dict[str, Any]:
    lines = sheets.words["notes"]["facilitator"]
    return {
        "lines": lines,
        "questions": [line for key, line in lines.items() if key.startswith("discuss-")],
        "parts": sheets.parts(),
        "keys": sheets.keys(),
        "critical": sheets.points("critical"),
        "forbidden": sheets.points("forbidden"),
        "expert_way": sheets.expert_way(),
        "limits": sheets.limits(),
    }


def _drawn_once(edition: CaseEdition, language: str, template: str, more: Callable[[Sheets], dict[str, Any]]) -> bytes:
    """What the same edition says in the same words is the same file."""
    with override(language):
        sheets = Sheets.of(edition, language)
        context = {"front": sheets.front, "case": edition.spec, "edition": edition, **more(sheets)}
        page = render_to_string(template, {**context, "fonts": FONTS, "language": language})
    kept = _kept(page)
    if not kept.exists():
        _keep(kept, _drawn(page, sheets))
    return kept.read_bytes()


def _drawn(page: str, sheets: Sheets) -> bytes:
    paper = draw_pdf(page)
    if not paper.says(sheets.front["title"]):
        raise NotDrawn("the title cannot be read back")
    return paper.data


def _kept(page: str) -> Path:
    name = hashlib.sha256(f"{version('xhtml2pdf')} {version('reportlab')} {page}".encode()).hexdigest()
    return Path(settings.VAR) / FOLDER / f"{name}.pdf"


def _keep(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, delete=False) as own:
        own.write(data)
    Path(own.name).replace(path)
