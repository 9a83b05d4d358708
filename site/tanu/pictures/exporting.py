"""From the rows of drawings back to their files."""

from collections.abc import Iterable

from tanu.pictures.files import Credit
from tanu.pictures.models import Drawing
from tanu.pictures.writing import CREDITS, credits_text


def export_drawings(drawings: Iterable[Drawing]) -> dict[str, str]:
    """Path under the content root to text: each drawing, and one file with all their credits."""
    rows = list(drawings)
    credits = {row.path: credit_of(row) for row in rows}
    return {**{f"media/{row.path}": row.svg for row in rows}, CREDITS: credits_text(credits)}


def credit_of(drawing: Drawing) -> Credit:
    return Credit(drawn_by=drawing.drawn_by, licence=drawing.licence, checked=drawing.checked)
