"""Territories as they were cut on a day, read in one query: what lies in what, and what it was called."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Self

from tanu.institutions.models import TerritoryPeriod
from tanu.lib.languages import in_language
from tanu.lib.names import sort_key


@dataclass(frozen=True)
class Tree:
    """Ids in, ids out. A territory that did not exist on the day is not in it."""

    names: dict[Any, str]
    parents: dict[Any, Any]
    children: dict[Any, list[Any]]

    @classmethod
    def on(cls, day: date, known_at: datetime | None = None) -> Self:
        """As known now or at a moment; before anything of it was recorded, as known now."""
        names, parents = {}, {}
        periods = TerritoryPeriod.objects.on(day, known_at)
        if known_at and not periods.exists():
            periods = TerritoryPeriod.objects.on(day)
        for territory, parent, name in periods.values_list("territory_id", "parent_id", "name"):
            names[territory], parents[territory] = in_language(name), parent
        children = defaultdict(list)
        for territory in sorted(names, key=lambda territory: sort_key(names[territory])):
            children[parents[territory]].append(territory)
        return cls(names, parents, children)

    def __contains__(self, territory: Any) -> bool:
        return territory in self.names

    def only(self, territories: Iterable[Any]) -> Self:
        """What of it lies in these territories."""
        kept = set(territories)
        children = {parent: [part for part in parts if part in kept] for parent, parts in self.children.items()}
        names = {territory: name for territory, name in self.names.items() if territory in kept}
        return replace(self, names=names, children=children)

    def parts(self, territory: Any) -> list[Any]:
        """What lies directly in it, by name."""
        return self.children.get(territory, [])

    def within(self, territory: Any) -> list[Any]:
        """The territory and everything below it."""
        return _with_all_below([territory], self.children)

    def above(self, territory: Any) -> list[Any]:
        """What it lies in, the nearest first."""
        return line_above(territory, self.parents)


def line_above(territory: Any, parents: Mapping[Any, Any]) -> list[Any]:
    """What it lies in, the nearest first."""
    line: list[Any] = []
    while (territory := parents.get(territory)) is not None and territory not in line:
        line.append(territory)
    return line


def parents_by_turn() -> dict[date, dict[Any, Any]]:
    """What lay, lies and will lie in what: territory to parent, for each day on which that changes and for before."""
    rows = list(
        TerritoryPeriod.objects.as_known().values_list("territory_id", "parent_id", "valid_from", "valid_until")
    )
    turns = {date.min, *(turn for _, _, *span in rows for turn in span if turn)}
    return {
        turn: {pk: parent for pk, parent, start, end in rows if start <= turn < (end or date.max)}
        for turn in sorted(turns)
    }


def ids_within(territories: list[Any], day: date) -> list[Any]:
    """The territories and everything below them on `day`, without their names: one light query."""
    children = defaultdict(list)
    for territory, parent in TerritoryPeriod.objects.on(day).values_list("territory_id", "parent_id"):
        children[parent].append(territory)
    return _with_all_below(territories, children)


def _with_all_below(territories: list[Any], children: dict[Any, list[Any]]) -> list[Any]:
    found = list(territories)
    for territory in found:
        found += [part for part in children.get(territory, []) if part not in found]
    return found
