"""Where institutions will stand on the first of each of the next twelve months, if nobody books a seat; and the seats.

It follows from what is known today: trainings that expire, people whose leaving or coming is recorded.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, F, Q, When
from django.db.models.functions import TruncMonth

from tanu.coverage.algebra import Cover
from tanu.coverage.models import Obligation
from tanu.coverage.tallies import months_from, trend
from tanu.institutions.models import InstitutionPeriod
from tanu.lib.dates import add_months


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
    first, *_, last = months_from(today)
    periods = InstitutionPeriod.objects.on(today).filter(territory_id__in=territories)
    if kind:
        periods = periods.filter(kind=kind)
    rows = Obligation.objects.live().filter(version__designated_only=True)
    rows = rows.filter(institution__in=periods.values("institution_id"))
    needed = Case(When(completed_on__isnull=True, then=F("due_on")), default=F("expires_on"))
    rows = rows.annotate(needed=needed).filter(needed__lt=add_months(last, 1))
    rows = rows.filter(Q(ended_on__isnull=True) | (Q(ended_on__gt=today) & Q(ended_on__gt=F("needed"))))
    grouped = rows.order_by().annotate(month=TruncMonth("needed")).values_list("month")
    seats: Counter[date] = Counter()
    for month, number in grouped.annotate(Count("person_id", distinct=True)):
        seats[max(month, first)] += number
    return seats
