"""One rule each, asked of one object and as a filter."""

from typing import Any

from django.core.cache import cache
from django.db.models import Exists, Q, QuerySet

from tanu.groups.models import Group, Member
from tanu.institutions.models import Grant
from tanu.lib.dates import local_day
from tanu.people.models import Person


def may_open_groups(person: Person) -> bool:
    """Lecturers and trainers, as long as they are."""
    return _teaching(person).exists()


def own_groups(person: Person) -> Q:
    """Groups that a lecturer or trainer opened; none once they teach no more."""
    return Q(owner__in=Person.objects.same_as(person)) if may_open_groups(person) else Q(pk__in=[])


def joined_groups(person: Person) -> Q:
    """Groups that `person` has joined and not left."""
    return Q(pk__in=Member.objects.present().of(person).values("group"))


def known_groups(person: Person) -> Q:
    return own_groups(person) | joined_groups(person)


def own_assignments(person: Person) -> Q:
    return Q(group__in=Group.objects.filter(own_groups(person)))


def own_memberships(person: Person) -> Q:
    return Q(person__in=Person.objects.same_as(person), left_at__isnull=True)


def cases_assigned(person: Any) -> Q:
    """Cases that `person` is to play in a group."""
    groups = Group.objects.open().filter(joined_groups(person))
    return Q(assignments__group__in=groups, assignments__taken_off_at__isnull=True)


def has_groups(person: Person) -> bool:
    """Whether the page of groups is of use to `person`: lecturers, trainers, members.

    Asked on every page, so the database is asked once a minute.
    """
    return bool(cache.get_or_set(_remembered(person), lambda: _has_groups(person), 60))


def forget_groups(person: Person) -> None:
    cache.delete(_remembered(person))


def _has_groups(person: Person) -> bool:
    present = Member.objects.present().of(person)
    return Person.objects.filter(Exists(_teaching(person)) | Exists(present), pk=person.pk).exists()


def _teaching(person: Person) -> QuerySet[Grant]:
    roles = (Grant.Role.LECTURER, Grant.Role.TRAINER)
    people = Person.objects.same_as(person)
    return Grant.objects.on(local_day()).filter(person__in=people, role__in=roles)


def _remembered(person: Person) -> str:
    return f"groups:has:{person.pk}"
