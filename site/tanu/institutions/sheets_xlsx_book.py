"""What a workbook says of its first sheet: where it lies, the texts its cells point to, which styles are days."""

import posixpath
from dataclasses import dataclass, field

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format

from tanu.institutions.sheets import LIMIT_SIGNS
from tanu.institutions.sheets_xlsx_parts import Part, Parts

_LONGEST_FORMAT = 255


@dataclass
class Book:
    """`dates` and `durations` are numbers of styles, as cells name them."""

    sheet: str
    is_from_1904: bool
    strings: list[str] = field(default_factory=list)
    dates: set[str] = field(default_factory=set)
    durations: set[str] = field(default_factory=set)


def open_book(parts: Parts) -> Book:
    """Raises SheetRefused, or LookupError where the workbook names no sheet."""
    package = _relations(parts, "")
    path = next(target for kind, target in package.values() if kind == "officeDocument")
    workbook = _Workbook()
    parts.read_whole(path, workbook)
    relations = _relations(parts, path)
    sheets = [target for kind, target in map(relations.__getitem__, workbook.sheets) if kind == "worksheet"]
    others = dict(relations.values())
    book = Book(sheets[0], workbook.is_from_1904)
    folder = posixpath.dirname(path)
    strings, styles = _Strings(book), _Styles(book)
    for part, kind, usual in ((strings, "sharedStrings", "sharedStrings.xml"), (styles, "styles", "styles.xml")):
        name = others.get(kind, posixpath.join(folder, usual))
        if name in parts:
            parts.read_whole(name, part)
    return book


def _relations(parts: Parts, path: str) -> dict[str, tuple[str, str]]:
    """By id: the last word of the kind, and the part it leads to."""
    folder, name = posixpath.split(path)
    relations = _Relations(folder)
    parts.read_whole(posixpath.join(folder, "_rels", f"{name}.rels"), relations)
    return relations.found


class _Relations(Part):
    def __init__(self, folder: str) -> None:
        self.found: dict[str, tuple[str, str]] = {}
        self._folder = folder

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            kind = attributes["Type"].rpartition("/")[2]
            target = posixpath.normpath(posixpath.join("/", self._folder, attributes["Target"])).lstrip("/")
            self.found[attributes["Id"]] = (kind, target)


class _Workbook(Part):
    def __init__(self) -> None:
        self.sheets: list[str] = []
        self.is_from_1904 = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            self.sheets += [value for key, value in attributes.items() if key.rpartition(":")[2] == "id"]
        elif name == "workbookPr":
            self.is_from_1904 = attributes.get("date1904") in ("1", "true")


class _Strings(Part):
    """Each text as far as a row could hold it, without what tells how it is read aloud."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._held: list[str] = []
        self._is_taken = self._is_phonetic = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "t":
            self._is_taken = not self._is_phonetic
        elif name == "si":
            self._held = []
        elif name == "rPh":
            self._is_phonetic = True

    def end(self, name: str) -> None:
        if name == "t":
            self._is_taken = False
        elif name == "si":
            self._book.strings.append("".join(self._held)[: LIMIT_SIGNS + 1].replace("x005F_", ""))
        elif name == "rPh":
            self._is_phonetic = False

    def text(self, data: str) -> None:
        if self._is_taken:
            self._held.append(data)


class _Styles(Part):
    def __init__(self, book: Book) -> None:
        self._book = book
        self._own: dict[str, str] = {}
        self._is_inside = False
        self._number = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt" and "numFmtId" in attributes:
            self._own[attributes["numFmtId"]] = attributes.get("formatCode", "")[:_LONGEST_FORMAT]
        elif name == "cellXfs":
            self._is_inside = True
        elif name == "xf" and self._is_inside:
            self._note(attributes.get("numFmtId", "0"))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._is_inside = False

    def _note(self, kind: str) -> None:
        code = self._own.get(kind) or BUILTIN_FORMATS.get(int(kind))
        if is_date_format(code):
            self._book.dates.add(str(self._number))
        if is_timedelta_format(code):
            self._book.durations.add(str(self._number))
        self._number += 1
