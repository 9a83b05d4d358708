"""Rows of the first sheet of an XLSX file, read piece by piece: a bound is met before what exceeds it is held."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext_noop
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel, from_ISO8601

from tanu.institutions.sheets import LIMIT_CELLS_IN_ROW, LIMIT_COLUMNS, SheetRefused, letters, too_many_cells, too_wide
from tanu.institutions.sheets_xlsx_book import Book, open_book
from tanu.institutions.sheets_xlsx_parts import Part, Parts
from tanu.lib.sentences import Sentence

_COLUMNS = {letters(place): place + 1 for place in range(LIMIT_CELLS_IN_ROW)}
_DIGITS = "0123456789"
# Of any sheet there is.
_LAST_ROW = 1_048_576


def xlsx_lines(data: bytes, limit_rows: int) -> Iterator[tuple[int, list[Any]]]:
    """Every row with its number; a formula is a text that begins with its sign. Raises SheetRefused."""
    try:
        parts = Parts(data, limit_rows)
        rows = _Rows(open_book(parts))
        for _ in parts.read(rows.book.sheet, rows):
            yield from rows.finished()
    except SheetRefused:
        raise
    except Exception:  # Whatever a broken or hostile file makes the reader say.
        said = gettext_noop("This XLSX file cannot be read. Open it, save it anew as XLSX and send it again.")
        raise SheetRefused(1, Sentence(said)) from None


class _Rows(Part):
    """What expat tells of a sheet, as rows. Only cells up to the last allowed column are kept."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.line = self.column = self.cells_in_row = 0
        self.row: list[Any] = []
        self.held: list[str] = []
        self.kind = self.style = ""
        self.is_inside = self.is_taken = self.is_formula = self.is_phonetic = False
        self._finished: list[tuple[int, list[Any]]] = []

    def finished(self) -> Iterator[tuple[int, list[Any]]]:
        """The rows that ended since the last time."""
        while self._finished:
            finished, self._finished = self._finished, []
            yield from finished

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._start_cell(attributes)
        elif name == "v":
            self.is_taken = self.kind not in ("", "inlineStr")
        elif name == "t":
            self.is_taken = self.kind == "inlineStr" and not self.is_phonetic
        elif name == "f":
            self.is_formula = True
        elif name == "row":
            self._start_row(attributes)
        elif name == "rPh":
            self.is_phonetic = True
        elif name == "sheetData":
            self.is_inside = True
        elif name == "mergeCell":
            _refuse_merged(attributes.get("ref", ""))

    def end(self, name: str) -> None:
        if name in ("v", "t"):
            self.is_taken = False
        elif name == "c":
            self._end_cell()
        elif name == "row" and self.is_inside:
            self._finished.append((self.line, self.row))
        elif name == "rPh":
            self.is_phonetic = False
        elif name == "sheetData":
            self.is_inside = False

    def text(self, data: str) -> None:
        if self.is_taken:
            self.held.append(data)

    def _start_row(self, attributes: dict[str, str]) -> None:
        if not self.is_inside:
            return
        number = int(attributes.get("r") or self.line + 1)
        if not self.line < number <= _LAST_ROW:
            raise ValueError("Rows do not follow one another.")
        self.line, self.row, self.column, self.cells_in_row = number, [], 0, 0

    def _start_cell(self, attributes: dict[str, str]) -> None:
        if not self.is_inside:
            return
        place = attributes.get("r")
        self.column = _COLUMNS.get(place.rstrip(_DIGITS), LIMIT_CELLS_IN_ROW + 1) if place else self.column + 1
        self.cells_in_row += 1
        if self.column > LIMIT_CELLS_IN_ROW or self.cells_in_row > LIMIT_CELLS_IN_ROW:
            raise too_many_cells(self.line)
        self.kind, self.style = attributes.get("t", "n"), attributes.get("s", "")
        self.held, self.is_formula = [], False

    def _end_cell(self) -> None:
        value = self._value() if self.kind else None
        self.kind = ""
        if value is None:
            return
        if self.column > LIMIT_COLUMNS:
            raise too_wide(self.line)
        self.row += [None] * (self.column - len(self.row))
        self.row[self.column - 1] = value

    def _value(self) -> Any:
        if self.is_formula:
            return "="
        text = "".join(self.held)
        if not text:
            return None
        if self.kind == "s":
            return self.book.strings[int(text)]
        if self.kind == "n":
            return self._number(text)
        if self.kind == "d":
            return _said(from_ISO8601(text))
        return str(bool(int(text))) if self.kind == "b" else text

    def _number(self, text: str) -> Any:
        number = float(text) if "." in text or "E" in text or "e" in text else int(text)
        if self.style not in self.book.dates:
            return str(int(number)) if isinstance(number, float) and number.is_integer() else str(number)
        epoch = MAC_EPOCH if self.book.is_from_1904 else WINDOWS_EPOCH
        try:
            return _said(from_excel(number, epoch, timedelta=self.style in self.book.durations))
        except (OverflowError, ValueError):
            return "#VALUE!"


def _said(moment: date | time | timedelta) -> Any:
    """A day at midnight is a day; whatever has an hour is text, which no column takes."""
    if isinstance(moment, datetime):
        return moment.date() if moment.time() == time() else moment.isoformat(" ")
    return moment if isinstance(moment, date) else str(moment)


def _refuse_merged(found: str) -> None:
    said = gettext_noop("The cells %(range)s are merged. Part them, and fill each row by itself.")
    digits = re.search(r"\d{1,7}", found[:40])
    raise SheetRefused(int(digits[0]) if digits else 1, Sentence(said, range=found[:40]))
