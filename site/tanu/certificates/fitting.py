"""Fitting words into a box of paper: names may be long and have no place to break."""

import unicodedata
from dataclasses import dataclass
from functools import cache

from reportlab.pdfbase.ttfonts import TTFont

from tanu.lib.pdf import FONTS, REGULAR

LEADING = 1.2
SMALLEST = 5.0
# The engine that sets the page must not break a line once more than we did.
_SLACK = 0.98


@dataclass(frozen=True)
class Fitted:
    """Lines of text and the size in points at which they fill their box."""

    lines: tuple[str, ...]
    size: float

    @property
    def height(self) -> float:
        return len(self.lines) * self.size * LEADING

    @property
    def points(self) -> str:
        """The size for a style sheet, with a point whatever the language."""
        return f"{self.size:g}pt"


def fit(text: str, *, width: float, height: float, largest: float) -> Fitted:
    """`text` as large as it fits into `width` by `height` points; a word longer than a line is cut."""
    words = plain(text)
    size = largest
    while True:
        fitted = Fitted(tuple(_balanced(words, width * _SLACK / size)), size)
        if fitted.height <= height or size <= SMALLEST:
            return fitted
        size -= 0.5


def plain(text: str) -> str:
    """One line in normal form, without marks that nobody sees."""
    seen = "".join(
        " " if letter.isspace() else letter
        for letter in unicodedata.normalize("NFC", text)
        if letter.isspace() or unicodedata.category(letter)[0] != "C"
    )
    return " ".join(seen.split())


def _balanced(text: str, ems: float) -> list[str]:
    """As few lines as possible, all about as long."""
    lines = _wrapped(text, ems)
    narrowest = max(map(_ems, text.split()), default=0)
    for part in range(95, 50, -5):
        if len(lines) == 1 or ems * part / 100 < narrowest:
            break
        narrower = _wrapped(text, ems * part / 100)
        if len(narrower) > len(lines):
            break
        lines = narrower
    return lines


def _wrapped(text: str, ems: float) -> list[str]:
    """Lines of at most `ems` times the size of the letters."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".lstrip()
        if _ems(longer) <= ems:
            lines[-1] = longer
            continue
        *whole, last = _cut(word, ems)
        lines += [*whole, last]
    return [line for line in lines if line]


def _cut(word: str, ems: float) -> list[str]:
    pieces = [""]
    for letter in word:
        if _ems(pieces[-1] + letter) > ems:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _ems(text: str) -> float:
    return float(_ruler().stringWidth(text, 1))


@cache
def _ruler() -> TTFont:
    return TTFont("ruler", str(FONTS / REGULAR))
