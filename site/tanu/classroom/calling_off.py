"""A day that is not held is called off, as long as nobody has been tested."""

from django.db import transaction
from django.utils import timezone

from tanu.audit.actions import record
from tanu.classroom.actions import check_open, own_day
from tanu.classroom.models import Day, PaperSheet, Sitting
from tanu.people.models import Person


class SomebodyIsTested(ValueError):
    """A test of this day was begun or a sheet entered: it can only be closed."""


@transaction.atomic
def call_off(day: Day, reason: Day.Reason, *, by: Person) -> Day:
    """It is not held; whoever has a seat sees why. Called off already, nothing changes.

    Raises DayIsClosed and SomebodyIsTested.
    """
    day = own_day(day, by)
    if day.is_called_off:
        return day
    check_open(day)
    if is_tested(day):
        raise SomebodyIsTested
    day.called_off, day.called_off_at, day.called_off_by = reason, timezone.now(), by
    day.save(update_fields=["called_off", "called_off_at", "called_off_by"])
    record("call-off-day", day, by=by, on=day.date.isoformat(), reason=reason.value)
    return day


def is_tested(day: Day) -> bool:
    """Whether somebody has begun a test of this day, or a sheet was entered."""
    sittings, sheets = Sitting.objects.filter(seat__day=day), PaperSheet.objects.filter(seat__day=day)
    return sittings.exists() or sheets.exists()
