"""A certificate on paper: one A4 page, lying, in the language chosen, with a second language small beside it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override

from tanu.certificates import thread
from tanu.certificates.fitting import Fitted, fit, plain
from tanu.certificates.models import Certificate
from tanu.lib.languages import in_language
from tanu.lib.pdf import FONTS, NotDrawn, draw_pdf

MILLIMETRE = 72 / 25.4
SECOND_LANGUAGE = {"kk": "ru", "ru": "kk", "en": "kk"}
# A thread 253 mm long.
STRANDS = 160


@dataclass(frozen=True)
class Column:
    """One of the two languages, its training's title fitted to the width of the column."""

    language: str
    training: Fitted


def draw(certificate: Certificate, language: str) -> bytes:
    """The certificate as PDF, one of `LANGUAGES` in front.

    Raises NotDrawn if a letter, a font or a picture is missing or the words do not stand on the page.
    """
    with override(language):
        page = render_to_string("certificates/certificate_pdf.html", _context(certificate, language))
    paper = draw_pdf(page)
    if len(paper.pages) != 1:
        raise NotDrawn(f"it has {len(paper.pages)} pages")
    if not (paper.says(certificate.serial) and paper.says(plain(certificate.name))):
        raise NotDrawn("the name or the code cannot be read back")
    return paper.data


def check_address(certificate: Certificate) -> str:
    """Where anybody checks it, in the language of their browser. This is what the QR code says."""
    return f"{settings.BASE_URL}/v/{certificate.serial}"


def _context(certificate: Certificate, language: str) -> dict[str, Any]:
    facts = certificate.facts
    address = check_address(certificate)
    return {
        "certificate": certificate,
        "facts": facts,
        "hours": Decimal(facts["hours"]),
        "name": _fit_mm(certificate.name, 253, 25, 44),
        "place": _fit_mm(certificate.place, 253, 12, 14),
        "columns": _columns(facts["training"], language),
        "address": address.partition("://")[2],
        "fonts": FONTS,
        "qr": segno.make(address, error="m").png_data_uri(scale=10, border=0, dark="#1a1020"),
        "thread": thread.twisted(STRANDS),
        "mark_thread": thread.twisted(12),
        "stitch": thread.basted(24),
    }


def _columns(training: dict[str, str], language: str) -> list[Column]:
    second = SECOND_LANGUAGE[language]
    return [
        Column(language, _fit_mm(in_language(training, language), 128, 15, 17)),
        Column(second, _fit_mm(in_language(training, second), 110, 15, 12)),
    ]


def _fit_mm(text: str, width: float, height: float, largest: float) -> Fitted:
    return fit(text, width=width * MILLIMETRE, height=height * MILLIMETRE, largest=largest)
