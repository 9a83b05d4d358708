"""One rule each, asked of one object and as a filter."""

from typing import Any

from django.db.models import Q

from tanu.institutions.models import Grant
from tanu.lib.dates import local_day
from tanu.people.models import Person


def may_play(person: Any) -> Q:
    """Cases in use, for whoever is signed in."""
    return Q(retired_on__isnull=True, current__isnull=False)


def own_playthroughs(person: Person) -> Q:
    """A way is its learner's alone; nobody else reads it."""
    return Q(person__in=Person.objects.same_as(person))


def may_see_choices(person: Any) -> Q:
    """Cases of which lecturers, trainers and editors see what people chose; nobody else, whatever they lead."""
    teaches = person.has_perm("wagtailadmin.access_admin") or _is_teaching(person)
    return Q() if teaches else Q(pk__in=[])


def _is_teaching(person: Person) -> bool:
    roles = (Grant.Role.LECTURER, Grant.Role.TRAINER)
    people = Person.objects.same_as(person)
    return bool(Grant.objects.on(local_day()).filter(person__in=people, role__in=roles).exists())
