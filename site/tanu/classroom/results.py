"""What a day comes to: whoever stayed and passed has one row in the ledger, and a wrong one is taken back."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from tanu.audit.actions import record
from tanu.classroom.models import Day, PaperSheet, Seat
from tanu.classroom.permissions import seats_of_own_days
from tanu.lib.dates import local_day
from tanu.people.models import Person
from tanu.quizzes.models import Attempt
from tanu.records.actions import record_completion, void
from tanu.records.models import Completion


class NothingToTakeBack(ValueError):
    """The seat has no row in the ledger that counts."""


@dataclass(frozen=True)
class Passed:
    """The day from which it counts; without an attempt it was passed on paper."""

    on: date
    attempt: Attempt | None = None


def passed(seat: Seat) -> Passed | None:
    """A sheet was written on the day itself; a test passed on a phone later counts from that later day."""
    if PaperSheet.objects.filter(seat=seat, passed=True).exists():
        return Passed(seat.day.date)
    attempts = Attempt.objects.graded().submitted().filter(sitting__seat=seat, passed=True)
    attempt = attempts.order_by("submitted_at").first()
    return Passed(max(seat.day.date, local_day(attempt.submitted_at)), attempt) if attempt else None


def counts_elsewhere(attempt: Attempt) -> bool:
    """Whether the attempt has completed the online course: it proves one completion, not two."""
    return Completion.objects.filter(evidence=f"attempt:{attempt.pk}").exists()


def completion_of(seat: Seat) -> Completion | None:
    """The row of this seat that counts."""
    return Completion.objects.standing().filter(person=seat.person_id, evidence=seat.evidence).first()


@transaction.atomic
def settle(seat: Seat, *, by: Person | None = None) -> Completion | None:
    """The row in the ledger, once the day is closed, the person stayed and passed; asked again, the same row."""
    if seat.withdrawn_at or seat.taken_back or not seat.stayed:
        return None
    # Asked anew: the day may have been closed while this transaction waited for the seat.
    if not Day.objects.filter(pk=seat.day_id, closed_at__isnull=False).exists():
        return None
    result = passed(seat)
    if result is None or (result.attempt and counts_elsewhere(result.attempt)):
        return None
    return record_completion(
        seat.person,
        seat.day.edition,
        source=Completion.Source.CLASSROOM,
        evidence=seat.evidence,
        completed_on=result.on,
        by=by,
    )


@transaction.atomic
def take_back(seat: Seat, reason: Seat.Reason, *, by: Person) -> Seat:
    """The row was wrong: a correction voids it, and this day gives no other. Raises NothingToTakeBack."""
    own = Seat.objects.locked().filter(seats_of_own_days(by), pk=seat.pk).first()
    if own is None:
        raise PermissionDenied
    completion = completion_of(own)
    if completion is None:
        raise NothingToTakeBack
    void(completion, by=by)
    own.taken_back, own.taken_back_at, own.taken_back_by = reason, timezone.now(), by
    own.save(update_fields=["taken_back", "taken_back_at", "taken_back_by"])
    record("take-back-result", own, by=by, reason=reason.value, completion=str(completion.pk))
    return own
