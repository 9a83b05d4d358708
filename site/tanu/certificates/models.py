"""A certificate is a picture of one row of the ledger. Its personal part can be erased apart."""

import uuid

from django.db import models
from django.utils import timezone

from tanu.certificates.querysets import CertificateQuerySet
from tanu.records.models import Completion


class Certificate(models.Model):
    """`facts` is what was true when it was issued: {"training": {lang}, "hours", "completed_on", "valid_until",
    "edition", "is_pilot", "institution": {lang}, "profession"}; nothing in it names the person.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    completion = models.OneToOneField(Completion, models.PROTECT, related_name="certificate")
    serial = models.CharField(max_length=20, unique=True, help_text="Random: TN-XXXX-XXXX-XXXX.")
    facts = models.JSONField()
    key_id = models.CharField(max_length=40, blank=True, help_text="Of the key that sealed it; empty: not sealed.")
    template_version = models.PositiveSmallIntegerField(default=1)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    issued_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True)

    objects = CertificateQuerySet.as_manager()

    def __str__(self) -> str:
        return self.serial


class CertificateHolder(models.Model):
    """The personal part: the name as it was printed."""

    certificate = models.OneToOneField(Certificate, models.CASCADE, related_name="holder")
    name = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.name
