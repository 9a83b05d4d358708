"""Rows of the first sheet of an XLSX file. Sizes are looked at before anything is unpacked."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import openpyxl
from django.utils.translation import gettext_noop

from tanu.institutions.sheets import LIMIT_COLUMNS, LIMIT_ROWS, SheetRefused, letters
from tanu.lib.sentences import Sentence

# What 60,000 rows of fifteen columns need, with room; the other parts of a workbook are small.
_LIMIT_UNPACKED = 150_000_000
_LIMIT_PART = 8_000_000
_LIMIT_PARTS = 500
_LARGE = re.compile(r"xl/(worksheets/|sharedStrings\.xml$)", re.IGNORECASE)
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([^\"]{1,40})\"")
_CHUNK = 1 << 20
_OVERLAP = 400
# Rows that hold nothing between two that do.
_LIMIT_GAP = LIMIT_ROWS * 2


def xlsx_lines(data: bytes) -> Iterator[tuple[int, list[Any]]]:
    """Every row with its number; a formula is its own text. Raises SheetRefused."""
    _check_sizes(data)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        sheet: Any = book.worksheets[0]
        _refuse_merged(data, sheet._worksheet_path)
        sheet.reset_dimensions()
        for number, row in enumerate(sheet.iter_rows(), start=1):
            if number > _LIMIT_GAP:
                said = gettext_noop("Something stands beyond row %(limit)s. Clear what is below the roster.")
                raise SheetRefused(number, Sentence(said, limit=_LIMIT_GAP))
            yield number, [_value(cell) for cell in _within_limit(row, number)]
        book.close()
    except SheetRefused:
        raise
    except Exception:  # Whatever a broken or hostile file makes the reader say.
        said = gettext_noop("This XLSX file cannot be read. Open it, save it anew as XLSX and send it again.")
        raise SheetRefused(1, Sentence(said)) from None


def _within_limit(row: Any, number: int) -> Any:
    if len(row) > LIMIT_COLUMNS and any(cell.value is not None for cell in row[LIMIT_COLUMNS:]):
        wide = gettext_noop("The row has more than %(limit)s columns. A roster has fifteen.")
        raise SheetRefused(number, Sentence(wide, limit=LIMIT_COLUMNS))
    return row[:LIMIT_COLUMNS]


def _value(cell: Any) -> Any:
    value = cell.value
    if value is None or isinstance(value, str):
        if getattr(cell, "data_type", "") == "f" and not str(value).startswith("="):
            return f"={value}"
        return value
    if isinstance(value, datetime):
        return value.date() if (value.hour, value.minute, value.second) == (0, 0, 0) else value.isoformat(" ")
    if isinstance(value, date):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    # An array or data-table formula is an object of its own.
    return str(value) if isinstance(value, (int, float)) else f"={letters(0)}"


def _check_sizes(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            entries = parts.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        broken = gettext_noop("This XLSX file cannot be read. Open it, save it anew as XLSX and send it again.")
        raise SheetRefused(1, Sentence(broken)) from None
    small = (entry for entry in entries if not _LARGE.match(entry.filename))
    if (
        len(entries) > _LIMIT_PARTS
        or sum(entry.file_size for entry in entries) > _LIMIT_UNPACKED
        or any(entry.file_size > _LIMIT_PART for entry in small)
    ):
        said = gettext_noop(
            "Unpacked, this spreadsheet would be larger than a roster can be. It was not opened. "
            "Copy the rows into the template and send that."
        )
        raise SheetRefused(1, Sentence(said))


def _refuse_merged(data: bytes, path: str) -> None:
    rest = b""
    with zipfile.ZipFile(io.BytesIO(data)) as parts, parts.open(path.lstrip("/")) as sheet:
        while chunk := sheet.read(_CHUNK):
            if found := _MERGED.search(rest + chunk):
                said = gettext_noop("The cells %(range)s are merged. Part them, and fill each row by itself.")
                raise SheetRefused(_row_of(found[1]), Sentence(said, range=found[1].decode("ascii", "replace")))
            rest = chunk[-_OVERLAP:]


def _row_of(found: bytes) -> int:
    digits = re.search(rb"\d{1,7}", found)
    return int(digits[0]) if digits else 1
