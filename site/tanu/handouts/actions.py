"""Reporting that a briefing was held. A row is never changed; a new one takes it back."""

from datetime import date

from django.db import transaction

from tanu.audit.actions import record
from tanu.handouts.models import MOST_HEADS, Briefing
from tanu.institutions.models import Institution
from tanu.lib.dates import local_day
from tanu.people.models import Person


class NotHeld(ValueError):
    """The day lies ahead, or nobody or an unlikely number of people came."""


@transaction.atomic
def report_briefing(institution: Institution, kind: str, held_on: date, headcount: int, *, by: Person) -> Briefing:
    """`by` says that the institution held it. Raises NotHeld."""
    if held_on > local_day() or not 1 <= headcount <= MOST_HEADS:
        raise NotHeld
    briefing = Briefing.objects.create(
        institution=institution, kind=Briefing.Kind(kind), held_on=held_on, headcount=headcount, reported_by=by
    )
    record("report-briefing", briefing, by=by, institution=str(institution.pk), kind=kind, held_on=held_on.isoformat())
    return briefing


@transaction.atomic
def take_back_briefing(briefing: Briefing, *, by: Person) -> Briefing:
    """It was reported by mistake. Taken back already, the row that did it is answered."""
    back, is_new = Briefing.objects.get_or_create(
        takes_back=briefing,
        defaults={
            "institution": briefing.institution,
            "kind": briefing.kind,
            "held_on": briefing.held_on,
            "headcount": briefing.headcount,
            "reported_by": by,
        },
    )
    if is_new:
        record("take-back-briefing", back, by=by, takes_back=str(briefing.pk))
    return back
