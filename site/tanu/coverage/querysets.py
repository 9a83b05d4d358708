from collections.abc import Collection
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    from tanu.coverage.models import Obligation, Standing


class ObligationQuerySet(models.QuerySet["Obligation"]):
    def live(self) -> "ObligationQuerySet":
        return self.filter(superseded_at__isnull=True)

    def standing(self) -> "ObligationQuerySet":
        """Decisions whose completion, if there is one, has not been corrected since."""
        return self.known(None)

    def held(self, at: datetime | None) -> "ObligationQuerySet":
        """Decisions that hold now, or held at a past moment: at most one of a person, an institution and a version."""
        if at is None:
            return self.live()
        return self.filter(decided_at__lte=at).filter(
            models.Q(superseded_at__isnull=True) | models.Q(superseded_at__gt=at)
        )

    def known(self, at: datetime | None) -> "ObligationQuerySet":
        """Decisions made by then, now unless given, whose completion had not been corrected by then."""
        if at is None:
            return self.filter(models.Q(completion__isnull=True) | models.Q(completion__corrected_by__isnull=True))
        rows = self.filter(decided_at__lte=at)
        return rows.exclude(completion__corrected_by__recorded_at__lte=at)

    def of(self, people: Collection[Any]) -> "ObligationQuerySet":
        return self.filter(person_id__in=people)

    def at(self, institutions: Collection[Any]) -> "ObligationQuerySet":
        return self.filter(institution_id__in=institutions)

    def with_versions(self) -> "ObligationQuerySet":
        return self.select_related("version__requirement", "version__training", "person__merged_into")

    def latest_last(self, known_at: datetime | None = None) -> "ObligationQuerySet":
        """In the order of their decision, those that hold today, or held at that moment, after all that do not."""
        superseded: Any = models.F("superseded_at")
        if known_at:
            superseded = models.Case(models.When(superseded_at__lte=known_at, then=superseded))
        return self.order_by(models.ExpressionWrapper(superseded, models.DateTimeField()).asc(nulls_last=True), "pk")


class StandingQuerySet(models.QuerySet["Standing"]):
    def at(self, institutions: Collection[Any]) -> "StandingQuerySet":
        return self.filter(institution_id__in=institutions)

    def on(self, day: date) -> "StandingQuerySet":
        return self.filter(day=day)
