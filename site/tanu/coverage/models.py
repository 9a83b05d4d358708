"""Who must complete what by when, what was decided for each person, and a cache of where institutions stand."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tanu.coverage.querysets import ObligationQuerySet, StandingQuerySet
from tanu.institutions.models import Institution, Territory
from tanu.lib.dated import Dated, ends_after_it_began
from tanu.people.models import Person
from tanu.records.models import Completion, Training


class ValidityBase(models.TextChoices):
    """What the validity of a renewal is counted from."""

    COMPLETION = "completion", _("The day of completion")
    EXPIRY = "expiry", _("The day the last one expires")
    FIXED = "fixed", _("A fixed day of the year")


class Requirement(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.SlugField(max_length=80, unique=True)

    def __str__(self) -> str:
        return self.key


class RequirementVersion(Dated):
    """Rules as data; never changed, a new version supersedes. Empty lists ask everybody."""

    requirement = models.ForeignKey(Requirement, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(default=1)
    training = models.ForeignKey(Training, models.PROTECT, related_name="requirement_versions")
    minimum_edition = models.PositiveIntegerField(default=1)
    title = models.JSONField(help_text="In kk, ru and en.")
    kinds = models.JSONField(default=list, help_text="Kinds of institution.")
    professions = models.JSONField(default=list)
    designated_only = models.BooleanField(default=True)
    territory = models.ForeignKey(Territory, models.PROTECT, null=True, blank=True, help_text="Empty: the country.")
    due_days = models.PositiveSmallIntegerField(help_text="After the post or designation began.")
    valid_months = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Empty: as the edition says.")
    validity_base = models.CharField(
        max_length=12,
        choices=ValidityBase.choices,
        default=ValidityBase.COMPLETION,
        help_text="What a renewal counts from.",
    )
    fixed_month = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Of the day fixed in the year.")
    fixed_day = models.PositiveSmallIntegerField(null=True, blank=True)
    minimum_months = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Validity that a completion has at least where the day is fixed."
    )
    window_days = models.PositiveSmallIntegerField(default=60, help_text="Before expiry, when renewal is asked for.")
    refresher_days = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="After a new edition, to learn what changed in it. Empty: not asked."
    )
    legal_basis = models.JSONField(default=dict, blank=True, help_text="In kk, ru and en; empty: by order only.")
    ordered_by = models.JSONField(help_text="Who ordered it, in kk, ru and en.")
    order_number = models.CharField(max_length=40, blank=True)
    order_date = models.DateField()
    is_pilot = models.BooleanField(default=True)

    class Meta:
        constraints = [
            ends_after_it_began("requirement_version_ends_after_it_began"),
            models.UniqueConstraint(fields=["requirement", "number"], name="requirement_version_number_once"),
            models.CheckConstraint(
                condition=~models.Q(validity_base="fixed")
                | models.Q(fixed_month__range=(1, 12), fixed_day__range=(1, 31), valid_months__isnull=False),
                name="requirement_with_a_fixed_day_names_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.requirement} {self.number}"


class Exemption(Dated):
    """A person is not asked for a time: dates and a code, never words of health."""

    class Reason(models.TextChoices):
        OTHER_DUTY = "other-duty", _("Does not meet children in this post")
        TRAINED_ELSEWHERE = "trained-elsewhere", _("Trained elsewhere; the evidence is being looked at")
        LEAVING = "leaving", _("Leaves within three months")
        DECISION = "decision", _("Decision of the head, by order")

    person = models.ForeignKey(Person, models.PROTECT, related_name="exemptions")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="exemptions")
    requirement = models.ForeignKey(Requirement, models.PROTECT, related_name="exemptions")
    reason = models.CharField(max_length=20, choices=Reason.choices)
    granted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="exemptions_granted")

    class Meta:
        constraints = [
            ends_after_it_began("exemption_ends_after_it_began"),
            models.CheckConstraint(condition=models.Q(valid_until__isnull=False), name="exemption_has_an_end"),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.requirement} {self.reason}"


class Obligation(models.Model):
    """What was decided for one person: due, window and expiry stand as they were decided then.

    A new decision (a completion, an end of the post) supersedes the old row and never changes it.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="obligations")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="obligations")
    version = models.ForeignKey(RequirementVersion, models.PROTECT, related_name="obligations")
    arose_on = models.DateField()
    due_on = models.DateField()
    completion = models.ForeignKey(Completion, models.PROTECT, null=True, related_name="obligations")
    completed_on = models.DateField(null=True)
    window_opens_on = models.DateField(null=True)
    expires_on = models.DateField(null=True)
    ended_on = models.DateField(null=True, help_text="The post or designation ended; no longer asked for.")
    decided_at = models.DateTimeField(default=timezone.now)
    superseded_at = models.DateTimeField(null=True)

    objects = ObligationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "institution", "version"],
                condition=models.Q(superseded_at__isnull=True),
                name="obligation_is_decided_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.version} {self.due_on}"


class Standing(models.Model):
    """A cache: where an institution stands on a day. Delete them all, recount, and every board is equal."""

    institution = models.ForeignKey(Institution, models.CASCADE, related_name="standings")
    territory = models.ForeignKey(Territory, models.CASCADE, related_name="standings")
    day = models.DateField()
    kind = models.CharField(max_length=20)
    cover = models.CharField(max_length=20)
    reason = models.CharField(max_length=40, blank=True)
    has_protocol = models.BooleanField(default=False)

    objects = StandingQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["institution", "day"], name="standing_once_a_day")]
        indexes = [models.Index(fields=["day", "territory", "kind", "cover"], name="standing_of_a_territory")]

    def __str__(self) -> str:
        return f"{self.institution} {self.day} {self.cover}"


class StaffCount(models.Model):
    """A cache: staff of an institution, officers apart, as they were known on the first of a month."""

    institution = models.ForeignKey(Institution, models.CASCADE, related_name="staff_counts")
    month = models.DateField(help_text="Its first day.")
    asked = models.PositiveIntegerField(help_text="Of whom something is asked.")
    done = models.PositiveIntegerField(help_text="Of them, those who have done all of it.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["institution", "month"], name="staff_counted_once_a_month")]

    def __str__(self) -> str:
        return f"{self.institution} {self.month} {self.done}/{self.asked}"


class BoardPaper(models.Model):
    """A one-page paper for the akim as it was handed out: the figures of a day as they were known at a moment."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="papers")
    day = models.DateField()
    known_at = models.DateTimeField(default=timezone.now)
    language = models.CharField(max_length=2)
    figures = models.JSONField(help_text="Everything that stands on the page.")
    drawn = models.BinaryField(help_text="The PDF.")
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-known_at"]

    def __str__(self) -> str:
        return f"{self.territory} {self.day}"
