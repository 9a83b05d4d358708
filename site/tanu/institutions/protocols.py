"""The written protocol of an institution: what everybody there does with a concern, by which order."""

from datetime import date

from django.db import transaction

from tanu.audit.actions import record
from tanu.institutions.facts import FactRefused, hold_from
from tanu.institutions.models import Institution, Protocol
from tanu.institutions.signals import institution_changed
from tanu.people.models import Person


@transaction.atomic
def adopt_protocol(
    institution: Institution, *, order_number: str, order_date: date, by: Person | None = None
) -> Protocol:
    """In force from the date of its order; the one before ends on that day. The same order again changes nothing.

    Raises FactRefused if a protocol of a later order is in force already.
    """
    current: Protocol | None = protocol_of(institution)
    if current and (current.order_number, current.valid_from) == (order_number, order_date):
        return current
    if current and order_date < current.valid_from:
        raise FactRefused("newer-protocol", current.valid_from)
    hold_from(Protocol, {"institution": institution}, order_date, {"order_number": order_number})
    adopted = Protocol.objects.as_known().get(institution=institution, valid_until__isnull=True)
    if adopted != current:
        record("adopt-protocol", adopted, by=by, order_date=order_date.isoformat())
        institution_changed.send(Protocol, institution=institution)
    return adopted


def protocol_of(institution: Institution) -> Protocol | None:
    """The newest protocol, in force or coming into force."""
    return Protocol.objects.as_known().filter(institution=institution, valid_until__isnull=True).first()
