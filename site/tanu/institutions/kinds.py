"""What the institutions of a kind owe: so many designated officers, so many deputies, and a written protocol."""

from datetime import date

from django.db import transaction

from tanu.audit.actions import record
from tanu.institutions.facts import hold_from
from tanu.institutions.models import KindDuty
from tanu.institutions.signals import kind_duty_changed
from tanu.lib.dates import local_day
from tanu.people.models import Person


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

    An institution whose own facts ask for more officers goes on owing them.
    """
    valid_from = valid_from or local_day()
    facts = {"officers_owed": officers_owed, "deputies_owed": deputies_owed, "owes_protocol": owes_protocol}
    is_new = hold_from(KindDuty, {"kind": kind}, valid_from, facts)
    duty: KindDuty = KindDuty.objects.as_known().get(kind=kind, valid_until__isnull=True)
    if is_new:
        record("define-kind-duty", duty, by=by, kind=kind, valid_from=valid_from.isoformat())
        kind_duty_changed.send(KindDuty, kind=kind)
    return duty


def duties_on(day: date) -> dict[str, KindDuty]:
    """By kind; a kind of which nothing is said owes one officer."""
    return {duty.kind: duty for duty in KindDuty.objects.on(day)}
