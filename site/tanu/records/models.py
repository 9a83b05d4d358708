"""What can be completed, and the append-only ledger of who completed it."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tanu.institutions.models import Institution, Post
from tanu.lib.languages import in_language
from tanu.people.models import Person
from tanu.records.querysets import CompletionQuerySet, RefresherQuerySet


class Training(models.Model):
    """What a requirement asks for and a completion is of: an online course, a classroom day, both."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=120, unique=True)

    def __str__(self) -> str:
        return self.key


class TrainingEdition(models.Model):
    """An edition that people must know about; an editor decides when a change is one. Never changed."""

    training = models.ForeignKey(Training, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    dated = models.DateField()
    title = models.JSONField(help_text="In kk, ru and en.")
    hours = models.DecimalField(max_digits=5, decimal_places=1)
    valid_months = models.PositiveSmallIntegerField(null=True, help_text="Empty: for good.")
    is_pilot = models.BooleanField(help_text="Not yet reviewed by a clinician, a lawyer and native speakers.")
    what_changed = models.JSONField(default=dict, help_text="What people must know about, in kk, ru and en.")
    changed_lessons = models.JSONField(default=list, help_text="Keys of the lessons that teach it: the refresher.")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["training", "number"], name="training_edition_number_once"),
            models.UniqueConstraint(fields=["training", "dated"], name="training_edition_date_once"),
        ]

    def __str__(self) -> str:
        return f"{in_language(self.title)} {self.dated:%Y-%m-%d}"


class Completion(models.Model):
    """One row of the ledger. Rows are added, never changed or deleted: a trigger sees to it."""

    class Source(models.TextChoices):
        ONLINE = "online", _("Online course")
        CLASSROOM = "classroom", _("Classroom day")
        EVIDENCE = "evidence", _("Accepted evidence")
        CORRECTION = "correction", _("Correction")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="completions")
    edition = models.ForeignKey(TrainingEdition, models.PROTECT, related_name="completions")
    compiled_hash = models.CharField(max_length=64, blank=True, help_text="The exact content that was learned.")
    source = models.CharField(max_length=12, choices=Source.choices)
    evidence = models.CharField(max_length=120, help_text="What proves it: attempt:ID, day:ID, document:ID.")
    completed_on = models.DateField(help_text="Local date.")
    valid_until = models.DateField(null=True, help_text="The first day on which it no longer counts.")
    institution = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="completions")
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="completions")
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="corrected_by")
    is_void = models.BooleanField(default=False, help_text="A correction that takes the old row back.")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = CompletionQuerySet.as_manager()

    class Meta:
        ordering = ["completed_on", "recorded_at"]
        constraints = [
            models.UniqueConstraint(fields=["person", "evidence"], name="completion_evidence_counts_once"),
            models.CheckConstraint(
                condition=models.Q(source="correction", corrects__isnull=False)
                | (~models.Q(source="correction") & models.Q(corrects__isnull=True, is_void=False)),
                name="only_a_correction_names_the_row_it_corrects",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.completed_on:%Y-%m-%d}"


class Refresher(models.Model):
    """Somebody trained on an older edition has learned what changed in this one. Never changed or deleted.

    It brings a completion up to date and does not prolong it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    completion = models.ForeignKey(Completion, models.PROTECT, related_name="refreshers")
    edition = models.ForeignKey(TrainingEdition, models.PROTECT, related_name="refreshers")
    compiled_hash = models.CharField(max_length=64, blank=True, help_text="The exact content that was learned.")
    completed_on = models.DateField(help_text="Local date.")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = RefresherQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["completion", "edition"], name="refresher_counts_once")]

    def __str__(self) -> str:
        return f"{self.completion} {self.edition}"
