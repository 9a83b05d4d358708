"""The parts of an XLSX file. Sizes are looked at before anything is unpacked, and each part is parsed in pieces."""

import io
import zipfile
from collections.abc import Iterator
from xml.parsers import expat

from django.utils.translation import gettext_noop

from tanu.institutions.sheets import LIMIT_COLUMNS, SheetRefused
from tanu.lib.sentences import Sentence

# What 60,000 rows of fifteen columns need, with room; the other parts of a workbook are small.
_LIMIT_UNPACKED = 150_000_000
_LIMIT_PART = 8_000_000
_LIMIT_PARTS = 500
_LARGE = ("xl/worksheets/", "xl/sharedstrings.xml")
_ENTRY = b"PK\x01\x02"
# Room for what a workbook carries besides the rows: styles by the thousand, other sheets' texts.
_LEAST_CELLS = 100_000
_LEAST_BYTES = 20_000_000
_BYTES_A_CELL = 64
_ELEMENTS_A_CELL = 4
_PIECE = 1 << 16
# So many pieces without an element are a text or a tag that no roster has.
_LIMIT_SILENCE = 8


class Part:
    """What listens to a part. Names come without their prefix: an element counts whatever it is bound to."""

    line = 1

    def start(self, name: str, attributes: dict[str, str]) -> None: ...

    def end(self, name: str) -> None: ...

    def text(self, data: str) -> None: ...


class Parts:
    """A package whose parts can be read within bounds. Raises SheetRefused, or what a broken file raises."""

    def __init__(self, data: bytes, limit_rows: int) -> None:
        if data.count(_ENTRY) > _LIMIT_PARTS:
            raise _too_large()
        cells = max(limit_rows * LIMIT_COLUMNS, _LEAST_CELLS)
        self._limit_elements = cells * _ELEMENTS_A_CELL
        self._limit_bytes = max(cells * _BYTES_A_CELL, _LEAST_BYTES)
        self._file = zipfile.ZipFile(io.BytesIO(data))
        self._entries = {entry.filename.lower(): entry for entry in self._file.infolist()}
        self._check_sizes()

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._entries

    def read(self, name: str, part: Part) -> Iterator[None]:
        """Yields after each piece, when `part` has heard it."""
        entry = self._entries[name.lower()]
        if entry.file_size > self._limit_bytes:
            raise _too_large()
        parser = _Parser(part)
        with self._file.open(entry) as source:
            silence = 0
            while piece := source.read(_PIECE):
                before = parser.elements
                parser.feed(piece)
                silence = 0 if parser.elements > before else silence + 1
                if parser.elements > self._limit_elements or silence > _LIMIT_SILENCE:
                    raise _too_full(part.line)
                yield
        parser.close()
        yield

    def read_whole(self, name: str, part: Part) -> None:
        for _ in self.read(name, part):
            pass

    def _check_sizes(self) -> None:
        entries = self._file.infolist()
        small = (entry for entry in entries if not entry.filename.lower().startswith(_LARGE))
        if sum(entry.file_size for entry in entries) > _LIMIT_UNPACKED or any(
            entry.file_size > _LIMIT_PART for entry in small
        ):
            raise _too_large()


class _Parser:
    """Expat without document types, so without entities. It counts what it hears of."""

    def __init__(self, part: Part) -> None:
        self.elements = 0
        self._part = part
        self._expat = expat.ParserCreate()
        self._expat.buffer_text = True
        self._expat.StartElementHandler = self._start
        self._expat.EndElementHandler = self._end
        self._expat.CharacterDataHandler = part.text
        self._expat.StartDoctypeDeclHandler = _refuse_doctype

    def feed(self, piece: bytes) -> None:
        self._expat.Parse(piece, False)

    def close(self) -> None:
        self._expat.Parse(b"", True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        self._part.start(name.rpartition(":")[2], attributes)

    def _end(self, name: str) -> None:
        self._part.end(name.rpartition(":")[2])


def _refuse_doctype(*_: object) -> None:
    raise ValueError("A spreadsheet declares no document type.")


def _too_large() -> SheetRefused:
    said = gettext_noop(
        "Unpacked, this spreadsheet would be larger than a roster can be. It was not opened. "
        "Copy the rows into the template and send that."
    )
    return SheetRefused(1, Sentence(said))


def _too_full(line: int) -> SheetRefused:
    said = gettext_noop(
        "The sheet holds more cells or longer texts than a roster can. Nothing was read. "
        "Copy the rows into the template and send that."
    )
    return SheetRefused(max(line, 1), Sentence(said))
