"""A table that somebody sent, CSV or XLSX: hostile until shown otherwise. Reading it changes nothing."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop

from tanu.lib.sentences import Sentence

LIMIT_BYTES = 20_000_000
LIMIT_ROWS = 60_000
LIMIT_COLUMNS = 40
# Empty cells included: programs write them by the hundred where a whole row was coloured.
LIMIT_CELLS_IN_ROW = 1_000
# Of a row, all its cells together.
LIMIT_SIGNS = 4_000
# Rows that hold nothing between two that do.
_LIMIT_GAP = LIMIT_ROWS * 2
_XLSX = b"PK\x03\x04"
_OLD_XLS = b"\xd0\xcf\x11\xe0"
_FORMULA = ("=", "@")
# As our own exports set it before a telephone number, and before a second one after a semicolon.
_OUR_TICK = re.compile(r"(?:^|(?<=;)|(?<=; ))'(?=[+-])")

Cell = str | date
Line = tuple[int, list[Cell]]


@dataclass(frozen=True)
class SheetProblem:
    """What is wrong, at which row of the file and in which column, if in one."""

    line: int
    message: str
    column: str = ""


class SheetRefused(ValueError):
    """The file as a whole cannot be read."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.problem = SheetProblem(line, message)


@dataclass
class Sheet:
    """The heading and the rows that hold something, with their numbers in the file."""

    headings: list[str]
    lines: list[Line] = field(default_factory=list)
    problems: list[SheetProblem] = field(default_factory=list)


def read_sheet(data: bytes, *, limit_rows: int = LIMIT_ROWS) -> Sheet:
    """Cells are clean text or days. Formulas are problems of the sheet; what is no table raises SheetRefused."""
    from tanu.institutions.sheets_csv import csv_lines
    from tanu.institutions.sheets_xlsx import xlsx_lines

    if len(data) > LIMIT_BYTES:
        limit = gettext_noop("The file is larger than %(limit)s MB. Nothing was read. Send it in parts.")
        raise SheetRefused(1, Sentence(limit, limit=LIMIT_BYTES // 1_000_000))
    if data.startswith(_OLD_XLS):
        old = gettext_noop("This is an old or a protected Excel file. Save it as XLSX without a password.")
        raise SheetRefused(1, Sentence(old))
    lines = xlsx_lines(data, limit_rows) if data.startswith(_XLSX) else csv_lines(data)
    return _gather(lines, limit_rows)


def _gather(lines: Iterable[tuple[int, list[Any]]], limit_rows: int) -> Sheet:
    sheet: Sheet | None = None
    for number, raw in lines:
        _refuse_immense(number, raw)
        cells = _without_empty_end(raw)
        if not cells:
            continue
        if len(cells) > LIMIT_COLUMNS:
            raise too_wide(number)
        if sheet is None:
            sheet = Sheet([str(cell) for cell in cells])
            continue
        if len(sheet.lines) == limit_rows:
            long = gettext_noop("The file has more than %(limit)s rows. Nothing was taken in. Send it in parts.")
            raise SheetRefused(number, Sentence(long, limit=limit_rows))
        _note_formulas(sheet, number, cells)
        if len(cells) > len(sheet.headings):
            more = gettext_noop("The row has more cells than the heading.")
            sheet.problems.append(SheetProblem(number, Sentence(more)))
            continue
        sheet.lines.append((number, cells + [""] * (len(sheet.headings) - len(cells))))
    if sheet is None:
        raise SheetRefused(1, Sentence(gettext_noop("The file is empty.")))
    return sheet


def _refuse_immense(number: int, raw: list[Any]) -> None:
    if number > _LIMIT_GAP:
        said = gettext_noop("Something stands beyond row %(limit)s. Clear what is below the roster.")
        raise SheetRefused(number, Sentence(said, limit=_LIMIT_GAP))
    if sum([len(cell) for cell in raw if isinstance(cell, str)]) > LIMIT_SIGNS:
        long = gettext_noop(
            "The row holds more than %(limit)s signs. Shorten what stands in it and send the file again."
        )
        raise SheetRefused(number, Sentence(long, limit=LIMIT_SIGNS))


def too_wide(number: int) -> SheetRefused:
    wide = gettext_noop("The row has more than %(limit)s columns. A roster has fifteen.")
    return SheetRefused(number, Sentence(wide, limit=LIMIT_COLUMNS))


def too_many_cells(number: int) -> SheetRefused:
    many = gettext_noop(
        "The row has more than %(limit)s cells, empty ones included. "
        "Delete the columns to the right of the table and send the file again."
    )
    return SheetRefused(number, Sentence(many, limit=LIMIT_CELLS_IN_ROW))


def _note_formulas(sheet: Sheet, number: int, cells: list[Cell]) -> None:
    for place, cell in enumerate(cells):
        if isinstance(cell, str) and cell.startswith(_FORMULA):
            said = gettext_noop("Cell %(cell)s holds a formula. Put its value there instead.")
            sheet.problems.append(SheetProblem(number, Sentence(said, cell=f"{letters(place)}{number}")))
            cells[place] = ""


def _without_empty_end(raw: list[Any]) -> list[Cell]:
    cells = [clean(value) for value in raw]
    while cells and cells[-1] == "":
        cells.pop()
    return cells


def clean(value: Any) -> Cell:
    """A day, or text in NFC without spaces to spare. A tick that our own exports set is dropped."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value
    text = value if value.isascii() else unicodedata.normalize("NFC", value)
    text = " ".join(text.split())
    return _OUR_TICK.sub("", text) if "'" in text else text


def letters(place: int) -> str:
    """The name of a column: 0 is A, 26 is AA."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name
