"""Paper: a page of our own HTML as PDF, read back before anybody gets it.

Fonts are ours and have every Kazakh letter. The page may name files of the fonts' folder and data addresses, nothing
else; a figure is drawn from its SVG with the colours set (`lib.svg.printed_svg`).
"""

import base64
import io
import logging
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import reportlab.rl_config
import ttf_opensans
from pypdf import PdfReader
from reportlab.pdfbase.ttfonts import TTFont
from xhtml2pdf import pisa
from xhtml2pdf.config.resources import ResourceAccessPolicy

FONTS = Path(ttf_opensans.__file__).parent / "ttf"
REGULAR = "OpenSans-Regular.ttf"
# The same page gives the same bytes, as long as the versions of the libraries stay.
reportlab.rl_config.invariant = 1
# Its warnings quote the line they are about, and the line may be a learner's name. We raise with a count instead.
logging.getLogger("xhtml2pdf").setLevel(logging.CRITICAL)


class NotDrawn(Exception):
    """There is no PDF now; whatever it would have shown is untouched."""


@dataclass(frozen=True)
class Paper:
    """A PDF and the words on each of its pages."""

    data: bytes
    pages: tuple[str, ...]

    def says(self, words: str) -> bool:
        """Whether these words stand on it, wherever its lines break."""
        return squeezed(words) in squeezed("".join(self.pages))


def draw_pdf(page: str) -> Paper:
    """`page`, HTML with its own style, as PDF.

    Raises NotDrawn if a letter, a font or a picture is missing.
    """
    file = io.BytesIO()
    try:
        made = pisa.CreatePDF(page, dest=file, encoding="utf-8", resource_policy=_policy())
    except Exception as error:  # The engine raises whatever its parts raise.
        raise NotDrawn(f"the engine stopped: {type(error).__name__}") from None
    # A font that may not be read gives an empty page, no error and many warnings.
    if made.err or made.warn:
        raise NotDrawn(f"errors: {made.err}, warnings: {made.warn}")
    data = file.getvalue()
    return Paper(data, tuple(sheet.extract_text() for sheet in PdfReader(io.BytesIO(data)).pages))


def svg_address(svg: str) -> str:
    """A drawing as the address of an image."""
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode('ascii')}"


def unprintable(text: str) -> set[str]:
    """The signs in `text` that our font lacks: with one of them nothing is drawn."""
    return {sign for sign in text if not sign.isspace() and ord(sign) not in _glyphs()}


def squeezed(text: str) -> str:
    """Without blanks: where lines break is the engine's affair."""
    return "".join(text.split())


def _policy() -> ResourceAccessPolicy:
    return ResourceAccessPolicy.server(FONTS, allow_remote=False)


@cache
def _glyphs() -> frozenset[int]:
    return frozenset(TTFont("glyphs", str(FONTS / REGULAR)).face.charToGlyph)
