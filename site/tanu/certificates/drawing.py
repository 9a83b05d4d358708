"""A certificate on paper: one A4 page, lying, in the language chosen, with a second language small beside it."""

import io
import logging
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import reportlab.rl_config
import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override
from pypdf import PdfReader
from xhtml2pdf import pisa
from xhtml2pdf.config.resources import ResourceAccessPolicy

from tanu.certificates import thread
from tanu.certificates.fitting import FONTS, Fitted, fit, plain
from tanu.certificates.models import Certificate
from tanu.lib.languages import in_language

# The same certificate gives the same bytes, as long as the versions of the libraries stay.
reportlab.rl_config.invariant = 1
# Its warnings quote the line they are about, and the line may be a learner's name. We raise with a count instead.
logging.getLogger("xhtml2pdf").setLevel(logging.CRITICAL)

MILLIMETRE = 72 / 25.4
SECOND_LANGUAGE = {"kk": "ru", "ru": "kk", "en": "kk"}
# A thread 253 mm long.
STRANDS = 160


class CertificateNotDrawn(Exception):
    """There is no PDF now; the certificate itself is untouched."""


@dataclass(frozen=True)
class Column:
    """One of the two languages, its training's title fitted to the width of the column."""

    language: str
    training: Fitted


def draw(certificate: Certificate, language: str) -> bytes:
    """The certificate as PDF, one of `LANGUAGES` in front.

    Raises CertificateNotDrawn if a letter, a font or a picture is missing or the words do not stand on the page.
    """
    with override(language):
        page = render_to_string("certificates/certificate_pdf.html", _context(certificate, language))
    file = io.BytesIO()
    try:
        made = pisa.CreatePDF(page, dest=file, encoding="utf-8", resource_policy=_policy())
    except Exception as error:  # The engine raises whatever its parts raise.
        raise CertificateNotDrawn(f"the engine stopped: {type(error).__name__}") from None
    # A font that may not be read gives an empty page, no error and many warnings.
    if made.err or made.warn:
        raise CertificateNotDrawn(f"errors: {made.err}, warnings: {made.warn}")
    drawn = file.getvalue()
    _check(drawn, certificate)
    return drawn


def check_address(certificate: Certificate) -> str:
    """Where anybody checks it, in the language of their browser. This is what the QR code says."""
    return f"{settings.BASE_URL}/v/{certificate.serial}"


def _policy() -> ResourceAccessPolicy:
    return ResourceAccessPolicy.server(FONTS, allow_remote=False)


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


def _check(drawn: bytes, certificate: Certificate) -> None:
    pages = PdfReader(io.BytesIO(drawn)).pages
    if len(pages) != 1:
        raise CertificateNotDrawn(f"it has {len(pages)} pages")
    stands = _squeezed(pages[0].extract_text())
    for words in (certificate.serial, plain(certificate.name)):
        if _squeezed(words) not in stands:
            raise CertificateNotDrawn("the name or the code cannot be read back")


def _squeezed(text: str) -> str:
    return "".join(text.split())
