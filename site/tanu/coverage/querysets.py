from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    from tanu.coverage.models import Obligation, Standing


class ObligationQuerySet(models.QuerySet["Obligation"]):
    def live(self) -> "ObligationQuerySet":
        return self.filter(superseded_at__isnull=True)

    def standing(self) -> "ObligationQuerySet":
        """Decisions whose completion, if there is one, has not been corrected since."""
        return self.filter(models.Q(completion__isnull=True) | models.Q(completion__corrected_by__isnull=True))

    def of(self, people: Collection[Any]) -> "ObligationQuerySet":
        return self.filter(person_id__in=people)

    def at(self, institutions: Collection[Any]) -> "ObligationQuerySet":
        return self.filter(institution_id__in=institutions)

    def with_versions(self) -> "ObligationQuerySet":
        return self.select_related("version__requirement", "version__training", "person__merged_into")

    def latest_last(self) -> "ObligationQuerySet":
        """In the order of their decision, those that hold today after all that do not."""
        return self.order_by(models.F("superseded_at").asc(nulls_last=True), "pk")


class StandingQuerySet(models.QuerySet["Standing"]):
    def at(self, institutions: Collection[Any]) -> "StandingQuerySet":
        return self.filter(institution_id__in=institutions)

    def on(self, day: date) -> "StandingQuerySet":
        return self.filter(day=day)
