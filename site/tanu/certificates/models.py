"""A certificate is a picture of one row of the ledger. Its personal part can be erased apart."""

import uuid
from datetime import date

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tanu.certificates.querysets import CertificateQuerySet
from tanu.institutions.models import Profession
from tanu.lib.languages import in_language
from tanu.records.models import Completion


class State(models.TextChoices):
    """What a certificate is worth on a day."""

    VALID = "valid", _("Valid")
    EXPIRED = "expired", _("Expired")
    REVOKED = "revoked", _("Taken back")
    REPLACED = "replaced", _("Replaced by a newer one")


class Certificate(models.Model):
    """`facts` is what was true when it was issued: {"training": {lang}, "hours", "completed_on", "valid_until",
    "edition", "is_pilot", "institution": {lang}, "profession"}; nothing in it names the person.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    completion = models.ForeignKey(Completion, models.PROTECT, related_name="certificates")
    serial = models.CharField(max_length=20, unique=True, help_text="Random, as TN-7K4P-29QX-M3HA.")
    facts = models.JSONField()
    key_id = models.CharField(max_length=40, blank=True, help_text="Of the key that sealed it; empty: not sealed.")
    template_version = models.PositiveSmallIntegerField(default=1)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    issued_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["completion"],
                condition=models.Q(replaces__isnull=True),
                name="completion_is_certified_once",
            ),
            models.CheckConstraint(
                condition=models.Q(replaces__isnull=True) | ~models.Q(replaces=models.F("id")),
                name="certificate_does_not_replace_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.serial

    def state_on(self, day: date) -> State:
        """What the paper is worth on `day`."""
        if self.revoked_at is not None:
            return State.REVOKED
        if hasattr(self, "replaced_by"):
            return State.REPLACED
        if self.facts["valid_until"] and day >= date.fromisoformat(self.facts["valid_until"]):
            return State.EXPIRED
        return State.VALID

    @property
    def name(self) -> str:
        """As printed; empty once the personal part is erased."""
        return self.holder.name if hasattr(self, "holder") else ""

    @property
    def place(self) -> str:
        """Institution and profession then, in the reader's language; empty without a post."""
        code = self.facts["profession"]
        profession = str(Profession(code).label) if code in Profession.values else ""
        name = in_language(self.facts["institution"])
        return ", ".join(filter(None, [name, profession[:1].lower() + profession[1:] if name else profession]))


class CertificateHolder(models.Model):
    """The personal part: the name as it was printed."""

    certificate = models.OneToOneField(Certificate, models.CASCADE, related_name="holder")
    name = models.CharField(max_length=250)

    def __str__(self) -> str:
        return self.name
