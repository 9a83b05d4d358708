"""One rule each, asked of one object and as a filter."""

from typing import Any

from django.db.models import Q

from tanu.classroom.models import Day, Seat
from tanu.institutions.models import Grant, InstitutionPeriod, Post
from tanu.institutions.permissions import overseen_ids
from tanu.lib.dates import local_day
from tanu.people.models import Person


def institutions_taught(person: Person) -> Q:
    """Institutions that `person` is a trainer of today."""
    return Q(pk__in=_taught(person))


def is_trainer(person: Person) -> bool:
    return bool(_taught(person).exists())


def own_days(person: Person) -> Q:
    """Days that `person` holds, as long as they are a trainer of the institution."""
    return Q(trainer__in=Person.objects.same_as(person), institution__in=_taught(person))


def days_to_enter(person: Person) -> Q:
    """Days whose sheets `person` may enter: a trainer of the institution, and never somebody who sits there."""
    there = Q(institution__in=_taught(person), called_off_at__isnull=True)
    return there & ~Q(pk__in=Seat.objects.present().of(person).values("day"))


def known_days(person: Person) -> Q:
    return Q(institution__in=_taught(person)) | Q(pk__in=Seat.objects.present().of(person).values("day"))


def own_seats(person: Person) -> Q:
    return Q(person__in=Person.objects.same_as(person), withdrawn_at__isnull=True)


def seats_of_own_days(person: Person) -> Q:
    return Q(day__in=Day.objects.filter(own_days(person)), withdrawn_at__isnull=True)


def seats_to_enter(person: Person) -> Q:
    return Q(day__in=Day.objects.filter(days_to_enter(person)), withdrawn_at__isnull=True)


def known_seats(person: Person) -> Q:
    """Those of the days of one's institutions, and one's own."""
    return Q(day__institution__in=_taught(person), withdrawn_at__isnull=True) | own_seats(person)


def own_evidence(person: Person) -> Q:
    return Q(person__in=Person.objects.same_as(person))


def evidence_to_decide(person: Person) -> Q:
    """Of people who work today where `person` is a trainer, or in a territory they are an official of; never one's own.

    The head of an institution is neither: nobody vouches for their own staff's documents, or for themselves.
    """
    people = Post.objects.on(local_day()).filter(_under(person)).values("person")
    led_to = Person.objects.filter(pk__in=people, merged_into__isnull=False).order_by().values("merged_into")
    there = Q(person__in=people) | Q(person__merged_into__in=people) | Q(person__in=led_to)
    return there & ~own_evidence(person)


def evidence_answered_for(person: Person) -> Q:
    """What comes to `person` to be decided, and what they decided while they still are a trainer or an official."""
    decided = Q(decided_by__in=Person.objects.same_as(person)) & ~own_evidence(person)
    return evidence_to_decide(person) | decided if decides(person) else evidence_to_decide(person)


def decides(person: Person) -> bool:
    """Whether documents come to `person` at all."""
    return is_trainer(person) or bool(overseen_ids(person))


def known_evidence(person: Person) -> Q:
    return own_evidence(person) | evidence_answered_for(person)


def _under(person: Person) -> Q:
    territories = overseen_ids(person)
    there = InstitutionPeriod.objects.on(local_day()).filter(territory__in=territories).values("institution")
    return Q(institution__in=_taught(person)) | Q(institution__in=there)


def _taught(person: Person) -> Any:
    granted = Grant.objects.on(local_day()).filter(person__in=Person.objects.same_as(person), role=Grant.Role.TRAINER)
    return granted.order_by().values("institution")
