"""What the institutions of a kind owe: so many designated officers, so many deputies, and a written protocol."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext

from tanu.audit.actions import record
from tanu.institutions.duty_permissions import kinds_ruled
from tanu.institutions.facts import hold_from, retire, supersede
from tanu.institutions.models import KindDuty
from tanu.institutions.signals import kind_duty_changed
from tanu.lib.dates import local_day
from tanu.people.models import Person


class DutyRefused(ValueError):
    """The duty cannot begin on that day; the message says why."""


@transaction.atomic
def define_kind_duty(
    kind: str,
    *,
    officers_owed: int = 1,
    deputies_owed: int = 1,
    owes_protocol: bool = True,
    valid_from: date | None = None,
    by: Person | None = None,
) -> KindDuty:
    """From that day, today unless given, every institution of `kind` owes this; said again it changes nothing.

    What was set for a later day falls away, but what began in the meantime is not rewritten. An institution whose own
    facts ask for more officers goes on owing them.
    Raises PermissionDenied unless `by` rules the kind, and DutyRefused if a person sets it from a day that is past.
    """
    valid_from = valid_from or local_day()
    if by is not None:
        _check(kind, valid_from, by)
    known = list(KindDuty.objects.as_known().select_for_update().filter(kind=kind).order_by("valid_from"))
    if any(valid_from < one.valid_from <= local_day() for one in known):
        return known[-1]
    dropped = _drop_later(known, valid_from)
    facts = {"officers_owed": officers_owed, "deputies_owed": deputies_owed, "owes_protocol": owes_protocol}
    is_new = hold_from(KindDuty, {"kind": kind}, valid_from, facts)
    duty: KindDuty = KindDuty.objects.as_known().get(kind=kind, valid_until__isnull=True)
    if is_new or dropped:
        record("define-kind-duty", duty, by=by, kind=kind, valid_from=valid_from.isoformat())
        kind_duty_changed.send(KindDuty, kind=kind)
    return duty


def duties_on(day: date) -> dict[str, KindDuty]:
    """By kind; a kind of which nothing is said owes one officer."""
    return {duty.kind: duty for duty in KindDuty.objects.on(day)}


def duties_after(day: date) -> list[KindDuty]:
    """Set already, and not yet begun on `day`."""
    return list(KindDuty.objects.as_known().filter(valid_from__gt=day).order_by("valid_from"))


def unsaid_duty(kind: str) -> KindDuty:
    """What a kind owes of which nothing is said: not saved."""
    return KindDuty(kind=kind, officers_owed=1, deputies_owed=0, owes_protocol=True)


def _check(kind: str, valid_from: date, by: Person) -> None:
    if kind not in kinds_ruled(by):
        raise PermissionDenied
    if valid_from < local_day():
        raise DutyRefused(gettext("A duty begins today or later. What was owed before stays as it was."))


def _drop_later(known: Iterable[Any], day: date) -> bool:
    """What was set for a day after `day` never comes, and what held before it goes on. Whether there was any."""
    later = [one for one in known if one.valid_from > day]
    for one in later:
        retire(one)
    for one in known:
        if later and one.valid_until == later[0].valid_from:
            supersede(one, valid_until=None)
    return bool(later)
