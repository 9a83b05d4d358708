"""Taking in a classifier of territories: all rows or none, and the same file twice changes nothing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction

from tanu.audit.actions import record
from tanu.institutions.actions import define_territory
from tanu.institutions.classifier_files import Unit, is_shipped_form, open_sheet, read_units
from tanu.institutions.models import Level, Territory, TerritoryPeriod
from tanu.institutions.territories import (
    COUNTRY_CODE,
    COUNTRY_NAME,
    TerritoriesRefused,
    TerritoryProblem,
    load_territories,
)
from tanu.lib.dates import ALWAYS
from tanu.lib.names import search_key
from tanu.lib.spreadsheets import as_csv
from tanu.people.models import Person

_KINDS_OF_PLACE = re.compile(
    r"\b(г\.\s*а\.|қ\.\s*ә\.|г\.|қ\.|город|қаласы|облысы|область|ауданы|район|р-н)", re.IGNORECASE
)


@dataclass(frozen=True)
class Loaded:
    """`changed`: territories that are new, otherwise named or elsewhere. `passed`: rows below the districts."""

    changed: int
    numbered: int = 0
    passed: int = 0


@transaction.atomic
def load_classifier(data: bytes, *, by: Person | None = None, dry_run: bool = False) -> Loaded:
    """Define the territories of a CSV or XLSX file in the shipped, the plain or the official form.

    A known territory is found by its KATO number, its code, or by its name in its region. Of the official file only
    the numbers of known territories are taken over. Raises TerritoriesRefused with every problem at once.
    """
    sheet = open_sheet(data)
    if is_shipped_form(sheet):
        text = as_csv([sheet.headings, *([str(cell) for cell in cells] for _, cells in sheet.lines)])
        loaded = Loaded(load_territories(data if not data.startswith(b"PK") else text.encode(), by=by))
    else:
        units, passed = read_units(sheet)
        loading = _Loading(by)
        problems = [*_strays(units, loading)]
        if problems:
            raise TerritoriesRefused(sorted(problems, key=lambda problem: problem.line))
        for unit in _parents_first(units):
            loading.define(unit)
        loaded = Loaded(loading.changed, loading.numbered, passed)
    if dry_run:
        transaction.set_rollback(True)
    return loaded


def _strays(units: list[Unit], loading: "_Loading") -> Iterator[TerritoryProblem]:
    """Codes that stand twice, parents that are nowhere, and rings."""
    first: dict[tuple[str, object], int] = {}
    parents = {unit.code: unit.parent for unit in units}
    for unit in units:
        if (line := first.setdefault((unit.code, unit.valid_from), unit.line)) != unit.line:
            yield TerritoryProblem(unit.line, f"The code {unit.code} stands in line {line} already.")
        if unit.parent and unit.parent not in parents and not loading.knows(unit.parent):
            yield TerritoryProblem(unit.line, f"There is no territory with the code {unit.parent} for it to lie in.")
        if not unit.parent and unit.level not in (Level.COUNTRY, Level.REGION):
            yield TerritoryProblem(unit.line, f"The code {unit.code} lies in nothing. Name its parent.")
        if unit.code in _line_above(unit.code, parents):
            ring = " > ".join([unit.code, *_line_above(unit.code, parents)])
            yield TerritoryProblem(unit.line, f"The territory lies in itself: {ring}.")
        if (later := loading.later_than(unit)) is not None:
            yield TerritoryProblem(unit.line, f"What is recorded of {unit.code} holds from {later}, which is later.")


def _line_above(code: str, parents: dict[str, str]) -> list[str]:
    line: list[str] = []
    while (code := parents.get(code, "")) and code not in line:
        line.append(code)
    return line


def _parents_first(units: list[Unit]) -> list[Unit]:
    parents = {unit.code: unit.parent for unit in units}
    return sorted(units, key=lambda unit: (len(_line_above(unit.code, parents)), unit.valid_from, unit.line))


class _Loading:
    """Finds what is known; defines what is missing or different."""

    def __init__(self, by: Person | None) -> None:
        self.by = by
        self.changed = self.numbered = 0
        self._known: dict[str, Territory] = {}
        self._latest: dict[object, TerritoryPeriod] = {}
        self._named: dict[tuple[object, str], Territory] = {}
        periods = TerritoryPeriod.objects.as_known().select_related("territory").order_by("valid_from")
        for period in periods:
            self._remember(period)

    def knows(self, code: str) -> bool:
        return code in self._known

    def later_than(self, unit: Unit) -> object | None:
        """The day from which a known fact holds, if it is later than a day that the row names."""
        known = self._known.get(unit.iso or unit.code)
        latest = self._latest.get(known.pk) if known else None
        if latest is None or unit.valid_from == ALWAYS or latest.valid_from <= unit.valid_from:
            return None
        return latest.valid_from

    def define(self, unit: Unit) -> None:
        parent = self._parent(unit)
        known = self._known.get(unit.code) or self._known.get(unit.iso) or self._by_name(unit, parent)
        if known is None or not (unit.is_kato or self._stays(known, unit, parent)):
            code = known.code if known else unit.iso or unit.code
            known = define_territory(code, unit.level, unit.name, parent=parent, valid_from=unit.valid_from, by=self.by)
            self.changed += 1
            self._remember(
                TerritoryPeriod.objects.as_known().select_related("territory").get(territory=known, valid_until=None)
            )
        self._known[unit.code] = known
        if unit.kato and known.kato != unit.kato:
            known.kato = unit.kato
            known.save(update_fields=["kato"])
            record("number-territory", known, by=self.by, kato=unit.kato)
            self.numbered += 1

    def _parent(self, unit: Unit) -> Territory | None:
        if unit.parent:
            return self._known[unit.parent]
        if unit.level == Level.COUNTRY:
            return None
        if COUNTRY_CODE not in self._known:
            self._known[COUNTRY_CODE] = define_territory(COUNTRY_CODE, Level.COUNTRY, COUNTRY_NAME, by=self.by)
        return self._known[COUNTRY_CODE]

    def _by_name(self, unit: Unit, parent: Territory | None) -> Territory | None:
        names = (unit.name["kk"], unit.name["ru"])
        found = (self._named.get((parent and parent.pk, _plain_name(name))) for name in names)
        return next((known for known in found if known and known.level == unit.level), None)

    def _stays(self, known: Territory, unit: Unit, parent: Territory | None) -> bool:
        latest = self._latest[known.pk]
        if unit.valid_from == ALWAYS and latest.valid_from != ALWAYS:
            return True
        return latest.name == unit.name and latest.parent_id == (parent and parent.pk)

    def _remember(self, period: TerritoryPeriod) -> None:
        territory = period.territory
        self._latest[territory.pk] = period
        self._known[territory.code] = territory
        if territory.kato:
            self._known[territory.kato] = territory
        for language in ("kk", "ru"):
            self._named[period.parent_id, _plain_name(period.name.get(language, ""))] = territory


def _plain_name(name: str) -> str:
    """Without the word for city or district, which lists write in their own ways."""
    return search_key(_KINDS_OF_PLACE.sub(" ", name))
