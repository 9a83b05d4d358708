from collections import defaultdict
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models

from tanu.people.models import Person

if TYPE_CHECKING:
    from tanu.records.models import Completion, Refresher


class CompletionQuerySet(models.QuerySet["Completion"]):
    def of(self, person: Person) -> "CompletionQuerySet":
        """The person's own, and those of records that were joined into theirs."""
        return self.filter(person__in=Person.objects.same_as(person))

    def standing(self, known_at: datetime | None = None) -> "CompletionQuerySet":
        """Rows that count: neither void nor corrected by a later row, as known now or at a past moment."""
        rows = self.filter(is_void=False)
        if known_at is None:
            return rows.filter(corrected_by__isnull=True)
        return rows.filter(recorded_at__lte=known_at).exclude(corrected_by__recorded_at__lte=known_at)

    def valid_on(self, day: date) -> "CompletionQuerySet":
        return self.filter(completed_on__lte=day).filter(
            models.Q(valid_until__isnull=True) | models.Q(valid_until__gt=day)
        )


class RefresherQuerySet(models.QuerySet["Refresher"]):
    def by_completion(self) -> dict[UUID, list[tuple[int, date]]]:
        """Completion to the numbers of the editions that it was brought up to, each with the day."""
        found: dict[UUID, list[tuple[int, date]]] = defaultdict(list)
        for completion, number, day in self.order_by().values_list("completion", "edition__number", "completed_on"):
            found[completion].append((number, day))
        return found

    def newest(self) -> dict[UUID, int]:
        """Completion to the number of the newest edition that it was brought up to."""
        rows = self.order_by().values("completion").annotate(number=models.Max("edition__number"))
        return dict(rows.values_list("completion", "number"))
