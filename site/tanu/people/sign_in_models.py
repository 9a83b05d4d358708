"""What a head prints so that somebody can choose a password of their own."""

import uuid
from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from tanu.people.querysets import SignInSlipQuerySet


class SignInSlip(models.Model):
    """A secret on paper that opens the door once. Only its hash is stored; a newer slip makes it void."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="slips")
    secret_hash = models.CharField(max_length=200)
    place = models.UUIDField(null=True, help_text="The institution that printed it; empty for the administrators.")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    valid_until = models.DateField(help_text="The first day on which it is no longer valid.")
    used_at = models.DateTimeField(null=True)
    voided_at = models.DateTimeField(null=True)

    objects = SignInSlipQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(used_at__isnull=True, voided_at__isnull=True),
                name="person_has_one_open_slip",
            ),
            models.CheckConstraint(
                condition=models.Q(used_at__isnull=True) | models.Q(voided_at__isnull=True),
                name="slip_is_not_both_used_and_void",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def last_day(self) -> date:
        return self.valid_until - timedelta(days=1)
