"""Writing and taking back certificates. Each happens in the caller's transaction, with its row in the audit."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from tanu.audit.actions import record
from tanu.certificates.models import Certificate, CertificateHolder
from tanu.certificates.serials import new_serial
from tanu.institutions.models import Institution, InstitutionPeriod
from tanu.people.models import Person
from tanu.records.models import Completion


@transaction.atomic
def issue(completion: Completion) -> Certificate:
    """The certificate of a row of the ledger; asked again, the one there is."""
    certificate, is_new = Certificate.objects.get_or_create(
        completion=completion,
        replaces=None,
        defaults={"serial": new_serial(), "facts": _facts(completion)},
    )
    if is_new:
        CertificateHolder.objects.create(certificate=certificate, name=completion.person.full_name)
        record("issue-certificate", certificate, by=completion.person, completion=str(completion.pk))
    return certificate


@transaction.atomic
def revoke(certificate: Certificate, *, by: Person | None = None) -> None:
    """Take it back; taken back already, nothing changes."""
    changed = Certificate.objects.filter(pk=certificate.pk, revoked_at__isnull=True).update(revoked_at=timezone.now())
    certificate.refresh_from_db(fields=["revoked_at"])
    if changed:
        record("revoke-certificate", certificate, by=by)


@transaction.atomic
def replace(certificate: Certificate, *, name: str, by: Person | None = None) -> Certificate:
    """A new certificate of the same facts under another name and serial number; the old one verifies as replaced.

    Raises IntegrityError if it was replaced before.
    """
    newer = Certificate.objects.create(
        completion=certificate.completion,
        serial=new_serial(),
        facts=certificate.facts,
        replaces=certificate,
    )
    CertificateHolder.objects.create(certificate=newer, name=name)
    record("replace-certificate", newer, by=by, replaces=str(certificate.pk))
    return newer


@transaction.atomic
def erase_holder(certificate: Certificate, *, by: Person | None = None) -> None:
    """Forget whose it is. It can still be verified, without a name."""
    CertificateHolder.objects.filter(certificate=certificate).delete()
    record("erase-certificate-holder", certificate, by=by)


def _facts(completion: Completion) -> dict[str, Any]:
    edition = completion.edition
    return {
        "training": edition.title,
        "hours": _plain(edition.hours),
        "completed_on": completion.completed_on.isoformat(),
        "valid_until": completion.valid_until.isoformat() if completion.valid_until else None,
        "edition": edition.dated.isoformat(),
        "is_pilot": edition.is_pilot,
        "institution": _name_on(completion.institution, completion.completed_on),
        "profession": completion.post.profession if completion.post else "",
    }


def _name_on(institution: Institution | None, day: date) -> dict[str, str]:
    if institution is None:
        return {}
    period = InstitutionPeriod.objects.on(day).filter(institution=institution).first()
    return period.name if period else {}


def _plain(hours: Decimal) -> str:
    """6.0 is written 6, and 1.5 stays 1.5."""
    return f"{Decimal(hours).normalize():f}"
