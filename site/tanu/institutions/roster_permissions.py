"""Who sends rosters, and for which institutions: one rule each, asked of one object and as a filter."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from tanu.institutions.models import Institution, InstitutionPeriod, Territory
from tanu.institutions.permissions import institutions_headed, institutions_led, overseen_ids, territories_overseen
from tanu.institutions.roster_models import RosterImport
from tanu.institutions.tree import ids_within
from tanu.lib.dates import local_day
from tanu.people.models import Person

CODES_STAY = timedelta(days=1)


def institutions_sent_for(person: Person) -> Q:
    """Institutions that `person` may send a roster for: those they head, and all within their territories today."""
    return institutions_headed(person) | _overseen(person)


def institutions_known(person: Person) -> Q:
    """Its designated officers know an institution too, and send no roster."""
    return institutions_sent_for(person) | institutions_led(person)


def rosters_of(person: Person) -> Q:
    """Rosters for a place that `person` may send one for today."""
    institutions = Institution.objects.filter(institutions_sent_for(person)).values("pk")
    territories = Territory.objects.filter(territories_overseen(person)).values("pk")
    return Q(institution__in=institutions) | Q(territory__in=territories)


def rosters_undone_by(person: Person) -> Q:
    """Rosters that concern no institution but those that `person` may send one for today.

    A mandate may have shrunk since, or an institution have gone to another district.
    """
    beyond = Institution.objects.exclude(institutions_sent_for(person)).values("pk")
    touching = RosterImport.touches.through.objects.filter(institution__in=beyond)
    return rosters_of(person) & ~Q(pk__in=touching.values("rosterimport"))


def sees_codes(roster: RosterImport, person: Person) -> bool:
    """Login codes are shown to the one who took the roster in, and for a day."""
    if roster.state != RosterImport.State.TAKEN or roster.taken_by_id != person.pk or roster.taken_at is None:
        return False
    return timezone.now() < roster.taken_at + CODES_STAY


def institutions_of(roster: RosterImport, person: Person) -> set[Any]:
    """Ids of the institutions that may stand in it."""
    if roster.institution_id:
        return {roster.institution_id}
    return ids_in(roster.territory_id, person)


def headed_among(institutions: Collection[Any], person: Person) -> set[Any]:
    """Those of them whose staff `person` sees by name and lets leave: where they are the head today."""
    headed = Institution.objects.filter(institutions_headed(person))
    return set(headed.values_list("pk", flat=True)) & set(institutions)


def ids_in(territory: Any, person: Person) -> set[Any]:
    """Ids of the institutions within a territory today, as far as `person` oversees it."""
    today = local_day()
    within = set(ids_within([territory], today)) & set(overseen_ids(person))
    periods = InstitutionPeriod.objects.on(today).filter(territory__in=within)
    return set(periods.values_list("institution_id", flat=True))


def _overseen(person: Person) -> Q:
    territories = overseen_ids(person)
    if not territories:
        return Q(pk__in=[])
    periods = InstitutionPeriod.objects.on(local_day()).filter(territory__in=territories)
    return Q(pk__in=periods.values("institution"))
