from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from tanu.handouts.models import Briefing, Handout


class HandoutQuerySet(models.QuerySet["Handout"]):
    def published(self) -> "HandoutQuerySet":
        return self.filter(retired_on__isnull=True).exclude(hash="")

    def listed(self) -> "HandoutQuerySet":
        """Without the long texts."""
        return self.defer("body", "sources", "document")


class BriefingQuerySet(models.QuerySet["Briefing"]):
    def standing(self) -> "BriefingQuerySet":
        """Reported and not taken back."""
        return self.filter(takes_back__isnull=True, taken_back_by__isnull=True)
