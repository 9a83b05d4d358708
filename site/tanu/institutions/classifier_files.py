"""Reading a classifier of territories, CSV or XLSX, in any of three forms. Every problem at once, nothing changed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tanu.institutions.models import Level
from tanu.institutions.sheets import Cell, Sheet, SheetRefused, read_sheet
from tanu.institutions.territories import TerritoriesRefused, TerritoryProblem
from tanu.lib.dates import ALWAYS

PLAIN = ("code", "parent", "level", "name_kk", "name_ru", "name_en", "iso", "valid_from")
SHIPPED = ("iso", "level", "name_kk", "name_ru", "name_en", "stat_id")
_KATO = re.compile(r"\d{9}")
_KAZ, _RUS = ("kaz_name", "name_kaz", "name_kk"), ("rus_name", "name_rus", "name_ru")
# Cities that are regions of their own: what lies in them are city districts.
_REPUBLICAN = ("71", "75", "79")
_CITY = re.compile(r"^(г|қ)\.|\b(г\.\s*а\.|қ\.\s*ә\.|город|қаласы)", re.IGNORECASE)
_DISTRICT = re.compile(r"район|ауданы|р-н", re.IGNORECASE)


@dataclass(frozen=True)
class Unit:
    """One row. `code` is as the file has it; `parent` that of another row or of a known territory."""

    line: int
    code: str
    parent: str
    level: str
    name: dict[str, str]
    iso: str
    valid_from: date
    is_kato: bool = False
    """Of the official file: it knows codes, and writes names in a way of its own."""

    @property
    def kato(self) -> str:
        return self.code if _KATO.fullmatch(self.code) else ""


def open_sheet(data: bytes) -> Sheet:
    try:
        sheet = read_sheet(data)
    except SheetRefused as refused:
        raise TerritoriesRefused([TerritoryProblem(refused.problem.line, refused.problem.message)]) from None
    if sheet.problems:
        raise TerritoriesRefused([TerritoryProblem(problem.line, problem.message) for problem in sheet.problems])
    sheet.headings = [heading.casefold().strip() for heading in sheet.headings]
    return sheet


def is_shipped_form(sheet: Sheet) -> bool:
    return set(SHIPPED) <= set(sheet.headings)


def read_units(sheet: Sheet) -> tuple[list[Unit], int]:
    """The units of a plain or official file, and how many rows below the districts were passed over.

    Raises TerritoriesRefused.
    """
    if "te" in sheet.headings:
        return _read_kato(sheet)
    missing = [name for name in PLAIN if name not in sheet.headings]
    if missing:
        raise TerritoriesRefused([TerritoryProblem(1, f"The heading lacks: {', '.join(missing)}.")])
    units: list[Unit] = []
    problems: list[TerritoryProblem] = []
    for line, cells in sheet.lines:
        row = dict(zip(sheet.headings, cells, strict=False))
        found = list(_faults(line, row))
        problems += found
        if not found:
            units.append(_plain(line, row))
    if problems:
        raise TerritoriesRefused(problems)
    return units, 0


def _faults(line: int, row: dict[str, Cell]) -> Iterator[TerritoryProblem]:
    for name in ("code", "name_kk", "name_ru", "name_en"):
        if not row.get(name):
            yield TerritoryProblem(line, f"{name}: the cell is empty.")
        elif len(str(row[name])) > (20 if name == "code" else 120):
            yield TerritoryProblem(line, f"{name}: the text is too long.")
    if row.get("level") not in Level.values:
        yield TerritoryProblem(line, f"level: {row.get('level')!r} is none of {', '.join(Level.values)}.")
    if row.get("iso") and not re.fullmatch(r"KZ(-\d\d)?", str(row["iso"])):
        yield TerritoryProblem(line, f"iso: {row['iso']!r} is not a code as KZ-10.")
    if _day(row.get("valid_from", "")) is None:
        yield TerritoryProblem(line, f"valid_from: {row['valid_from']!r} is not a day as 2026-11-21.")


def _plain(line: int, row: dict[str, Cell]) -> Unit:
    name = {language: str(row[f"name_{language}"]) for language in ("kk", "ru", "en")}
    valid_from = _day(row.get("valid_from", "")) or ALWAYS
    code, parent, level, iso = (str(row.get(column, "")) for column in ("code", "parent", "level", "iso"))
    return Unit(line, code, parent, level, name, iso, valid_from)


def _day(cell: Cell) -> date | None:
    if isinstance(cell, date):
        return cell
    try:
        return date.fromisoformat(cell) if cell else ALWAYS
    except ValueError:
        return None


def _read_kato(sheet: Sheet) -> tuple[list[Unit], int]:
    """The nine digits say what lies in what: two for the region, two for the district, five for what is below."""
    kaz = next((name for name in _KAZ if name in sheet.headings), None)
    rus = next((name for name in _RUS if name in sheet.headings), None)
    if kaz is None or rus is None:
        raise TerritoriesRefused([TerritoryProblem(1, "The heading lacks: kaz_name, rus_name.")])
    rows = [(line, dict(zip(sheet.headings, cells, strict=False))) for line, cells in sheet.lines]
    wrong = [line for line, row in rows if not _KATO.fullmatch(str(row["te"]))]
    if wrong:
        raise TerritoriesRefused([TerritoryProblem(line, "te: a code has nine digits.") for line in wrong])
    codes = {str(row["te"]) for _, row in rows}
    units: dict[str, Unit] = {}
    passed = 0
    for line, row in sorted(rows, key=lambda found: str(found[1]["te"])):
        code = str(row["te"])
        parent = next((above for above in _above(code) if above in codes), "")
        level = _level(code, str(row[rus]), units.get(parent))
        if not level:
            passed += 1
            continue
        name = {"kk": str(row[kaz]), "ru": str(row[rus]), "en": str(row[kaz])}
        key = code if code not in units else f"{code} in {line}"
        units[key] = Unit(line, code, parent, level, name, "", ALWAYS, is_kato=True)
    return list(units.values()), passed


def _above(code: str) -> list[str]:
    ladder = [code[:6] + "000", code[:4] + "00000", code[:2] + "0000000"]
    return [above for above in ladder if above != code]


def _level(code: str, name: str, parent: Unit | None) -> str:
    """Empty for rural districts, settlements and all else below the districts."""
    if code[2:] == "0000000":
        return Level.REGION
    if parent is None:
        return Level.DISTRICT if code[4:] == "00000" else ""
    if parent.level == Level.REGION:
        if code[:2] in _REPUBLICAN:
            return Level.CITY_DISTRICT
        return Level.CITY if _CITY.search(name) else Level.DISTRICT
    return Level.CITY_DISTRICT if parent.level == Level.CITY and _DISTRICT.search(name) else ""
