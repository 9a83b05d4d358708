"""Leave and return: the person keeps the post and is away for a time. Why is a code, never words of health."""

from datetime import date

from django.db import transaction

from tanu.audit.actions import record
from tanu.institutions.facts import FactRefused, retire, supersede
from tanu.institutions.models import Absence, Institution
from tanu.institutions.signals import posts_changed
from tanu.people.models import Person


@transaction.atomic
def leave(
    person: Person,
    institution: Institution,
    *,
    valid_from: date,
    valid_until: date | None = None,
    reason: str = Absence.Reason.LEAVE,
    by: Person | None = None,
) -> Absence:
    """Away from that day, until the day of return if it is known; the same again is answered with the one there is.

    Raises FactRefused if the person comes back before going, or is away already at that time.
    """
    if valid_until and valid_until <= valid_from:
        raise FactRefused("back-before-away", valid_from)
    known = Absence.objects.as_known().filter(person=person, institution=institution)
    same = known.filter(valid_from=valid_from, valid_until=valid_until, reason=reason).first()
    if same:
        return same
    for other in known:
        if valid_from < (other.valid_until or date.max) and other.valid_from < (valid_until or date.max):
            raise FactRefused("away-already", other.valid_from)
    absence = Absence.objects.create(
        person=person, institution=institution, valid_from=valid_from, valid_until=valid_until, reason=reason
    )
    record("leave", absence, by=by, valid_from=valid_from.isoformat(), until=valid_until and valid_until.isoformat())
    posts_changed.send(Absence, person=person, institution=institution)
    return absence


@transaction.atomic
def come_back(absence: Absence, on: date, *, by: Person | None = None) -> Absence:
    """At work again from that day on. Who comes back before having gone was never away."""
    if absence.valid_until == on:
        return absence
    if on <= absence.valid_from:
        retire(absence)
        ended = absence
    else:
        ended = supersede(absence, valid_until=on)
    record("come-back", ended, by=by, on=on.isoformat())
    posts_changed.send(Absence, person=absence.person, institution=absence.institution)
    return ended
