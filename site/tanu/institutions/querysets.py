from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    from tanu.institutions.models import Institution, Territory


class TerritoryQuerySet(models.QuerySet["Territory"]):
    def within(self, territory: "Territory", day: date) -> "TerritoryQuerySet":
        """The territory and all that belonged to it on `day`."""
        return self.filter(pk__in=ids_within(self.model, [territory.pk], day))


class InstitutionQuerySet(models.QuerySet["Institution"]):
    def within(self, territory: "Territory", day: date) -> "InstitutionQuerySet":
        """Institutions that stood on `day` in the territory, as it was cut on that day."""
        return self.standing_on(day).filter(
            pk__in=_periods_on(self.model, day)
            .filter(territory_id__in=ids_within(territory.__class__, [territory.pk], day))
            .values("institution_id")
        )

    def standing_on(self, day: date) -> "InstitutionQuerySet":
        return self.filter(pk__in=_periods_on(self.model, day).values("institution_id"))


def ids_within(territories: type["Territory"], roots: list, day: date) -> list:
    """Ids of `roots` and of everything below them on `day`, in one query."""
    periods = _periods_on(territories, day)
    parts = defaultdict(list)
    for territory, parent in periods.values_list("territory_id", "parent_id"):
        parts[parent].append(territory)
    found = list(roots)
    for territory in found:
        found += [part for part in parts[territory] if part not in found]
    return found


def _periods_on(places: type[models.Model], day: date) -> models.QuerySet[Any]:
    """The facts that hold on `day` of territories or of institutions."""
    periods: Any = places._meta.get_field("periods").related_model
    return periods.objects.on(day)
