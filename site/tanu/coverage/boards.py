"""The board of a territory on a day, as it was cut on that day. However many institutions, the queries are the same."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from tanu.coverage.algebra import HAS_TRAINED, Cover, Reason, Status
from tanu.coverage.books import Officer, officers_on, staffed_on, status_of
from tanu.coverage.models import RequirementVersion, Standing
from tanu.institutions.models import InstitutionPeriod, ReferralRoute, Territory
from tanu.institutions.nearby import FRESH_FOR
from tanu.institutions.tree import Tree
from tanu.lib.languages import in_language
from tanu.lib.names import sort_key

# Whom to call first: those who have nobody, then those who missed something.
_URGENCY = [Cover.NOT_REGISTERED, Cover.NOBODY_APPOINTED, Cover.NOT_COVERED, Cover.AT_RISK, Cover.COVERED]


@dataclass(frozen=True)
class Row:
    """An institution on the day."""

    institution_id: Any
    territory_id: Any
    name: str
    kind: str
    head_name: str
    phone: str
    status: Status
    officers: list[Officer] = field(default_factory=list)

    @property
    def reason(self) -> str:
        return str((self.status.reason or self.status.cover).label)

    @property
    def urgency(self) -> tuple[int, int, str]:
        reason = list(Reason).index(self.status.reason) if self.status.reason else -1
        return _URGENCY.index(self.status.cover), reason, sort_key(self.name)


@dataclass(frozen=True)
class Counts:
    """How many institutions stand where."""

    covered: int = 0
    at_risk: int = 0
    uncovered: int = 0

    @property
    def trained(self) -> int:
        return self.covered + self.at_risk

    @property
    def total(self) -> int:
        return self.trained + self.uncovered

    @property
    def percent(self) -> int:
        return 100 * self.trained // self.total if self.total else 0


@dataclass(frozen=True)
class Part:
    """A territory within the board's, with what it adds to it; `is_itself`: what lies in none of its parts."""

    territory_id: Any
    name: str
    rows: list[Row]
    is_itself: bool = False

    @cached_property
    def counts(self) -> Counts:
        return count(self.rows)


@dataclass(frozen=True)
class Route:
    """Who takes referrals in a territory is not known, or was last confirmed too long ago."""

    name: str
    confirmed_on: date | None


@dataclass(frozen=True)
class Board:
    territory_id: Any
    name: str
    above: str
    day: date
    rows: list[Row]
    parts: list[Part]
    requirements: list[RequirementVersion]
    stale_routes: list[Route]

    @cached_property
    def counts(self) -> Counts:
        return count(self.rows)

    @property
    def is_pilot(self) -> bool:
        return any(version.is_pilot for version in self.requirements)

    @property
    def uncovered(self) -> list[Row]:
        return [row for row in self.rows if row.status.cover not in HAS_TRAINED]

    @property
    def own(self) -> list[Row]:
        """Institutions that lie in the territory and in no part of it: those it calls itself."""
        return [row for row in self.rows if row.territory_id == self.territory_id]

    @property
    def to_call(self) -> list[Row]:
        return [row for row in self.own if row.status.cover not in HAS_TRAINED]

    @property
    def at_risk(self) -> list[Row]:
        return [row for row in self.own if row.status.cover == Cover.AT_RISK]

    @property
    def safe(self) -> list[Row]:
        return [row for row in self.own if row.status.cover == Cover.COVERED]


def count(rows: Iterable[Row]) -> Counts:
    covers = [row.status.cover for row in rows]
    covered, at_risk = covers.count(Cover.COVERED), covers.count(Cover.AT_RISK)
    return Counts(covered, at_risk, len(covers) - covered - at_risk)


def read_board(territory: Territory, day: date, *, with_all_officers: bool = False) -> Board | None:
    """The board, or None if the territory did not exist on `day`. Nine queries.

    Officers are read for the institutions that the territory calls itself, `with_all_officers` for those of its parts.
    """
    tree = Tree.on(day)
    if territory.pk not in tree:
        return None
    within = tree.within(territory.pk)
    rows = _rows(within, within if with_all_officers else [territory.pk], day)
    return Board(
        territory_id=territory.pk,
        name=tree.names[territory.pk],
        above=", ".join(tree.names[above] for above in tree.above(territory.pk)[:1]),
        day=day,
        rows=rows,
        parts=_parts(tree, territory.pk, rows),
        requirements=_requirements(tree, territory.pk, day),
        stale_routes=_stale_routes(tree, rows, day),
    )


def _rows(territories: Collection[Any], listed: Collection[Any], day: date) -> list[Row]:
    """Institutions of `territories`, the most urgent first, with officers where they lie in one that is `listed`."""
    periods = list(InstitutionPeriod.objects.on(day).filter(territory_id__in=territories))
    cached = _cached(territories, day)
    unread = {period.institution_id: period.officers_owed for period in periods if period.institution_id not in cached}
    shown = {period.institution_id for period in periods if period.territory_id in listed}
    officers = officers_on(unread.keys() | shown, day)
    statuses = cached | status_of(unread, officers, staffed_on(unread, day), day)
    rows = [
        Row(
            institution_id=period.institution_id,
            territory_id=period.territory_id,
            name=in_language(period.name),
            kind=period.kind,
            head_name=period.head_name,
            phone=period.phone,
            status=statuses[period.institution_id],
            officers=officers.get(period.institution_id, []) if period.institution_id in shown else [],
        )
        for period in periods
    ]
    return sorted(rows, key=lambda row: row.urgency)


def _cached(territories: Collection[Any], day: date) -> dict[Any, Status]:
    inside = InstitutionPeriod.objects.on(day).filter(territory_id__in=territories).values("institution_id")
    found = Standing.objects.on(day).filter(institution_id__in=inside)
    return {
        institution: Status(Cover(cover), Reason(reason) if reason else None)
        for institution, cover, reason in found.values_list("institution_id", "cover", "reason")
    }


def _parts(tree: Tree, territory: Any, rows: list[Row]) -> list[Part]:
    if not tree.parts(territory):
        return []
    by_territory: dict[Any, list[Row]] = {}
    for row in rows:
        by_territory.setdefault(row.territory_id, []).append(row)
    parts = [
        Part(part, tree.names[part], [row for place in tree.within(part) for row in by_territory.get(place, [])])
        for part in tree.parts(territory)
    ]
    if own := by_territory.get(territory):
        parts.append(Part(territory, tree.names[territory], own, is_itself=True))
    return parts


def _requirements(tree: Tree, territory: Any, day: date) -> list[RequirementVersion]:
    """What is asked of anybody there: versions in force in the territory, above it or in a part of it."""
    places = {*tree.within(territory), *tree.above(territory), None}
    latest: dict[Any, RequirementVersion] = {}
    begun = RequirementVersion.objects.as_known().filter(valid_from__lte=day)
    for version in begun.select_related("requirement").order_by("requirement__key", "number"):
        latest[version.requirement_id] = version
    return [
        version
        for version in latest.values()
        if version.territory_id in places and (version.valid_until is None or version.valid_until > day)
    ]


def _stale_routes(tree: Tree, rows: list[Row], day: date) -> list[Route]:
    """Of the territories in which institutions lie: those where nobody has confirmed lately who takes referrals."""
    places = {row.territory_id for row in rows}
    known = dict(ReferralRoute.objects.filter(territory_id__in=places).values_list("territory_id", "confirmed_on"))
    stale = [
        Route(tree.names[place], known.get(place))
        for place in places
        if (confirmed_on := known.get(place)) is None or confirmed_on <= day - FRESH_FOR
    ]
    return sorted(stale, key=lambda route: sort_key(route.name))
