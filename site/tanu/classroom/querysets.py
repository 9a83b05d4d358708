from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Count, Q

from tanu.people.models import Person

if TYPE_CHECKING:
    from tanu.classroom.models import Day, Evidence, Seat


class DayQuerySet(models.QuerySet["Day"]):
    def locked(self) -> Self:
        """Waits for other writers: the last seat is given once."""
        return self.select_for_update(of=("self",), no_key=True)

    def with_taken(self) -> Self:
        """`taken_seats`: how many seats are taken now."""
        return self.annotate(taken_seats=Count("taken", filter=Q(taken__withdrawn_at__isnull=True)))


class SeatQuerySet(models.QuerySet["Seat"]):
    def present(self) -> Self:
        """Those that were not left."""
        return self.filter(withdrawn_at__isnull=True)

    def of(self, person: Person) -> Self:
        return self.filter(person__in=Person.objects.same_as(person))

    def locked(self) -> Self:
        return self.select_for_update(of=("self",), no_key=True)


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def of(self, person: Person) -> Self:
        return self.filter(person__in=Person.objects.same_as(person))

    def waiting(self) -> Self:
        return self.filter(state="waiting")

    def accepted(self) -> Self:
        return self.filter(state="accepted")

    def locked(self) -> Self:
        return self.select_for_update(of=("self",), no_key=True)
