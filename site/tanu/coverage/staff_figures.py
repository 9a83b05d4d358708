"""How many of the staff of institutions have done what is asked of them: officers and deputies are not among them."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import BooleanField, Case, Exists, F, Max, OuterRef, Q, Value, When, Window
from django.db.models.functions import Coalesce, RowNumber

from tanu.coverage.cases import Joined, Pair
from tanu.coverage.excuses import read_excuses
from tanu.coverage.models import Obligation, StaffCount
from tanu.coverage.querysets import ObligationQuerySet
from tanu.institutions.models import Designation, InstitutionPeriod
from tanu.lib.dated import DatedQuerySet
from tanu.lib.dates import ALMATY, add_months, local_day


@dataclass(frozen=True)
class StaffFigure:
    """An institution's staff, counted on the first of a month. Never shown as it is: see `people_counts`."""

    institution_id: Any
    territory_id: Any
    kind: str
    asked: int
    done: int


def first_of(day: date) -> date:
    """The latest first of a month up to `day` whose evening is over: until then nothing of it is released."""
    first = day.replace(day=1)
    return add_months(first, -1) if first == local_day() else first


def end_of(day: date) -> datetime:
    """The moment at which a local day ends."""
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=ALMATY)


def staff_figures(territories: Collection[Any], day: date, known_at: datetime | None = None) -> list[StaffFigure]:
    """Of every institution that lies in `territories` on `day`, as known on the evening of the first of the month."""
    return _figures(standing_then(lying_in(territories, day, known_at), day), first_of(day))


def figures_not_written(lying: DatedQuerySet, day: date) -> list[StaffFigure]:
    """Of the institutions of these periods, those that the cache lacks."""
    month = first_of(day)
    written = StaffCount.objects.filter(month=month, institution=OuterRef("institution"))
    return _figures(standing_then(lying, day).filter(~Exists(written)), month)


def lying_in(territories: Collection[Any], day: date, known_at: datetime | None = None) -> DatedQuerySet:
    """The periods of the institutions that lie in `territories` on `day`."""
    return InstitutionPeriod.objects.on(day, known_at).filter(territory_id__in=territories)


def standing_then(lying: DatedQuerySet, day: date) -> DatedQuerySet:
    """The periods of the same institutions on the first of the month, wherever they lay."""
    return InstitutionPeriod.objects.on(first_of(day)).filter(institution__in=lying.values("institution_id"))


def _figures(periods: DatedQuerySet, month: date) -> list[StaffFigure]:
    rows = periods.values_list("institution_id", "territory_id", "kind")
    places = {pk: (territory, kind) for pk, territory, kind in rows}
    if not places:
        return []
    known = StaffCount.objects.filter(month=month, institution__in=periods.values("institution_id"))
    counts = {pk: (asked, done) for pk, asked, done in known.values_list("institution_id", "asked", "done")}
    counts |= count_staff([pk for pk in places if pk not in counts], month, end_of(month))
    return [StaffFigure(pk, *places[pk], *counts[pk]) for pk in places]


def count_staff(
    institutions: Collection[Any], day: date, known_at: datetime | None = None
) -> dict[Any, tuple[int, int]]:
    """How many are asked something on `day`, and how many of them have done all of it, by institution. Five queries."""
    if not institutions:
        return {}
    joined = Joined()
    officers = _officers(institutions, day, known_at, joined)
    excuses = read_excuses(joined, institutions=institutions, known_at=known_at)
    done: dict[Pair, bool] = {}
    rows = _asked(Obligation.objects.known(known_at).at(institutions), day, known_at)
    for person, institution, requirement, ended_on, is_done in rows:
        pair = joined.living(person), institution
        if pair in officers or (ended_on and ended_on <= day):
            continue
        if not is_done and any(span.holds(day) for span in excuses.of(*pair, requirement)):
            continue
        done[pair] = done.get(pair, True) and bool(is_done)
    counts: dict[Any, list[int]] = defaultdict(lambda: [0, 0])
    for (_, institution), is_done in done.items():
        counts[institution][0] += 1
        counts[institution][1] += is_done
    return {institution: (counts[institution][0], counts[institution][1]) for institution in institutions}


def _asked(rows: ObligationQuerySet, day: date, known_at: datetime | None) -> Any:
    """One row a duty that had begun by `day`: person, institution, requirement, its end, and whether it is done.

    It is the duty that began last; done is what any decision about it says that holds on the day. The end is not asked
    about here: the database would leave out rows before it looks for the last.
    """
    duty: list[Any] = [Coalesce("person__merged_into", "person"), F("institution"), F("version__requirement")]
    holds = Q(completed_on__lte=day) & (Q(expires_on__isnull=True) | Q(expires_on__gt=day))
    is_done = Case(When(holds, then=Value(1)), default=Value(0))
    begun = rows.filter(arose_on__lte=day)
    return (
        begun.annotate(
            place=Window(RowNumber(), partition_by=duty, order_by=_last_first(known_at)),
            done=Window(Max(is_done), partition_by=duty),
        )
        .filter(place=1)
        .values_list("person_id", "institution_id", "version__requirement_id", "ended_on", "done")
    )


def _last_first(known_at: datetime | None) -> list[Any]:
    superseded = Q(superseded_at__isnull=False)
    if known_at:
        superseded &= Q(superseded_at__lte=known_at)
    is_past = Case(When(superseded, then=Value(True)), default=Value(False), output_field=BooleanField())
    return [is_past.asc(), F("arose_on").desc(), F("superseded_at").desc(nulls_first=True), F("pk").desc()]


def _officers(institutions: Collection[Any], day: date, known_at: datetime | None, joined: Joined) -> set[Pair]:
    rows = Designation.objects.on(day, known_at).filter(institution_id__in=institutions)
    return {(joined.living(person), pk) for person, pk in rows.values_list("person_id", "institution_id")}
