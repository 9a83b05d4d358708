"""One rule each, asked of one object and as a filter. A role is a dated grant over an institution or a territory."""

from typing import Any

from django.db.models import Q

from tanu.institutions.models import Grant
from tanu.institutions.tree import ids_within
from tanu.lib.dates import local_day
from tanu.people.models import Person


def territories_overseen(person: Person) -> Q:
    """Territories whose coverage an official may see: those granted and all within them today."""
    return Q(pk__in=overseen_ids(person))


def overseen_ids(person: Person) -> list[Any]:
    """Ids of the territories `person` is an official of, and of everything within them today."""
    granted = granted_ids(person)
    return ids_within(granted, local_day()) if granted else []


def granted_ids(person: Person) -> list[Any]:
    """Ids of the territories `person` is an official of today."""
    granted = Grant.objects.on(local_day()).filter(person=person, role=Grant.Role.OFFICIAL)
    return list(granted.order_by("territory__code").values_list("territory_id", flat=True).distinct())


def is_official(person: Person) -> bool:
    return bool(granted_ids(person))
