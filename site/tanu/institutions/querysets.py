from datetime import date
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models

if TYPE_CHECKING:
    from tanu.institutions.models import Dispute, Institution, ReferralRoute


class InstitutionQuerySet(models.QuerySet["Institution"]):
    def standing_on(self, day: date) -> "InstitutionQuerySet":
        """Those that exist on `day`, registered or not."""
        periods = apps.get_model("institutions", "InstitutionPeriod")
        return self.filter(pk__in=periods.objects.on(day).values("institution_id"))


class ReferralRouteQuerySet(models.QuerySet["ReferralRoute"]):
    def confirmed_after(self, day: date) -> "ReferralRouteQuerySet":
        return self.filter(confirmed_on__gt=day)

    def not_confirmed_after(self, day: date) -> "ReferralRouteQuerySet":
        """Never confirmed, or too long ago."""
        return self.filter(models.Q(confirmed_on__isnull=True) | models.Q(confirmed_on__lte=day))


class DisputeQuerySet(models.QuerySet["Dispute"]):
    def open(self) -> "DisputeQuerySet":
        return self.filter(answer="")
