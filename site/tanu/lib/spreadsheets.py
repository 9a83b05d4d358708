"""Tables as files that a spreadsheet opens."""

import csv
import io
import re
from collections.abc import Iterable

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

Cell = str | int

# What makes a spreadsheet take a text for a formula, also in its wide form. Telephone numbers begin with +, so they are
# among them. Blanks, unseen signs and quotation marks before it are no hindrance.
_SIGN = "(?=[=+@＝＋－＠-])"
_BLANK = r'[\x00-\x08\x0b\x0c\x0e-\x20"\x85\xa0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff]*'
_FIRST = re.compile(rf"[\t\r\n]|{_BLANK}{_SIGN}")
_SUSPECT = re.compile(r"[=+@＝＋－＠\t\r\n-]")
# Excel in Russian and in Kazakh parts cells at the semicolon, other programs at the tab.
_LATER = re.compile(rf"([;\t\r\n]{_BLANK}){_SIGN}")


def as_csv(rows: Iterable[Iterable[Cell]]) -> str:
    """UTF-8 text with a byte order mark, in which no cell is a formula, wherever a program parts it."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out)
    writer.writerows(map(_safe, row) for row in rows)
    return out.getvalue()


def as_xlsx(rows: Iterable[Iterable[Cell]]) -> bytes:
    """A workbook with one sheet, in which no cell is a formula; numbers stay numbers."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append([_printable(_safe(cell)) for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def harmless(text: str) -> str:
    """A text no part of which a spreadsheet takes for a formula."""
    if not _SUSPECT.search(text):
        return text
    later = _LATER.sub(r"\1'", text)
    return f"'{later}" if _FIRST.match(text) else later


def _safe(cell: Cell) -> Cell:
    return harmless(cell) if isinstance(cell, str) else cell


def _printable(cell: Cell) -> Cell:
    """Without the control characters that a workbook cannot hold."""
    return ILLEGAL_CHARACTERS_RE.sub("", cell) if isinstance(cell, str) else cell
