"""Handouts and the papers of an institution as PDF, A4, in the language that is active."""

import hashlib
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from tanu.handouts.engine import for_engine
from tanu.handouts.models import Handout
from tanu.handouts.papers import Papers
from tanu.handouts.reading import Reading
from tanu.institutions.help_lines import help_lines
from tanu.lib.languages import current_language
from tanu.lib.pdf import FONTS, NotDrawn, Paper, draw_pdf, svg_address
from tanu.people.models import Person

# Points. An aid is set as large as its one page allows.
SIZES = (11, 10.5, 10, 9.5, 9, 8.5, 8)
PROTOCOL_SIZES = (10, 9.5, 9)
POSTER_SIZES = (24, 22, 20, 18, 16, 14)


def handout_pdf(reading: Reading, person: Person) -> bytes:
    """Raises NotDrawn. What names nobody is drawn once and kept under the hash of its page."""
    if reading.names_people:
        return _drawn_handout(reading, person).data
    page = _handout_page(reading, person, SIZES[0])
    kept = _kept(page)
    if not kept.exists():
        _keep(kept, _drawn_handout(reading, person).data)
    return kept.read_bytes()


def protocol_pdf(papers: Papers) -> bytes:
    """The written referral protocol, on two sheets unless names are very long. Raises NotDrawn."""
    paper = _on_sheets(2, [_page("handouts/protocol_pdf.html", papers=papers, size=size) for size in PROTOCOL_SIZES])
    if not paper.says(papers.name):
        raise NotDrawn("the name of the institution cannot be read back")
    return paper.data


def poster_pdf(papers: Papers) -> bytes:
    """'Whom do we call', on one page. Raises NotDrawn."""
    paper = _on_sheets(1, [_page("handouts/poster_pdf.html", papers=papers, size=size) for size in POSTER_SIZES])
    if len(paper.pages) != 1 or not all(paper.says(line.number) for line in papers.lines):
        raise NotDrawn("the numbers do not stand on one page")
    return paper.data


def _drawn_handout(reading: Reading, person: Person) -> Paper:
    is_aid = reading.handout.kind == Handout.Kind.AID
    paper = _on_sheets(1, [_handout_page(reading, person, size) for size in (SIZES if is_aid else SIZES[:1])])
    if not paper.says(reading.document["title"]):
        raise NotDrawn("the title cannot be read back")
    return paper


def _on_sheets(most: int, pages: list[str]) -> Paper:
    """The first of `pages`, largest letters first, that fits so many sheets; the last if none does."""
    for page in pages:
        paper = draw_pdf(page)
        if len(paper.pages) <= most:
            break
    return paper


def _handout_page(reading: Reading, person: Person, size: float) -> str:
    parts = [
        part | {"image": svg_address(part["drawing"])} if part["kind"] == "figure" else part
        for part in reading.document["parts"]
    ]
    return _page("handouts/handout_pdf.html", reading=reading, parts=parts, lines=help_lines(), user=person, size=size)


def _page(template: str, **context: Any) -> str:
    context |= {"fonts": FONTS, "language": current_language(), "on_paper": True}
    return for_engine(render_to_string(template, context))


def _kept(page: str) -> Path:
    name = hashlib.sha256(f"{version('xhtml2pdf')} {version('reportlab')} {page}".encode()).hexdigest()
    return Path(settings.VAR) / "handouts" / f"{name}.pdf"


def _keep(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, delete=False) as own:
        own.write(data)
    Path(own.name).replace(path)
