"""Whoever is signed in may learn every published course; progress is the learner's alone."""

from typing import Any

from django.db.models import Q

from tanu.people.models import Person


def may_learn(person: Any) -> Q:
    """Published courses and lessons."""
    return Q(retired_on__isnull=True, current__isnull=False)


def own_progress(person: Person) -> Q:
    return Q(person__in=Person.objects.same_as(person))
