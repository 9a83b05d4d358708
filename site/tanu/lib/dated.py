"""Facts with two times: true from and until (half-open), and recorded at. A fact is superseded, never deleted."""

from datetime import date, datetime
from typing import Any, Self

from django.db import models
from django.utils import timezone


class DatedQuerySet(models.QuerySet[Any]):
    def as_known(self, at: datetime | None = None) -> Self:
        """What we know now, or what was known at a past moment."""
        if at is None:
            return self.filter(superseded_at__isnull=True)
        return self.filter(recorded_at__lte=at).filter(
            models.Q(superseded_at__isnull=True) | models.Q(superseded_at__gt=at)
        )

    def on(self, day: date, known_at: datetime | None = None) -> Self:
        """True on `day`."""
        return (
            self.as_known(known_at)
            .filter(valid_from__lte=day)
            .filter(models.Q(valid_until__isnull=True) | models.Q(valid_until__gt=day))
        )


class Dated(models.Model):
    """A fact with its two times."""

    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True, help_text="The first day on which it is no longer true.")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    superseded_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True


def ends_after_it_began(name: str) -> models.CheckConstraint:
    """The constraint of one dated table; `name` is spoken, since the reader of an error sees it."""
    return models.CheckConstraint(
        condition=models.Q(valid_until__isnull=True) | models.Q(valid_until__gt=models.F("valid_from")), name=name
    )
