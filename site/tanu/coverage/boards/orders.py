"""What is asked of anybody in a territory, and by when every institution was to have a trained person."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from tanu.coverage.models import RequirementVersion


@dataclass(frozen=True)
class Deadline:
    """The last day that an order leaves for the officers who were in office when it came into force."""

    starts_on: date
    day: date
    due_days: int

    def days_left(self, day: date) -> int:
        """Below zero: so many days ago."""
        return (self.day - day).days

    def share_due(self, day: date) -> float:
        """Of all institutions, on a straight line from the order's first day to the deadline."""
        length = max((self.day - self.starts_on).days, 1)
        return min(max((day - self.starts_on).days / length, 0.0), 1.0)


def in_force(places: Collection[Any], day: date, known_at: datetime | None = None) -> list[RequirementVersion]:
    """Versions in force on `day` in one of `places`; the whole country's stand under None."""
    latest: dict[Any, RequirementVersion] = {}
    begun = RequirementVersion.objects.as_known(known_at).filter(valid_from__lte=day)
    for version in begun.select_related("requirement").order_by("requirement__key", "number"):
        latest[version.requirement_id] = version
    return [
        version
        for version in latest.values()
        if version.territory_id in places and (version.valid_until is None or version.valid_until > day)
    ]


def deadline_of(versions: Collection[RequirementVersion]) -> Deadline | None:
    """The latest among the orders for designated officers; None where there is no such order."""
    deadlines = [
        Deadline(version.valid_from, version.valid_from + timedelta(days=version.due_days), version.due_days)
        for version in versions
        if version.designated_only
    ]
    return max(deadlines, key=lambda deadline: deadline.day, default=None)
