"""Whoever is signed in may learn every published course; progress is the learner's alone."""

from typing import TYPE_CHECKING, Any

from django.db.models import Q

if TYPE_CHECKING:
    from tanu.people.models import Person


def may_learn(person: Any) -> Q:
    """Published courses and lessons."""
    return Q(retired_on__isnull=True, current__isnull=False)


def own_progress(person: "Person") -> Q:
    return Q(person=person) | Q(person__merged_into=person)
