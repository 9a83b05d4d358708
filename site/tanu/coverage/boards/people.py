"""Territories, or institutions where a territory has no parts, by how many of their staff are still to train."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tanu.coverage.boards.wilson import Interval, wilson
from tanu.coverage.people_counts import People, Released, release, together
from tanu.coverage.staff_figures import first_of, staff_figures
from tanu.institutions.models import InstitutionPeriod
from tanu.institutions.tree import Tree
from tanu.lib.dates import local_day
from tanu.lib.languages import in_language
from tanu.lib.names import sort_key


@dataclass(frozen=True)
class Line:
    """A part with its released numbers. `is_itself`: what lies in no part of the territory."""

    territory_id: Any
    name: str
    people: People
    is_itself: bool = False

    @property
    def interval(self) -> Interval | None:
        """Of the share that has done what is asked."""
        return wilson(self.people.done, self.people.asked)

    @property
    def percent(self) -> int:
        return round(100 * self.people.done / self.people.asked) if self.people.asked else 0

    @property
    def low(self) -> int:
        return round(100 * self.interval.low) if self.interval else 0

    @property
    def high(self) -> int:
        return round(100 * self.interval.high) if self.interval else 0


@dataclass(frozen=True)
class Ranking:
    """The most people still to train first. `by_institution`: the lines are institutions."""

    name: str
    counted_on: date
    lines: list[Line]
    by_institution: bool

    @property
    def people(self) -> People:
        return together(line.people for line in self.lines)

    @property
    def furthest(self) -> Line | None:
        """The first, where its interval lies wholly below that of each other: only then is it said in words."""
        if len(self.lines) < 2 or not (first := self.lines[0].interval):
            return None
        others = [line.interval for line in self.lines[1:] if line.interval]
        return self.lines[0] if others and all(first.high < other.low for other in others) else None


def released_on(territories: Collection[Any], day: date, known_at: datetime | None = None) -> list[Released]:
    """Released numbers of the first of the month, each where its institution lies on `day` and by its kind then.

    Nothing as known before the day on which those numbers were counted.
    """
    if known_at is not None and local_day(known_at) < first_of(day):
        return []
    people = {one.institution_id: one.people for one in release(staff_figures(territories, day))}
    periods = InstitutionPeriod.objects.on(day, known_at).filter(territory_id__in=territories)
    return [
        Released(institution, territory, kind, people[institution])
        for institution, territory, kind in periods.values_list("institution_id", "territory_id", "kind")
        if institution in people
    ]


def rank(territory: Any, day: date, known_at: datetime | None = None, kind: str = "") -> Ranking | None:
    """As counted on the first of the month; None if the territory did not exist on `day`."""
    tree = Tree.on(day)
    if territory not in tree:
        return None
    found = [one for one in released_on(tree.within(territory), day, known_at) if kind in ("", one.kind)]
    has_parts = bool(tree.parts(territory))
    lines = _by_part(tree, territory, found) if has_parts else _by_institution(territory, found, day)
    ranked = sorted(lines, key=lambda line: (-line.people.to_train, sort_key(line.name)))
    return Ranking(tree.names[territory], first_of(day), ranked, by_institution=not has_parts)


def _by_part(tree: Tree, territory: Any, found: Iterable[Released]) -> list[Line]:
    part_of = {place: part for part in tree.parts(territory) for place in tree.within(part)}
    sums = dict.fromkeys(tree.parts(territory), People())
    for one in found:
        part = part_of.get(one.territory_id, territory)
        sums[part] = sums.get(part, People()) + one.people
    return [Line(part, tree.names[part], people, part == territory) for part, people in sums.items()]


def _by_institution(territory: Any, found: list[Released], day: date) -> list[Line]:
    periods = InstitutionPeriod.objects.on(day).filter(territory=territory)
    names = dict(periods.values_list("institution_id", "name"))
    return [Line(one.institution_id, in_language(names.get(one.institution_id, {})), one.people) for one in found]
