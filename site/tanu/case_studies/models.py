"""Cases, the immutable editions that are played, and the ways that people took."""

import uuid
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.models import Workflow

from tanu.case_studies.querysets import CaseQuerySet, PlaythroughQuerySet
from tanu.case_studies.specs import CaseSpec
from tanu.case_studies.validation import validate_case
from tanu.lib.editing import Draftable
from tanu.lib.languages import current_language
from tanu.lib.ordered_json import OrderedJSONField
from tanu.people.models import Person
from tanu.reviews.actions import review_workflow
from tanu.reviews.states import AWAITING, State


class Case(Draftable):
    """A branching case under its key, which never changes, and its source: what an editor writes and files hold.

    `graph` is case.yaml as JSON (CaseSpec), `words` its prose by language (words.py). Learners play `current`,
    compiled when the source was published. Deleting is retiring.
    """

    kept = ("key", "current", "retired_on")
    is_unfinished = False
    """A draft may break the rules."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.SlugField(_("key"), max_length=80, unique=True)
    graph = OrderedJSONField(default=dict, editable=False)
    words = OrderedJSONField(default=dict, editable=False)
    current = models.ForeignKey("CaseEdition", models.PROTECT, null=True, blank=True, related_name="+")
    retired_on = models.DateField(null=True, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["key"]
        verbose_name = _("case study")
        verbose_name_plural = _("case studies")

    def __str__(self) -> str:
        return self.front(current_language()).get("title") or self.key

    def front(self, language: str) -> dict[str, Any]:
        """What stands above the prose in `language`."""
        return dict(self.words.get(language, {}).get("front", {}))

    @property
    def spec(self) -> CaseSpec:
        """Raises pydantic's ValidationError where a draft has no shape yet."""
        return CaseSpec.model_validate(self.graph, strict=False)

    def clean(self) -> None:
        super().clean()
        if not self.is_unfinished:
            validate_case(self)

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "case_studies/preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        from tanu.case_studies.preview import previewed

        return previewed(self, mode_name)

    def get_workflow(self) -> Workflow | None:
        return review_workflow("kk", "ru")

    def review_of(self, kind: str, language: str) -> State:
        of_case = self.graph.get("review", {}).get(kind, AWAITING)
        return dict(of_case.get(language, AWAITING) if kind == "language" else of_case)

    def note_review(self, kind: str, language: str, state: State) -> None:
        from tanu.case_studies.publishing import note_review

        note_review(self, kind, language, state)


class CaseEdition(models.Model):
    """One wording of a case in all languages, rendered and sanitised; never changed.

    `document` is {"graph": case.yaml as JSON, "words": {lang: as in words.py, with HTML for text},
    "questions": {scene: a question's document}}; `hash` is its name.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="editions")
    hash = models.CharField(max_length=64)
    document = OrderedJSONField()
    is_reviewed = models.BooleanField(default=False)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "hash"], name="case_edition_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.hash[:8]}"

    @cached_property
    def spec(self) -> CaseSpec:
        return CaseSpec.model_validate(self.document["graph"], strict=False)


class Playthrough(models.Model):
    """One way through an edition. The first of a person is graded; the others explore and are kept apart.

    `state` is where it stands (engine.State). Profession and kind of institution are those of the day it began:
    for counts only, never a named institution.
    """

    class Kind(models.TextChoices):
        GRADED = "graded", _("First way")
        EXPLORING = "exploring", _("What if I had")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="playthroughs")
    case = models.ForeignKey(Case, models.PROTECT, related_name="playthroughs")
    edition = models.ForeignKey(CaseEdition, models.PROTECT, related_name="playthroughs")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    language = models.CharField(max_length=2, help_text="In which it was begun.")
    profession = models.CharField(max_length=20, blank=True)
    institution_kind = models.CharField(max_length=20, blank=True)
    state = models.JSONField()
    length = models.PositiveSmallIntegerField(default=0, help_text="Steps so far.")
    began_at = models.DateTimeField(default=timezone.now)
    moved_at = models.DateTimeField(default=timezone.now, help_text="When the scene was entered that it stands in.")
    ended_at = models.DateTimeField(null=True)
    points = models.PositiveSmallIntegerField(null=True, help_text="Recounted from the steps.")
    verdict = models.CharField(max_length=20, blank=True)
    passed = models.BooleanField(null=True)

    objects = PlaythroughQuerySet.as_manager()

    class Meta:
        ordering = ["began_at"]
        indexes = [models.Index(fields=["case", "kind", "began_at"], name="playthrough_by_case")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "case"], condition=models.Q(kind="graded"), name="the_first_way_is_graded"
            ),
            models.UniqueConstraint(
                fields=["person", "case"],
                condition=models.Q(kind="exploring", ended_at__isnull=True),
                name="one_open_exploration_a_person_and_case",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.began_at:%Y-%m-%d}"

    @property
    def is_ended(self) -> bool:
        return self.ended_at is not None


class Step(models.Model):
    """A choice, stored when it was made. Rows are added, never changed.

    `answers` are those to a form or question of the scene. `is_replayed` marks the steps that an exploration
    took over from the way it went back on.
    """

    playthrough = models.ForeignKey(Playthrough, models.PROTECT, related_name="steps")
    number = models.PositiveSmallIntegerField()
    scene = models.CharField(max_length=80)
    choice = models.CharField(max_length=80)
    to = models.CharField(max_length=80)
    refused = models.CharField(max_length=80, blank=True, help_text="What was said instead of going on.")
    answers = models.JSONField(default=list)
    counters = models.JSONField(default=dict, help_text="After the step.")
    seconds = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=2)
    is_replayed = models.BooleanField(default=False)
    taken_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["playthrough", "number"]
        constraints = [models.UniqueConstraint(fields=["playthrough", "number"], name="step_number_once")]

    def __str__(self) -> str:
        return f"{self.number} {self.scene}.{self.choice}"
