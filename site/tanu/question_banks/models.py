"""Questions: the thing with its key, and immutable versions that hold all three languages."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tanu.lib.languages import in_language
from tanu.question_banks.querysets import QuestionQuerySet


class Bank(models.Model):
    """The questions of one subject. A bank of lesson checks never serves a test."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=120, unique=True)
    title = models.JSONField(default=dict, help_text="In kk, ru and en.")
    is_for_lessons = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.key


class Outcome(models.Model):
    """What somebody can do who has learned; questions are drawn for each."""

    bank = models.ForeignKey(Bank, models.PROTECT, related_name="outcomes")
    key = models.CharField(max_length=60)
    title = models.JSONField(help_text="In kk, ru and en.")

    class Meta:
        ordering = ["bank", "key"]
        constraints = [models.UniqueConstraint(fields=["bank", "key"], name="outcome_key_once_a_bank")]

    def __str__(self) -> str:
        return in_language(self.title)


class Question(models.Model):
    """A question under its key, which never changes. Deleting is retiring."""

    class Truth(models.TextChoices):
        ABUSE = "abuse", _("Abuse")
        NOT_ABUSE = "not-abuse", _("Not abuse")
        MIXED = "mixed", _("Mixed")
        OPEN = "open", _("Open")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=160, unique=True)
    bank = models.ForeignKey(Bank, models.PROTECT, related_name="questions")
    outcome = models.CharField(max_length=60, help_text="Key of the outcome.")
    level = models.CharField(max_length=20, blank=True, help_text="recall, apply or judge")
    truth = models.CharField(max_length=10, choices=Truth.choices, blank=True, help_text="For balance; never shown.")
    current = models.ForeignKey("QuestionVersion", models.PROTECT, null=True, related_name="+")
    retired_on = models.DateField(null=True, blank=True)

    objects = QuestionQuerySet.as_manager()

    def __str__(self) -> str:
        return self.key


class QuestionVersion(models.Model):
    """One wording in all languages with option keys and weights, rendered and sanitised; never changed.

    `document` is {"options": [{"key", "weight", "text": {lang}, "feedback": {lang}}], "stem": {lang},
    "ask": {lang}, "facts": [...], "awaits": [...]}; texts are HTML that passed the gate.
    """

    question = models.ForeignKey(Question, models.PROTECT, related_name="versions")
    type = models.CharField(max_length=20)
    hash = models.CharField(max_length=64)
    document = models.JSONField()
    is_reviewed = models.BooleanField(default=False)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "hash"], name="question_version_hash_once")]

    def __str__(self) -> str:
        return f"{self.question} {self.hash[:8]}"
