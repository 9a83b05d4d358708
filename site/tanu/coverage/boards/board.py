"""The board of a territory on a day, as it was cut on that day. However many institutions, the queries are the same."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tanu.coverage.algebra import Cover
from tanu.coverage.boards.figures import Counts, Figures, read_figures
from tanu.coverage.boards.orders import Deadline, deadline_of, in_force
from tanu.coverage.boards.rows import Row, read_rows, with_details
from tanu.coverage.models import RequirementVersion
from tanu.institutions.models import FRESH_FOR, ReferralRoute, Territory
from tanu.institutions.tree import Tree
from tanu.lib.names import sort_key

# Institutions that one page lists by name.
PAGE = 100


@dataclass(frozen=True)
class Part:
    """A territory within the board's, with what it adds to it; `is_itself`: what lies in none of its parts."""

    territory_id: Any
    name: str
    figures: Figures
    is_itself: bool = False

    @property
    def counts(self) -> Counts:
        return self.figures.counts


@dataclass(frozen=True)
class Route:
    """Who takes referrals in a territory is not known, or was last confirmed too long ago."""

    name: str
    confirmed_on: date | None


@dataclass(frozen=True)
class Board:
    """`rows`: one page of the institutions that lie in the territory and in no part of it, the most urgent first."""

    territory_id: Any
    name: str
    above: str
    day: date
    figures: Figures
    rows: list[Row]
    own_total: int
    page: int
    parts: list[Part]
    requirements: list[RequirementVersion]
    stale_routes: list[Route]

    @property
    def counts(self) -> Counts:
        return self.figures.counts

    @property
    def is_pilot(self) -> bool:
        return any(version.is_pilot for version in self.requirements)

    @property
    def deadline(self) -> Deadline | None:
        return deadline_of(self.requirements)

    @property
    def days_left(self) -> int:
        return self.deadline.days_left(self.day) if self.deadline else 0

    @property
    def pages(self) -> range:
        return range(1, pages_for(self.own_total) + 1)

    @property
    def to_call(self) -> list[Row]:
        return [row for row in self.rows if not row.has_trained]

    @property
    def at_risk(self) -> list[Row]:
        return [row for row in self.rows if row.status.cover == Cover.AT_RISK]

    @property
    def safe(self) -> list[Row]:
        return [row for row in self.rows if row.status.cover == Cover.COVERED]


def read_board(
    territory: Territory,
    day: date,
    *,
    known_at: datetime | None = None,
    kind: str = "",
    cover: str = "",
    page: int = 1,
) -> Board | None:
    """The board as it is known now or was known at a moment, or None if the territory did not exist on `day`.

    `kind` narrows everything to institutions of that kind, `cover` only those listed by name.
    """
    tree = Tree.on(day, known_at)
    if territory.pk not in tree:
        return None
    figures = read_figures(tree.within(territory.pk), day, known_at, kind)
    own = read_rows([territory.pk], day, known_at, kind=kind, cover=cover)
    page = min(page, pages_for(len(own)))
    return Board(
        territory_id=territory.pk,
        name=tree.names[territory.pk],
        above=", ".join(tree.names[above] for above in tree.above(territory.pk)[:1]),
        day=day,
        figures=figures,
        rows=list(with_details(own[(page - 1) * PAGE : page * PAGE], day, known_at)),
        own_total=len(own),
        page=page,
        parts=parts_of(tree, territory.pk, figures),
        requirements=in_force(asked_in(tree, territory.pk), day, known_at),
        stale_routes=_stale_routes(tree, figures.territories, day),
    )


def pages_for(rows: int) -> int:
    return max(1, -(-rows // PAGE))


def asked_in(tree: Tree, territory: Any) -> set[Any]:
    """Places whose requirements ask somebody in the territory: it, what lies in it, what it lies in, the country."""
    return {*tree.within(territory), *tree.above(territory), None}


def parts_of(tree: Tree, territory: Any, figures: Figures) -> list[Part]:
    """None where the territory has no parts."""
    if not tree.parts(territory):
        return []
    found = figures.split({place: part_of(tree, territory, place) for place in figures.territories})
    parts = [Part(part, tree.names[part], found.get(part, Figures({}))) for part in tree.parts(territory)]
    if own := found.get(territory):
        parts.append(Part(territory, tree.names[territory], own, is_itself=True))
    return parts


def part_of(tree: Tree, territory: Any, place: Any) -> Any:
    """The part of `territory` in which `place` lies; the territory itself where it lies in none of its parts."""
    line = [place, *tree.above(place)]
    return line[max(line.index(territory) - 1, 0)]


def _stale_routes(tree: Tree, places: Collection[Any], day: date) -> list[Route]:
    """Of the territories in which institutions lie: those where nobody has confirmed lately who takes referrals."""
    known = dict(ReferralRoute.objects.filter(territory_id__in=places).values_list("territory_id", "confirmed_on"))
    stale = [
        Route(tree.names[place], known.get(place))
        for place in places
        if (confirmed_on := known.get(place)) is None or confirmed_on <= day - FRESH_FOR
    ]
    return sorted(stale, key=lambda route: sort_key(route.name))
