"""One rule each, asked of one object and as a filter. A role is a dated grant over an institution or a territory."""

from typing import Any

from django.db.models import Q

from tanu.institutions.models import Designation, Grant, Post, Profession
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


def institutions_led(person: Person) -> Q:
    """Institutions that `person` is the head or the designated officer of today, or the officer's deputy."""
    people, today = Person.objects.same_as(person), local_day()
    heads = Post.objects.on(today).filter(person__in=people, profession=Profession.HEAD)
    granted = Grant.objects.on(today).filter(person__in=people, role=Grant.Role.HEAD)
    officers = Designation.objects.on(today).filter(person__in=people)
    return (
        Q(pk__in=heads.values("institution"))
        | Q(pk__in=granted.values("institution"))
        | Q(pk__in=officers.values("institution"))
    )


def is_official(person: Person) -> bool:
    return bool(granted_ids(person))
