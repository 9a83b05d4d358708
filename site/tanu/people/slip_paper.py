"""Sign-in slips on paper: A4 sheets, some slips on each, to be cut apart and given to each person alone."""

from dataclasses import dataclass

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from tanu.lib.pdf import FONTS, NotDrawn, draw_pdf, squeezed, unprintable
from tanu.people.secret_signs import grouped
from tanu.people.slips import PrintedSlip

ON_A_SHEET = 4
# Points; the largest at which every slip stands on its sheet.
_SIZES = (10, 9, 8, 7)
# A mail address is longer than the column is wide.
_SIGNS_IN_A_LINE = 26


@dataclass(frozen=True)
class Drawn:
    """A slip as the page shows it, in the person's language."""

    slip: PrintedSlip
    language: str
    name: str
    sign_in_name: list[str]
    place: str
    secret: str
    address: str
    qr: str


def draw_slips(slips: list[PrintedSlip]) -> bytes:
    """Raises NotDrawn if a slip cannot be read back whole from one sheet."""
    drawn = [_drawn(slip) for slip in slips]
    sheets = [drawn[start : start + ON_A_SHEET] for start in range(0, len(drawn), ON_A_SHEET)]
    for size in _SIZES:
        paper = draw_pdf(render_to_string("people/slips_pdf.html", {"sheets": sheets, "fonts": FONTS, "size": size}))
        if len(paper.pages) == len(sheets):
            break
    for number, sheet in enumerate(sheets):
        words = squeezed("".join(paper.pages[number : number + 1]))
        if not all(one.secret in words and squeezed(one.slip.name) in words for one in sheet):
            raise NotDrawn("a slip cannot be read back")
    if len(paper.pages) != len(sheets):
        raise NotDrawn(f"{len(sheets)} sheets became {len(paper.pages)}")
    return paper.data


def _drawn(slip: PrintedSlip) -> Drawn:
    language = slip.person.language
    with override(language):
        address = settings.BASE_URL + reverse("people:sign_in")
    return Drawn(
        slip,
        language,
        _printable(slip.person.full_name),
        [slip.name[start : start + _SIGNS_IN_A_LINE] for start in range(0, len(slip.name), _SIGNS_IN_A_LINE)],
        _printable(slip.place),
        grouped(slip.secret),
        address.partition("://")[2],
        segno.make(address, error="m").png_data_uri(scale=6, border=0),
    )


def _printable(text: str) -> str:
    """A sign that our font lacks must not keep a whole school from signing in."""
    return "".join("?" if sign in unprintable(text) else sign for sign in text)
