"""The outbox: letters decided once and sent later, never while somebody waits for a page."""

import uuid

from django.db import models
from django.utils import timezone

from tanu.messages.querysets import LetterQuerySet


class Letter(models.Model):
    """One letter to one person, as it was worded when it was decided.

    Without an address nothing is mailed: the letter stands on the person's own page. This room knows nobody, so the
    recipient is an id. Address and words are erased some months later (`actions.forget_old`); the key stays, so that
    nothing is decided again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=200, unique=True, help_text="What it is about; decided exactly once.")
    kind = models.CharField(max_length=20)
    recipient_id = models.UUIDField(db_index=True)
    address = models.CharField(max_length=254, blank=True)
    language = models.CharField(max_length=2)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    message_id = models.CharField(max_length=120, unique=True, help_text="The same however often it is sent.")
    decided_at = models.DateTimeField(default=timezone.now)
    not_before = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, help_text="The mail server accepted it.")
    given_up_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=60, blank=True, help_text="Why the last try failed: a code, no words.")

    objects = LetterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sent_at__isnull=True) | models.Q(given_up_at__isnull=True),
                name="letter_is_sent_or_given_up",
            ),
            models.CheckConstraint(
                condition=models.Q(given_up_at__isnull=True) | ~models.Q(reason=""),
                name="letter_is_given_up_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                condition=models.Q(sent_at__isnull=True, given_up_at__isnull=True) & ~models.Q(address=""),
                name="letter_waiting",
            ),
        ]

    def __str__(self) -> str:
        return self.key
