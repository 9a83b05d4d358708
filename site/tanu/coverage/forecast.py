"""Where institutions will stand on the first of each of the next twelve months, if nobody books a seat; and the seats.

It follows from what is known today: trainings that expire, people whose leaving or coming is recorded.
"""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from tanu.coverage.algebra import Cover, postponed
from tanu.coverage.cases import Joined
from tanu.coverage.excuses import read_excuses
from tanu.coverage.models import Obligation
from tanu.coverage.tallies import months_from, trend
from tanu.institutions.models import Designation, InstitutionPeriod


@dataclass(frozen=True)
class Month:
    """`day` is the first of the month; `seats_officers` counts officers and deputies.

    A seat is needed in the month in which a training is due or expires; what is due already, in the first month.
    """

    day: date
    covers: Counter[Cover]
    seats_officers: int


def forecast(territories: Collection[Any], today: date, kind: str = "") -> list[Month]:
    """The next twelve months of the institutions that lie in `territories` today; of one kind if it is named."""
    days = months_from(today)
    covers, seats = trend(territories, days, kind), _seats_of_officers(territories, today, kind)
    return [Month(day, covers[day], seats[day]) for day in days]


def _seats_of_officers(territories: Collection[Any], today: date, kind: str) -> Counter[date]:
    periods = InstitutionPeriod.objects.on(today).filter(territory_id__in=territories)
    if kind:
        periods = periods.filter(kind=kind)
    there = periods.values("institution_id")
    joined = Joined()
    excuses = read_excuses(joined, institutions=there)
    designated = Designation.objects.on(today).filter(institution__in=there)
    officers = {(joined.living(person), at) for person, at in designated.values_list("person_id", "institution_id")}
    rows = Obligation.objects.live().filter(institution__in=there).of(joined.all_of(person for person, _ in officers))
    seats: dict[date, set[Any]] = defaultdict(set)
    first = months_from(today)[0]
    for person, at, requirement, due_on, completed_on, expires_on, ended_on in rows.values_list(*_TERMS):
        pair = joined.living(person), at
        needed = expires_on if completed_on else postponed(due_on, excuses.of(*pair, requirement))
        if pair in officers and needed and (ended_on is None or ended_on > max(needed, today)):
            seats[max(needed.replace(day=1), first)].add(pair[0])
    return Counter({month: len(people) for month, people in seats.items()})


_TERMS = (
    "person_id",
    "institution_id",
    "version__requirement_id",
    "due_on",
    "completed_on",
    "expires_on",
    "ended_on",
)
