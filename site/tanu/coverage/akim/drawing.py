"""The paper for the akim: one A4 page in ink alone, so that it reads the same in grey."""

from typing import Any

from django.template.loader import render_to_string

from tanu.handouts.engine import for_engine
from tanu.lib.languages import current_language
from tanu.lib.pdf import FONTS, NotDrawn, draw_pdf

# Points: as large as one page allows.
SIZES = (11, 10, 9, 8, 7)


def draw_akim_paper(figures: dict[str, Any]) -> bytes:
    """In the language that is active. Raises NotDrawn."""
    for size in SIZES:
        paper = draw_pdf(for_engine(render_to_string("coverage/akim/pdf.html", _context(figures, size))))
        if len(paper.pages) == 1:
            break
    if len(paper.pages) != 1:
        raise NotDrawn(f"it has {len(paper.pages)} pages")
    if not paper.says(f"{figures['trained']} / {figures['total']}"):
        raise NotDrawn("the figure cannot be read back")
    return paper.data


def _context(figures: dict[str, Any], size: float) -> dict[str, Any]:
    return {"figures": figures, "fonts": FONTS, "language": current_language(), "size": size}
