"""Questions: the thing with its key and its source, and immutable versions compiled from it in all three languages."""

import uuid
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import Workflow

from tanu.lib.dates import short_date
from tanu.lib.editing import Draftable, make_live
from tanu.lib.languages import in_language
from tanu.lib.specs import Review
from tanu.lib.trilingual import LinesField, TrilingualField
from tanu.question_banks.blocks import FieldsBlock, OptionsBlock
from tanu.question_banks.querysets import QuestionQuerySet
from tanu.question_banks.signals import reviewed
from tanu.question_banks.validation import validate_question
from tanu.reviews.actions import review_workflow
from tanu.reviews.states import AWAITING, State


class Bank(models.Model):
    """The questions of one subject. A bank of lesson checks never serves a test."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=120, unique=True)
    title = TrilingualField()
    is_for_lessons = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.key


class Section(models.Model):
    """One file of a bank: its outcomes, its questions, and how far they were reviewed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    bank = models.ForeignKey(Bank, models.PROTECT, related_name="sections")
    key = models.CharField(_("key"), max_length=120, unique=True)
    name = models.SlugField(max_length=80, help_text="Of the file, without .yaml.")
    edition = models.DateField(_("edition"))
    title = TrilingualField(_("title"))
    review = models.JSONField(default=dict, help_text="State of each kind of review, as in the file.")

    class Meta:
        ordering = ["bank", "name"]
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        constraints = [models.UniqueConstraint(fields=["bank", "name"], name="section_name_once_a_bank")]

    def __str__(self) -> str:
        return in_language(self.title) or self.key

    @property
    def is_reviewed(self) -> bool:
        """Nothing is left to wait for, whoever reads it in whichever language."""
        review = Review.model_validate(self.review, strict=False)
        states = (review.clinical, review.legal, review.language.kk, review.language.ru)
        return all(state.is_settled for state in states)


class Outcome(models.Model):
    """What somebody can do who has learned; questions are drawn for each.

    It stands in the section that lists it; two sections of a bank may list the same key.
    """

    bank = models.ForeignKey(Bank, models.PROTECT, related_name="outcomes")
    section = models.ForeignKey(Section, models.PROTECT, null=True, related_name="outcomes", verbose_name=_("section"))
    position = models.PositiveSmallIntegerField(default=0)
    key = models.CharField(_("key"), max_length=60)
    title = TrilingualField(_("title"))

    class Meta:
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        ordering = ["bank", "section", "position", "key"]
        constraints = [models.UniqueConstraint(fields=["bank", "section", "key"], name="outcome_key_once_a_section")]

    def __str__(self) -> str:
        return in_language(self.title)


class Question(Draftable):
    """A question under its key, which never changes, and its source: what an editor writes and a file holds.

    Learners are asked `current`, compiled when the source was published. Deleting is retiring. A check question
    of a lesson has no section, level or truth. In each of `options` either `right` or `weight` says what it earns.
    """

    class Truth(models.TextChoices):
        ABUSE = "abuse", _("Abuse")
        NOT_ABUSE = "not-abuse", _("Not abuse")
        MIXED = "mixed", _("Mixed")
        OPEN = "open", _("Open")

    class Level(models.TextChoices):
        RECALL = "recall", _("Recall")
        APPLY = "apply", _("Apply")
        JUDGE = "judge", _("Judge")

    kept = ("key", "bank", "section", "position", "current", "retired_on")
    is_unfinished = False
    """A draft may break the rules."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(_("key"), max_length=160, unique=True)
    bank = models.ForeignKey(Bank, models.PROTECT, related_name="questions")
    section = models.ForeignKey(
        Section, models.PROTECT, null=True, blank=True, related_name="questions", verbose_name=_("section")
    )
    position = models.PositiveSmallIntegerField(default=0, help_text="Within the section.")
    type = models.CharField(_("type"), max_length=20, default="single")
    outcome = models.CharField(_("outcome"), max_length=60, help_text="Key of the outcome.")
    level = models.CharField(_("level"), max_length=20, choices=Level.choices, blank=True)
    truth = models.CharField(
        _("truth"), max_length=10, choices=Truth.choices, blank=True, help_text=_("For balance; never shown.")
    )
    facts = LinesField(_("facts"), blank=True, help_text=_("IDs of the facts it rests on, one a line: F-CLIN-19."))
    awaits = models.JSONField(_("awaits"), default=list, blank=True)
    stem = TrilingualField(_("stem"), long=True, blank=True)
    ask = TrilingualField(_("ask"), long=True, blank=True)
    options = StreamField(OptionsBlock(), verbose_name=_("options"), blank=True)
    fields = StreamField(FieldsBlock(), verbose_name=_("fields"), blank=True)
    current = models.ForeignKey("QuestionVersion", models.PROTECT, null=True, blank=True, related_name="+")
    retired_on = models.DateField(null=True, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["bank", "section", "position", "key"]
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    def __str__(self) -> str:
        return self.key

    def clean(self) -> None:
        super().clean()
        if not self.is_unfinished:
            validate_question(self)

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "question_banks/preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        from tanu.question_banks.preview import before_and_after

        return before_and_after(self, mode_name)

    def get_workflow(self) -> Workflow | None:
        """A check question of a lesson is reviewed with its lesson."""
        return review_workflow("kk", "ru") if self.section_id else None

    def review_of(self, kind: str, language: str) -> State:
        """As its section says, unless the question itself awaits this kind."""
        if kind in self.awaits or self.section is None:
            return dict(AWAITING)
        of_section = self.section.review.get(kind, AWAITING)
        return dict(of_section.get(language, AWAITING) if kind == "language" else of_section)

    def note_review(self, kind: str, language: str, state: State) -> None:
        """The question itself awaits this kind no longer, and its file says so."""
        if kind in self.awaits:
            self.awaits = [awaited for awaited in self.awaits if awaited != kind]
            make_live(self)
            reviewed.send(Question, question=self)

    @property
    def status_string(self) -> str:
        if self.retired_on:
            return gettext("retired on %(day)s") % {"day": short_date(self.retired_on)}
        return str(super().status_string)

    @property
    def slug(self) -> str:
        """Its id in the file of its section."""
        return self.key.rpartition("/")[2]


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
