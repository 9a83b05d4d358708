"""A person is not asked for a time, by a decision with dates and a reason code."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from tanu.audit.actions import record
from tanu.coverage.models import Exemption, Requirement, Standing
from tanu.institutions.models import Institution
from tanu.people.models import Person


class ExemptionRefused(ValueError):
    """The exemption cannot be made; the message says why."""


@transaction.atomic
def exempt(
    person: Person,
    institution: Institution,
    requirement: Requirement,
    *,
    reason: str,
    valid_from: date,
    valid_until: date,
    by: Person,
) -> Exemption:
    """Ask nothing under `requirement` in that time; the same again is answered with the one there is.

    Raises ExemptionRefused for one's own exemption, and for a time that ends before it begins.
    """
    if Person.objects.same_as(by).filter(pk=person.pk).exists():
        raise ExemptionRefused("Nobody exempts themselves.")
    if valid_until <= valid_from:
        raise ExemptionRefused("An exemption ends after it began.")
    exemption, is_new = Exemption.objects.as_known().get_or_create(
        person=person,
        institution=institution,
        requirement=requirement,
        valid_from=valid_from,
        valid_until=valid_until,
        defaults={"reason": reason, "granted_by": by},
    )
    if is_new:
        record("exempt", exemption, by=by, reason=reason, until=valid_until.isoformat())
        Standing.objects.at([institution.pk]).delete()
    return exemption


@transaction.atomic
def end_exemption(exemption: Exemption, *, by: Person) -> None:
    """Take it back as if it had never been; what was known until now is kept."""
    exemption.superseded_at = timezone.now()
    exemption.save(update_fields=["superseded_at"])
    record("end-exemption", exemption, by=by)
    Standing.objects.at([exemption.institution_id]).delete()
