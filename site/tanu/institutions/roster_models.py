"""What was sent as a roster, what it did, and for how long it may be undone."""

import uuid

from django.db import models
from django.utils import timezone

from tanu.institutions.models import Institution, Territory
from tanu.people.models import LegalBasis, Person, RetentionClass


class RosterImport(models.Model):
    """A roster on its way: drafted with its rows, taken in, perhaps undone. Names leave it when it is taken."""

    class State(models.TextChoices):
        DRAFTED = "drafted"
        TAKEN = "taken"
        UNDONE = "undone"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFTED)
    institution = models.ForeignKey(
        Institution, models.PROTECT, null=True, related_name="rosters", help_text="Sent for this institution."
    )
    territory = models.ForeignKey(
        Territory, models.PROTECT, null=True, related_name="rosters", help_text="Sent for all within it."
    )
    touches = models.ManyToManyField(Institution, related_name="rosters_touching")
    rows = models.JSONField(default=list, help_text="Of a draft only.")
    counts = models.JSONField(default=dict)
    did = models.JSONField(default=dict, help_text="Ids of what it made and superseded.")
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="rosters_made")
    made_at = models.DateTimeField(default=timezone.now)
    taken_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="rosters_taken")
    taken_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="rosters_undone")
    undone_at = models.DateTimeField(null=True)
    retention_class = models.CharField(
        max_length=30, choices=RetentionClass.choices, default=RetentionClass.TRAINING_RECORD
    )
    legal_basis = models.CharField(max_length=30, choices=LegalBasis.choices, default=LegalBasis.DUTY)

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(institution__isnull=True) | models.Q(territory__isnull=True),
                name="roster_is_for_one_place",
            ),
            models.CheckConstraint(
                condition=models.Q(state="drafted", taken_at__isnull=True, undone_at__isnull=True)
                | models.Q(state="taken", taken_at__isnull=False, undone_at__isnull=True)
                | models.Q(state="undone", taken_at__isnull=False, undone_at__isnull=False),
                name="roster_is_taken_before_it_is_undone",
            ),
            models.CheckConstraint(
                condition=models.Q(state="drafted") | models.Q(rows=[]), name="roster_keeps_no_rows_once_taken"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"
