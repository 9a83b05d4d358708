"""Handouts: what is printed and taken along. And the briefings that an institution held with them."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tanu.courses.models import Course
from tanu.handouts.querysets import BriefingQuerySet, HandoutQuerySet
from tanu.institutions.models import Institution
from tanu.lib.languages import in_language
from tanu.lib.trilingual import TrilingualField
from tanu.people.models import Person

MOST_HEADS = 2000


class Handout(models.Model):
    """An aid for one A4 page, or a kit to hold a briefing with. Deleting is retiring.

    What the files say is kept as they say it: `body` and `sources` by language. `document` is compiled from it and
    never edited: {lang: {"title", "summary", "sources", "awaits", "parts": [{"kind": "html", "html"}
    | {"kind": "figure", "html", "drawing", "caption"} | {"kind": "local", "what"}]}}; `hash` is its name.
    """

    class Kind(models.TextChoices):
        AID = "aid", _("Aid on one page")
        BRIEFING = "briefing", _("Staff briefing, 30 minutes")
        PARENTS = "parents", _("Parents' evening")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=200, unique=True, help_text="The id of its files: course/handout.")
    course = models.ForeignKey(Course, models.PROTECT, related_name="handouts")
    slug = models.SlugField(max_length=80)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    dated = models.DateField(help_text="The version date printed on the page.")
    audience = models.JSONField(default=list)
    outcomes = models.JSONField(default=list)
    facts = models.JSONField(default=list, help_text="IDs of the facts it rests on.")
    review = models.JSONField(default=dict, help_text="State of each kind of review.")
    title = TrilingualField()
    summary = TrilingualField()
    sources = models.JSONField(default=dict, help_text="By language: fact and how the source is named.")
    body = models.JSONField(default=dict, help_text="By language: Markdown with directives.")
    document = models.JSONField(default=dict, editable=False)
    hash = models.CharField(max_length=64, editable=False)
    retired_on = models.DateField(null=True, blank=True)

    objects = HandoutQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "key"]
        constraints = [models.UniqueConstraint(fields=["course", "slug"], name="handout_slug_once_a_course")]

    def __str__(self) -> str:
        return in_language(self.title)


class Briefing(models.Model):
    """A briefing that was held, as the institution reported it. Rows are added, never changed."""

    class Kind(models.TextChoices):
        STAFF = "briefing", _("Staff briefing")
        PARENTS = "parents", _("Parents' evening")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="briefings")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    held_on = models.DateField()
    headcount = models.PositiveSmallIntegerField()
    reported_by = models.ForeignKey(Person, models.PROTECT, related_name="reported_briefings")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    takes_back = models.OneToOneField("self", models.PROTECT, null=True, related_name="taken_back_by")

    objects = BriefingQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "-recorded_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(headcount__gte=1, headcount__lte=MOST_HEADS), name="briefing_headcount_is_sensible"
            ),
            models.CheckConstraint(
                condition=models.Q(takes_back__isnull=True) | ~models.Q(takes_back=models.F("id")),
                name="briefing_does_not_take_itself_back",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.held_on:%Y-%m-%d}"
