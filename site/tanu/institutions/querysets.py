from datetime import date
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models

if TYPE_CHECKING:
    from tanu.institutions.models import Institution


class InstitutionQuerySet(models.QuerySet["Institution"]):
    def standing_on(self, day: date) -> "InstitutionQuerySet":
        """Those that exist on `day`, registered or not."""
        periods = apps.get_model("institutions", "InstitutionPeriod")
        return self.filter(pk__in=periods.objects.on(day).values("institution_id"))
