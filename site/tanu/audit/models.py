import uuid

from django.db import models


class Event(models.Model):
    """Who did what to what, and when: ids and codes only, never names or texts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField(auto_now_add=True, db_index=True)
    actor_id = models.UUIDField(null=True, help_text="Empty for a command or a task.")
    verb = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=64)
    detail = models.JSONField(default=dict, help_text="Codes and dates.")

    class Meta:
        indexes = [models.Index(fields=["subject_kind", "subject_id"], name="audit_event_subject")]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_kind} {self.subject_id}"
