"""Rows of a CSV file: comma, semicolon or tab, UTF-8."""

import csv
import io
from collections.abc import Iterator

from django.utils.translation import gettext_noop

from tanu.institutions.sheets import SheetRefused
from tanu.lib.sentences import Sentence

_DELIMITERS = ",;\t"
# Bytes of Kazakh and Russian letters in Windows-1251; a text of them alone is hardly anything else.
_CYRILLIC_1251 = frozenset(range(0xC0, 0x100)) | frozenset(b"\xa1\xa2\xa3\xa8\xaa\xaf\xb2\xb3\xb8\xba\xbd\xbf")


def csv_lines(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """Every row with the number of the line it ends in. Raises SheetRefused."""
    text = _decoded(data)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        said = gettext_noop("The line cannot be read: %(why)s.")
        raise SheetRefused(reader.line_num, Sentence(said, why=str(error))) from None


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        said = gettext_noop("The file is not UTF-8. Save it as CSV UTF-8 or as XLSX and send it again.")
        if _looks_like_1251(data):
            said = gettext_noop("The file is in Windows-1251. Save it as CSV UTF-8 or as XLSX and send it again.")
        raise SheetRefused(line, Sentence(said)) from None


def _looks_like_1251(data: bytes) -> bool:
    high = [byte for byte in data[:20_000] if byte >= 0x80]
    return b"\x00" not in data[:20_000] and sum(byte in _CYRILLIC_1251 for byte in high) > 0.9 * len(high)


def _delimiter(text: str) -> str:
    heading = text.partition("\n")[0]
    return max(_DELIMITERS, key=heading.count)
