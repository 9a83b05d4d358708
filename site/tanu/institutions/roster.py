"""The roster file: one line a post, XLSX or CSV. Reading checks the whole file and changes nothing."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_noop

from tanu.institutions.roster_cells import NEEDED, READERS, CellRefused
from tanu.institutions.roster_words import HEADINGS, REQUIRED, column_of, folded
from tanu.institutions.sheets import LIMIT_BYTES, LIMIT_ROWS, Sheet, SheetProblem, SheetRefused, read_sheet
from tanu.lib.names import search_key
from tanu.lib.sentences import Sentence
from tanu.people.sign_in import fold

__all__ = ["LIMIT_BYTES", "RosterProblem", "RosterRow", "read_roster"]

RosterProblem = SheetProblem


@dataclass(frozen=True, slots=True)
class RosterRow:
    """A person's post at an institution, and the designation that comes with it if there is one.

    `until` is the first day on which the person no longer works there. What is empty in the file leaves what is
    recorded as it is.
    """

    line: int
    institution: str
    family_name: str
    given_name: str
    profession: str
    since: date
    code: str = ""
    patronymic: str = ""
    language: str = ""
    share: Decimal | None = None
    until: date | None = None
    phone: str = ""
    mail: str = ""
    designation: str = ""
    order_number: str = ""
    order_date: date | None = None

    @property
    def full_name(self) -> str:
        return " ".join(filter(None, [self.family_name, self.given_name, self.patronymic]))

    @property
    def name_key(self) -> str:
        """The name as it is compared: folded, as people are found."""
        return search_key(self.full_name)

    @property
    def sign_in(self) -> str:
        return fold(self.code)


def read_roster(
    data: bytes, *, institution: str = "", limit_rows: int = LIMIT_ROWS
) -> tuple[list[RosterRow], list[RosterProblem]]:
    """The rows, and every problem at once. Any problem: take in nothing.

    With `institution` the file may leave that column out or empty; another code in it is a problem.
    """
    try:
        sheet = read_sheet(data, limit_rows=limit_rows)
        columns = _columns(sheet, institution)
    except SheetRefused as refused:
        return [], [refused.problem]
    rows: list[RosterRow] = []
    problems = list(sheet.problems)
    troubled = {problem.line for problem in problems}
    for line, cells in sheet.lines:
        found, wrong = _read_cells(line, dict(zip(columns, cells, strict=False)), institution)
        wrong += [] if wrong or line in troubled else list(_disagreements(line, found))
        problems += wrong
        if not wrong and line not in troubled:
            rows.append(RosterRow(line=line, **found))
    return rows, sorted(problems, key=lambda problem: problem.line)


def _columns(sheet: Sheet, institution: str) -> list[str]:
    known = column_of()
    columns = [known.get(folded(heading), "") for heading in sheet.headings]
    strange = [h for h, column in zip(sheet.headings, columns, strict=True) if h and not column]
    if strange:
        said = gettext_noop("The heading holds columns that a roster does not have: %(names)s.")
        raise SheetRefused(1, Sentence(said, names=", ".join(name[:40] for name in strange)))
    twice = sorted({column for column in columns if column and columns.count(column) > 1})
    if twice:
        raise SheetRefused(1, Sentence(gettext_noop("A column stands twice: %(names)s."), names=_named(twice)))
    missing = [name for name in REQUIRED if name not in columns and not (name == "institution" and institution)]
    if missing:
        raise SheetRefused(1, Sentence(gettext_noop("The heading lacks: %(names)s."), names=_named(missing)))
    return columns


def _named(columns: Collection[str]) -> str:
    return ", ".join(f"{column} ({HEADINGS[column]['kk']} / {HEADINGS[column]['ru']})" for column in columns)


def _read_cells(line: int, cells: dict[str, Any], institution: str) -> tuple[dict[str, Any], list[RosterProblem]]:
    found: dict[str, Any] = {}
    problems: list[RosterProblem] = []
    cells.pop("", None)
    if institution:
        cells["institution"] = cells.get("institution") or institution
    for column, cell in cells.items():
        try:
            found[column] = READERS[column](cell)
        except CellRefused as refused:
            problems.append(RosterProblem(line, refused.args[0], column))
            continue
        if column in NEEDED and not found[column]:
            problems.append(RosterProblem(line, Sentence(gettext_noop("The cell is empty.")), column))
    if institution and found.get("institution", institution) != institution:
        said = gettext_noop("The file is for %(ours)s, and this row is of %(other)s.")
        problems.append(
            RosterProblem(line, Sentence(said, ours=institution, other=found["institution"]), "institution")
        )
    return found, problems


def _disagreements(line: int, found: dict[str, Any]) -> Iterator[RosterProblem]:
    """What no cell alone shows."""
    since, until, ordered = found["since"], found.get("until"), found.get("order_date")
    if until and until <= since:
        yield RosterProblem(line, Sentence(gettext_noop("This day is not after the day of starting.")), "until")
    if ordered and not found.get("designation"):
        said = gettext_noop("There is an order, and nobody is designated by it.")
        yield RosterProblem(line, Sentence(said), "order_date")
    if ordered and ordered < since:
        said = gettext_noop("The order of %(ordered)s is dated before the post, which began on %(since)s.")
        yield RosterProblem(line, Sentence(said, ordered=ordered.isoformat(), since=since.isoformat()), "order_date")
    if ordered and until and since < until <= ordered:
        said = gettext_noop("The order is dated after the person has left.")
        yield RosterProblem(line, Sentence(said), "order_date")
