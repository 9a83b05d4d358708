from typing import TYPE_CHECKING, Self

from django.db import models

from tanu.people.models import Person

if TYPE_CHECKING:
    from tanu.groups.models import Assignment, Group, Member


class GroupQuerySet(models.QuerySet["Group"]):
    def open(self) -> Self:
        return self.filter(closed_on__isnull=True)

    def locked(self) -> Self:
        """Waits for other writers. Members may still point to a locked row: that is no change of it."""
        return self.select_for_update(no_key=True)

    def with_size(self) -> Self:
        """`size`: how many are in the group now."""
        return self.annotate(size=models.Count("members", filter=models.Q(members__left_at__isnull=True)))


class MemberQuerySet(models.QuerySet["Member"]):
    def present(self) -> Self:
        """Those who have not left."""
        return self.filter(left_at__isnull=True)

    def of(self, person: Person) -> Self:
        return self.filter(person__in=Person.objects.same_as(person))


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def standing(self) -> Self:
        """Not taken off, of cases that can be played."""
        return self.filter(taken_off_at__isnull=True, case__retired_on__isnull=True, case__current__isnull=False)
