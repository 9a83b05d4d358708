"""How many of the other staff of institutions need a seat within twelve months: released numbers only."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, Q, When
from django.db.models.functions import Coalesce

from tanu.coverage.models import Obligation
from tanu.coverage.people_counts import released
from tanu.coverage.staff_figures import end_of, first_of
from tanu.institutions.models import Designation, InstitutionPeriod
from tanu.lib.dates import add_months


def seats_of_others(territories: Collection[Any], day: date, kind: str = "") -> dict[Any, int]:
    """By institution, as known on the evening of the first of the month; officers and deputies are not among them."""
    return {institution: released(number) for institution, number in needed_seats(territories, day, kind).items()}


def needed_seats(territories: Collection[Any], day: date, kind: str = "") -> dict[Any, int]:
    """Raw numbers, never shown as they are: for whom a training falls due or expires in these months, or did before."""
    month = first_of(day)
    known_at, end = end_of(month), add_months(month, 12)
    periods = InstitutionPeriod.objects.on(month).filter(territory_id__in=territories)
    if kind:
        periods = periods.filter(kind=kind)
    living = Designation.objects.on(month, known_at).annotate(living=Coalesce("person__merged_into", "person"))
    here = living.filter(living=OuterRef("person"), institution=OuterRef("institution"))
    needed = Case(When(completed_on__isnull=True, then=F("due_on")), default=F("expires_on"))
    rows = Obligation.objects.held(known_at).filter(~Exists(here), arose_on__lte=month)
    rows = rows.filter(institution__in=periods.values("institution_id"))
    rows = rows.annotate(needed=needed).filter(needed__lt=end)
    rows = rows.filter(Q(ended_on__isnull=True) | (Q(ended_on__gt=month) & Q(ended_on__gt=F("needed"))))
    grouped = rows.order_by().values_list("institution_id").annotate(Count("person_id", distinct=True))
    return dict(grouped)
