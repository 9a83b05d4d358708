"""How many institutions stand where, by territory: grouped by the database, out of the cache of standings.

What the cache lacks is counted from the facts, so that figures are the same with an empty cache.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q

from tanu.coverage.algebra import Cover
from tanu.coverage.facts import read_facts
from tanu.coverage.models import Standing
from tanu.institutions.models import InstitutionPeriod
from tanu.lib.dates import add_months

# Months of a trend and of a forecast.
MONTHS = 12
# Institutions whose facts are read at once.
CHUNK = 500
_Cell = tuple[Any, str, Cover]
_CELL = ("territory_id", "kind", "cover")


@dataclass(frozen=True)
class Tallied:
    """So many institutions of a kind in a territory stand so."""

    territory_id: Any
    kind: str
    cover: Cover
    institutions: int


def tally(territories: Collection[Any], day: date, known_at: datetime | None = None) -> list[Tallied]:
    """Institutions that lie in `territories` on `day`, as known now or at a past moment."""
    inside, found = set(territories), Counter[_Cell]()
    if known_at is None:
        groups = Standing.objects.on(day).filter(territory_id__in=inside).order_by()
        for territory, kind, cover, number in groups.values_list(*_CELL).annotate(Count("pk")):
            found[territory, kind, Cover(cover)] += number
    for lacking, among in _lacking(inside, [day], known_at):
        for row in standings(lacking, among, known_at):
            if row.territory_id in inside:
                found[row.territory_id, row.kind, Cover(row.cover)] += 1
    return [Tallied(territory, kind, cover, number) for (territory, kind, cover), number in found.items()]


def trend(territories: Collection[Any], days: Sequence[date], kind: str = "") -> dict[date, Counter[Cover]]:
    """How many stand where on each of `days`, past or to come, as known now; of one kind if it is named."""
    inside, written = set(territories), Counter[date]()
    found: dict[date, Counter[Cover]] = {day: Counter() for day in days}
    cached = Standing.objects.filter(territory_id__in=inside, day__in=days)
    for day, one, cover, number in cached.order_by().values_list("day", "kind", "cover").annotate(Count("pk")):
        written[day] += number
        found[day][Cover(cover)] += number if kind in ("", one) else 0
    unwritten = [day for day, number in _standing_on(inside, days).items() if number != written[day]]
    for lacking, among in _lacking(inside, unwritten, None):
        for row in standings(lacking, among):
            if row.territory_id in inside and kind in ("", row.kind):
                found[row.day][Cover(row.cover)] += 1
    return found


def months_from(day: date, number: int = MONTHS) -> list[date]:
    """The first days of the months after `day`; before it, the latest last, if `number` is negative."""
    first = day.replace(day=1)
    steps = range(1, number + 1) if number > 0 else range(number + 1, 1)
    return [add_months(first, step) for step in steps]


def standings(
    institutions: Sequence[Any], days: Sequence[date], known_at: datetime | None = None
) -> Iterable[Standing]:
    """Where each of `institutions` stands on each of `days`, from the facts; where it does not exist there is none."""
    for start in range(0, len(institutions), CHUNK):
        chunk = institutions[start : start + CHUNK]
        facts = read_facts(chunk, days, known_at)
        for day in days:
            for institution in chunk:
                if period := facts.period(institution, day):
                    status = facts.status(institution, period, day)
                    yield Standing(
                        institution_id=institution,
                        territory_id=period.territory,
                        day=day,
                        kind=period.kind,
                        cover=status.cover,
                        reason=status.reason or "",
                        has_protocol=facts.has_protocol(institution, day),
                    )


def _standing_on(territories: set[Any], days: Sequence[date]) -> dict[date, int]:
    """How many institutions there are on each of `days`."""
    numbers = {
        f"on_{place}": Count(
            "pk", filter=Q(valid_from__lte=day) & (Q(valid_until__isnull=True) | Q(valid_until__gt=day))
        )
        for place, day in enumerate(days)
    }
    found = InstitutionPeriod.objects.as_known().filter(territory_id__in=territories).aggregate(**numbers)
    return {day: found[f"on_{place}"] for place, day in enumerate(days)}


def _lacking(
    territories: set[Any], days: Sequence[date], known_at: datetime | None
) -> Iterable[tuple[list[Any], list[date]]]:
    """Institutions without a cached standing, together with the days on which they lack it."""
    without: dict[tuple[date, ...], list[Any]] = defaultdict(list)
    lacking: dict[Any, list[date]] = defaultdict(list)
    for day in days:
        present = InstitutionPeriod.objects.on(day, known_at).filter(territory_id__in=territories)
        if known_at is None:
            cached = Standing.objects.filter(day=day, territory_id__in=territories)
            present = present.exclude(institution__in=cached.values("institution_id"))
        for institution in present.values_list("institution_id", flat=True):
            lacking[institution].append(day)
    for institution, among in lacking.items():
        without[tuple(among)].append(institution)
    return [(institutions, list(among)) for among, institutions in without.items()]
