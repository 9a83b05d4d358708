"""Places and posts. Everything that can change is a dated fact: regions are split, schools renamed, people move."""

import uuid
from datetime import timedelta
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tanu.institutions.querysets import DisputeQuerySet, InstitutionQuerySet, ReferralRouteQuerySet
from tanu.lib.dated import Dated, ends_after_it_began
from tanu.lib.dates import local_day
from tanu.lib.editing import Previewed
from tanu.lib.languages import in_language
from tanu.lib.trilingual import TrilingualField
from tanu.people.models import LegalBasis, Person, RetentionClass

# A number that nobody has confirmed for so long is not shown.
FRESH_FOR = timedelta(days=180)
_CONFIRMED_BY_SOMEBODY = _("Say who confirmed it: role and name.")


class Level(models.TextChoices):
    COUNTRY = "country", _("Country")
    REGION = "region", _("Region")
    CITY = "city", _("City")
    DISTRICT = "district", _("District")
    CITY_DISTRICT = "city_district", _("City district")


class Kind(models.TextChoices):
    SCHOOL = "school", _("School")
    PRESCHOOL = "preschool", _("Pre-school")
    COLLEGE = "college", _("College")
    RESIDENTIAL = "residential", _("Residential institution")
    HOSPITAL = "hospital", _("Hospital")
    POLYCLINIC = "polyclinic", _("Polyclinic")
    POLICE = "police", _("Police station")
    UNIVERSITY = "university", _("University")
    HELPLINE = "helpline", _("Help line")
    GUARDIANSHIP = "guardianship", _("Guardianship authority")


class Profession(models.TextChoices):
    DOCTOR = "doctor", _("Doctor")
    PAEDIATRICIAN = "paediatrician", _("Paediatrician")
    NURSE = "nurse", _("Nurse")
    PATRONAGE_NURSE = "patronage-nurse", _("Patronage nurse")
    TEACHER = "teacher", _("Teacher")
    SOCIAL_PEDAGOGUE = "social-pedagogue", _("Social pedagogue")
    PSYCHOLOGIST = "psychologist", _("School psychologist")
    POLICE_OFFICER = "police", _("Police officer")
    HELPLINE_OPERATOR = "helpline", _("Help line operator")
    HEAD = "head", _("Head of institution")
    LECTURER = "lecturer", _("Lecturer")
    STUDENT = "student", _("Student")
    OFFICIAL = "official", _("Official")
    EDITOR = "editor", _("Editor")
    TRAINER = "trainer", _("Trainer")


class Territory(models.Model):
    """A region, district or city. What it is called and what it belongs to are dated facts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=20, unique=True, help_text="ISO 3166-2 of a region, or the statistics number.")
    kato = models.CharField(max_length=9, blank=True, db_index=True, help_text="In the classifier of territories.")
    level = models.CharField(max_length=20, choices=Level.choices)

    class Meta:
        verbose_name_plural = "territories"

    def __str__(self) -> str:
        return self.code


class TerritoryPeriod(Dated):
    """What a territory is called and which one it belongs to, for a time."""

    territory = models.ForeignKey(Territory, models.PROTECT, related_name="periods")
    parent = models.ForeignKey(Territory, models.PROTECT, null=True, blank=True, related_name="parts")
    name = models.JSONField(help_text="In kk, ru and en.")

    class Meta:
        constraints = [ends_after_it_began("territory_period_ends_after_it_began")]

    def __str__(self) -> str:
        return in_language(self.name)


class Institution(models.Model):
    """A school, a hospital, a police station. It counts from the day it exists, registered or not."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=40, unique=True, help_text="From the register of institutions.")

    objects = InstitutionQuerySet.as_manager()

    def __str__(self) -> str:
        return self.code


class InstitutionPeriod(Dated):
    """Name, kind, place, head's contact and how many officers are owed, for a time."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="periods")
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="institution_periods")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    name = models.JSONField(help_text="In kk, ru and en.")
    officers_owed = models.PositiveSmallIntegerField(default=1)
    deputies_owed = models.PositiveSmallIntegerField(default=0)
    head_name = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True, help_text="The number an official calls.")

    class Meta:
        constraints = [
            ends_after_it_began("institution_period_ends_after_it_began"),
            models.CheckConstraint(condition=models.Q(officers_owed__gte=1), name="institution_owes_an_officer"),
        ]

    def __str__(self) -> str:
        return in_language(self.name)


class KindDuty(Dated):
    """What every institution of a kind owes for a time, unless its own facts ask for more."""

    kind = models.CharField(max_length=20, choices=Kind.choices)
    officers_owed = models.PositiveSmallIntegerField(default=1)
    deputies_owed = models.PositiveSmallIntegerField(default=1)
    owes_protocol = models.BooleanField(default=True, help_text="A written protocol of what to do with a concern.")

    class Meta:
        verbose_name_plural = "duties of kinds"
        constraints = [
            ends_after_it_began("kind_duty_ends_after_it_began"),
            models.CheckConstraint(condition=models.Q(officers_owed__gte=1), name="kind_owes_an_officer"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.officers_owed}+{self.deputies_owed}"


class Protocol(Dated):
    """The written protocol of an institution, true from the date of its order until another replaces it."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="protocols")
    order_number = models.CharField(max_length=40)

    class Meta:
        constraints = [
            ends_after_it_began("protocol_ends_after_it_began"),
            models.UniqueConstraint(
                fields=["institution"],
                condition=models.Q(valid_until__isnull=True, superseded_at__isnull=True),
                name="protocol_is_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.institution} {self.order_number}"


class Post(Dated):
    """A person's work at an institution. One person may hold several; the shares may sum above one."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="posts")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="posts")
    profession = models.CharField(max_length=30, choices=Profession.choices)
    share = models.DecimalField(max_digits=3, decimal_places=2, default=1)
    phone = models.CharField(max_length=40, blank=True, help_text="Work contact, shown to officials only.")
    mail = models.EmailField(blank=True)

    class Meta:
        constraints = [
            ends_after_it_began("post_ends_after_it_began"),
            models.CheckConstraint(condition=models.Q(share__gt=0, share__lte=2), name="post_share_is_sensible"),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.profession}"


class Designation(Dated):
    """Who is the designated officer of an institution, or the deputy, by which order."""

    class Role(models.TextChoices):
        OFFICER = "officer", _("Designated officer")
        DEPUTY = "deputy", _("Deputy")

    person = models.ForeignKey(Person, models.PROTECT, related_name="designations")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="designations")
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.OFFICER)
    order_number = models.CharField(max_length=40, blank=True)
    order_date = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            ends_after_it_began("designation_ends_after_it_began"),
            models.UniqueConstraint(
                fields=["person", "institution", "role"],
                condition=models.Q(valid_until__isnull=True, superseded_at__isnull=True),
                name="designation_is_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.role}"


class Absence(Dated):
    """A person is away from an institution for a time and comes back: leave, never why in words of health."""

    class Reason(models.TextChoices):
        PARENTAL = "parental", _("Parental leave")
        STUDY = "study", _("Study leave")
        SECONDMENT = "secondment", _("Work elsewhere for a time")
        LEAVE = "leave", _("Other long leave")

    person = models.ForeignKey(Person, models.PROTECT, related_name="absences")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="absences")
    reason = models.CharField(max_length=12, choices=Reason.choices, default=Reason.LEAVE)

    class Meta:
        constraints = [
            ends_after_it_began("absence_ends_after_it_began"),
            models.UniqueConstraint(
                fields=["person", "institution"],
                condition=models.Q(valid_until__isnull=True, superseded_at__isnull=True),
                name="absence_is_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.reason}"


class Dispute(models.Model):
    """A person says that what an institution records of them is wrong; the head answers."""

    class About(models.TextChoices):
        NAME = "name", _("My name")
        POST = "post", _("My post or profession")
        DATES = "dates", _("The dates")
        DESIGNATION = "designation", _("The designation as officer or deputy")
        NOT_ME = "not-me", _("I do not work there")
        OTHER = "other", _("Something else")

    class Answer(models.TextChoices):
        CORRECTED = "corrected", _("Corrected")
        STANDS = "stands", _("The record stands")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="disputes")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="disputes")
    about = models.CharField(max_length=12, choices=About.choices)
    words = models.TextField(max_length=500, blank=True, help_text="Can be erased; never in statistics or audit.")
    raised_at = models.DateTimeField(default=timezone.now)
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    answer_words = models.TextField(max_length=500, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="disputes_answered")
    answered_at = models.DateTimeField(null=True)
    retention_class = models.CharField(
        max_length=30, choices=RetentionClass.choices, default=RetentionClass.TRAINING_RECORD
    )
    legal_basis = models.CharField(max_length=30, choices=LegalBasis.choices, default=LegalBasis.DUTY)

    objects = DisputeQuerySet.as_manager()

    class Meta:
        ordering = ["raised_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answer="", answered_at__isnull=True, answered_by__isnull=True)
                | (~models.Q(answer="") & models.Q(answered_at__isnull=False, answered_by__isnull=False)),
                name="dispute_is_answered_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.about}"


class Grant(Dated):
    """A role over an institution or a territory; an editor's is over the whole site."""

    class Role(models.TextChoices):
        HEAD = "head", _("Head of institution")
        OFFICIAL = "official", _("Official")
        TRAINER = "trainer", _("Trainer")
        LECTURER = "lecturer", _("Lecturer")
        EDITOR = "editor", _("Editor")

    person = models.ForeignKey(Person, models.PROTECT, related_name="grants")
    role = models.CharField(max_length=10, choices=Role.choices)
    institution = models.ForeignKey(Institution, models.PROTECT, null=True, blank=True, related_name="grants")
    territory = models.ForeignKey(Territory, models.PROTECT, null=True, blank=True, related_name="grants")

    class Meta:
        constraints = [
            ends_after_it_began("grant_ends_after_it_began"),
            models.CheckConstraint(
                condition=models.Q(role="editor", institution__isnull=True, territory__isnull=True)
                | models.Q(role="official", institution__isnull=True, territory__isnull=False)
                | models.Q(role__in=["head", "trainer", "lecturer"], institution__isnull=False, territory__isnull=True),
                name="grant_is_over_one_place",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.role}"


class HelpLine(Previewed, models.Model):
    """A number for the whole country, on every learner's page, with the day it was last confirmed."""

    number = models.CharField(_("number"), max_length=10, unique=True)
    position = models.PositiveSmallIntegerField(_("position"))
    purpose = TrilingualField(_("what it is for"))
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)
    confirmed_by = models.CharField(_("confirmed by"), max_length=120, blank=True)
    check_by = models.DateField(_("check again by"), null=True, blank=True)

    class Meta:
        verbose_name = _("help line")
        verbose_name_plural = _("help lines")
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(confirmed_on__isnull=True) | ~models.Q(confirmed_by=""),
                name="help_line_is_confirmed_by_somebody",
                violation_error_message=_CONFIRMED_BY_SOMEBODY,
            )
        ]

    def __str__(self) -> str:
        return self.number

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        return "institutions/preview_help_line.html"


class ReferralRoute(Previewed, models.Model):
    """Who takes a referral in a territory. Missing or older than 180 days, the page shows 102, 112 and 111."""

    territory = models.ForeignKey(
        Territory, models.PROTECT, related_name="referral_routes", verbose_name=_("territory")
    )
    recipient = TrilingualField(_("who takes referrals"))
    phone = models.CharField(_("telephone"), max_length=40)
    hours = TrilingualField(_("hours"), blank=True)
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)
    confirmed_by = models.CharField(_("confirmed by"), max_length=120, blank=True)
    check_by = models.DateField(_("check again by"), null=True, blank=True)

    objects = ReferralRouteQuerySet.as_manager()

    class Meta:
        verbose_name = _("referral route")
        verbose_name_plural = _("referral routes")
        constraints = [
            models.UniqueConstraint(fields=["territory"], name="one_referral_route_a_territory"),
            models.CheckConstraint(
                condition=models.Q(confirmed_on__isnull=True) | ~models.Q(confirmed_by=""),
                name="referral_route_is_confirmed_by_somebody",
                violation_error_message=_CONFIRMED_BY_SOMEBODY,
            ),
        ]

    def __str__(self) -> str:
        return in_language(self.recipient)

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        return "institutions/preview_route.html"

    def get_preview_context(self, request: Any, mode_name: str) -> dict[str, Any]:
        is_fresh = bool(self.confirmed_on and self.confirmed_on > local_day() - FRESH_FOR)
        return {"request": request, "what": "intake", "local": {"routes": [self] if is_fresh else []}}


from tanu.institutions.roster_models import RosterImport  # noqa: E402, F401
