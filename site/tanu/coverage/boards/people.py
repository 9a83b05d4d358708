"""Territories, or institutions where a territory has no parts, by how many of their staff are still to train."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, Sum

from tanu.coverage.boards.wilson import Interval, wilson
from tanu.coverage.people_counts import People, Released, release, released, together
from tanu.coverage.staff_figures import figures_not_written, first_of, lying_in, staff_figures, standing_then
from tanu.institutions.models import InstitutionPeriod
from tanu.institutions.tree import Tree
from tanu.lib.dated import DatedQuerySet
from tanu.lib.dates import local_day
from tanu.lib.languages import in_language
from tanu.lib.names import sort_key

# A territory, and a kind of institution.
Place = tuple[Any, str]


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
    if not _was_counted(day, known_at):
        return []
    return _placed(release(staff_figures(territories, day, known_at)), lying_in(territories, day, known_at))


def released_by_place(territories: Collection[Any], day: date, known_at: datetime | None = None) -> dict[Place, People]:
    """Sums of what `released_on` tells, by territory and kind. What is written down is added up by the database."""
    if not _was_counted(day, known_at):
        return {}
    lying = lying_in(territories, day, known_at)
    counts = "institution__staff_counts"
    then = standing_then(lying, day).values("institution_id")
    rows = lying.filter(**{f"{counts}__month": first_of(day), "institution__in": then}).order_by()
    sums = rows.values_list("territory_id", "kind").annotate(
        asked=Sum(released(F(f"{counts}__asked"))), done=Sum(released(F(f"{counts}__done")))
    )
    found = {(territory, kind): People(asked, done) for territory, kind, asked, done in sums}
    for one in _placed(release(figures_not_written(lying, day)), lying):
        place = one.territory_id, one.kind
        found[place] = found.get(place, People()) + one.people
    return found


def _was_counted(day: date, known_at: datetime | None) -> bool:
    return known_at is None or local_day(known_at) >= first_of(day)


def _placed(found: list[Released], periods: DatedQuerySet) -> list[Released]:
    """Each where and as what its institution stands in `periods`; none that stands in none of them."""
    if not found:
        return []
    people = {one.institution_id: one.people for one in found}
    return [
        Released(institution, territory, kind, people[institution])
        for institution, territory, kind in periods.values_list("institution_id", "territory_id", "kind")
        if institution in people
    ]


def rank(territory: Any, day: date, known_at: datetime | None = None, kind: str = "") -> Ranking | None:
    """As counted on the first of the month; None if the territory did not exist on `day`."""
    tree = Tree.on(day, known_at)
    if territory not in tree:
        return None
    has_parts = bool(tree.parts(territory))
    if has_parts:
        lines = _by_part(tree, territory, released_by_place(tree.within(territory), day, known_at), kind)
    else:
        lines = _by_institution(territory, released_on([territory], day, known_at), day, kind)
    ranked = sorted(lines, key=lambda line: (-line.people.to_train, sort_key(line.name)))
    return Ranking(tree.names[territory], first_of(day), ranked, by_institution=not has_parts)


def _by_part(tree: Tree, territory: Any, found: dict[Place, People], kind: str) -> list[Line]:
    part_of = {place: part for part in tree.parts(territory) for place in tree.within(part)}
    sums = dict.fromkeys(tree.parts(territory), People())
    for (place, one), people in found.items():
        if kind in ("", one):
            part = part_of.get(place, territory)
            sums[part] = sums.get(part, People()) + people
    return [Line(part, tree.names[part], people, part == territory) for part, people in sums.items()]


def _by_institution(territory: Any, found: list[Released], day: date, kind: str) -> list[Line]:
    periods = InstitutionPeriod.objects.on(day).filter(territory=territory)
    names = dict(periods.values_list("institution_id", "name"))
    return [
        Line(one.institution_id, in_language(names.get(one.institution_id, {})), one.people)
        for one in found
        if kind in ("", one.kind)
    ]
