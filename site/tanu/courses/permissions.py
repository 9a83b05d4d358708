"""Whoever is signed in may learn every published course; progress is the learner's alone."""

from typing import Any

from django.db.models import Q

from tanu.people.models import Person


def may_learn(person: Any) -> Q:
    """Published courses and lessons."""
    return Q(retired_on__isnull=True, current__isnull=False)


def may_read_sums(person: Any) -> Q:
    """Courses of which editors may read what everybody together remembers; for everybody else there are none."""
    return Q() if person.has_perm("wagtailadmin.access_admin") else Q(pk__in=[])


def own_progress(person: Person) -> Q:
    return Q(person__in=Person.objects.same_as(person))
