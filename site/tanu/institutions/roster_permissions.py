"""Who sends rosters, and for which institutions: one rule each, asked of one object and as a filter."""

from typing import Any

from django.db.models import Q

from tanu.institutions.models import Institution, InstitutionPeriod, Territory
from tanu.institutions.permissions import institutions_headed, institutions_led, overseen_ids, territories_overseen
from tanu.institutions.roster_models import RosterImport
from tanu.institutions.tree import ids_within
from tanu.lib.dates import local_day
from tanu.people.models import Person


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


def institutions_of(roster: RosterImport, person: Person) -> set[Any]:
    """Ids of the institutions that may stand in it."""
    if roster.institution_id:
        return {roster.institution_id}
    return ids_in(roster.territory_id, person)


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
