"""Tables as files that a spreadsheet opens."""

import csv
import io
from collections.abc import Iterable

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

Cell = str | int

# What makes a spreadsheet take a text for a formula. Telephone numbers begin with +, so they are among them.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_csv(rows: Iterable[Iterable[Cell]]) -> str:
    """UTF-8 text with a byte order mark, in which no cell is a formula."""
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
    """A text that no spreadsheet takes for a formula."""
    return str(_safe(text))


def _safe(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _printable(cell: Cell) -> Cell:
    """Without the control characters that a workbook cannot hold."""
    return ILLEGAL_CHARACTERS_RE.sub("", cell) if isinstance(cell, str) else cell
