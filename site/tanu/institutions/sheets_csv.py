"""Rows of a CSV file: comma, semicolon or tab, UTF-8. A row is measured while it is read, before it is split."""

import csv
import io
from collections.abc import Iterator

from django.utils.translation import gettext_noop

from tanu.institutions.sheets import LIMIT_CELLS_IN_ROW, SheetRefused, too_many_cells
from tanu.lib.sentences import Sentence

_DELIMITERS = ",;\t"
_LIMIT_ROW = 20_000
# Bytes of Kazakh and Russian letters in Windows-1251; a text of them alone is hardly anything else.
_CYRILLIC_1251 = frozenset(range(0xC0, 0x100)) | frozenset(b"\xa1\xa2\xa3\xa8\xaa\xaf\xb2\xb3\xb8\xba\xbd\xbf")


def csv_lines(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """Every row with the number of the line it ends in. Raises SheetRefused."""
    try:
        source = _Lines(data)
        reader = csv.reader(source, delimiter=source.delimiter, strict=True)
        for cells in reader:
            yield reader.line_num, cells
            source.begin_row()
    except UnicodeDecodeError:
        raise _other_encoding(data) from None
    except csv.Error as error:
        said = gettext_noop("The line cannot be read: %(why)s.")
        raise SheetRefused(reader.line_num, Sentence(said, why=str(error))) from None


class _Lines:
    """The lines of a text. A row that spans many, because a quotation mark is open, is measured as a whole."""

    def __init__(self, data: bytes) -> None:
        self._text = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8-sig", newline="")
        self._line = 0
        heading = self._text.readline(_LIMIT_ROW + 1)
        self._text.seek(0)
        self.delimiter = max(_DELIMITERS, key=heading.count)
        self.begin_row()

    def begin_row(self) -> None:
        self._began = self._line + 1
        self._signs = self._cells = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._text.readline(_LIMIT_ROW + 1)
        if not line:
            raise StopIteration
        self._line += 1
        self._cells += line.count(self.delimiter)
        self._signs += len(line)
        if self._cells >= LIMIT_CELLS_IN_ROW:
            raise too_many_cells(self._began)
        if self._signs > _LIMIT_ROW:
            said = gettext_noop(
                "The row that begins here is longer than %(limit)s signs. "
                "Look for a quotation mark that is opened and never closed."
            )
            raise SheetRefused(self._began, Sentence(said, limit=_LIMIT_ROW))
        return line


def _other_encoding(data: bytes) -> SheetRefused:
    line = 1
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
    said = gettext_noop("The file is not UTF-8. Save it as CSV UTF-8 or as XLSX and send it again.")
    if _looks_like_1251(data):
        said = gettext_noop("The file is in Windows-1251. Save it as CSV UTF-8 or as XLSX and send it again.")
    return SheetRefused(line, Sentence(said))


def _looks_like_1251(data: bytes) -> bool:
    high = [byte for byte in data[:20_000] if byte >= 0x80]
    return b"\x00" not in data[:20_000] and sum(byte in _CYRILLIC_1251 for byte in high) > 0.9 * len(high)
