"""Days: opened, come to and left, closed. What a trainer does raises PermissionDenied for everybody else."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from tanu.audit.actions import record
from tanu.classroom.models import Day, Seat
from tanu.classroom.permissions import institutions_taught, own_days
from tanu.classroom.results import settle
from tanu.courses.models import Course
from tanu.institutions.models import Institution, Post
from tanu.lib.dates import local_day
from tanu.lib.spoken_codes import new_code
from tanu.people.models import Person, SignInName
from tanu.people.sign_in import fold


class NoSuchDay(ValueError):
    """No day of today has this code."""


class DayIsFull(ValueError):
    """The last seat is taken."""


class OwnDay(ValueError):
    """A trainer has no seat on their own day."""


class DayIsClosed(ValueError):
    """Nobody comes or goes any more."""


class DayIsCalledOff(ValueError):
    """It is not held: nobody comes, and there is nothing to close."""


class DayIsAhead(ValueError):
    """A day cannot be closed before it has come."""


class NobodyThere(ValueError):
    """Nobody who works at the institution has this login code."""


@transaction.atomic
def open_day(
    course: Course, institution: Institution, *, place: str, day: date, seats: int, language: str, by: Person
) -> Day:
    """A day of the edition that `course` has now, with a code that no other day has ever had."""
    if course.current is None or not Institution.objects.filter(institutions_taught(by), pk=institution.pk).exists():
        raise PermissionDenied
    opened = Day.objects.create(
        trainer=by,
        institution=institution,
        course=course,
        edition=course.current.edition,
        place=place,
        date=day,
        seats=seats,
        language=language,
        code=_free_code(),
    )
    record("open-day", opened, by=by, on=day.isoformat(), institution=str(institution.pk))
    return opened


@transaction.atomic
def sign_in(person: Person, code: str) -> Seat:
    """`person` takes a seat on the day with `code`, which must be today; who has one keeps it.

    Raises NoSuchDay, DayIsCalledOff, OwnDay and DayIsFull. Whoever lets people type codes counts the first
    (throttle.py).
    """
    day = Day.objects.locked().filter(code=code, date=local_day(), closed_at__isnull=True).first()
    if day is None:
        raise NoSuchDay
    if day.is_called_off:
        raise DayIsCalledOff
    return _take(day, person, Seat.CameBy.CODE, by=person)


@transaction.atomic
def add(day: Day, login_code: str, *, by: Person) -> Seat:
    """A seat for somebody who works at the institution, today or on the day itself, known by their login code.

    Raises NobodyThere, OwnDay, DayIsFull, DayIsClosed and DayIsCalledOff.
    """
    day = own_day(day, by)
    names = SignInName.objects.filter(kind=SignInName.Kind.CODE, value=fold(login_code)).select_related("person")
    person = next((name.person for name in names if name.person.merged_into_id is None), None)
    if person is None or not _works_there(person, day):
        raise NobodyThere
    check_open(day)
    return _take(day, person, Seat.CameBy.TRAINER, by=by)


@transaction.atomic
def withdraw(seat: Seat, *, by: Person) -> Seat:
    """The seat is free again. Asked by the person themself or by the trainer of the day.

    Raises DayIsClosed and DayIsCalledOff.
    """
    day = Day.objects.locked().get(pk=seat.day_id)
    seat = Seat.objects.locked().get(pk=seat.pk)
    if seat.withdrawn_at is not None:
        return seat
    is_own = Person.objects.same_as(by).filter(pk=seat.person_id).exists()
    if not is_own and not Day.objects.filter(own_days(by), pk=day.pk).exists():
        raise PermissionDenied
    check_open(day)
    seat.withdrawn_at = timezone.now()
    seat.save(update_fields=["withdrawn_at"])
    record("withdraw-seat", seat, by=by, day=str(day.pk))
    return seat


@transaction.atomic
def close_day(day: Day, stayed: Collection[UUID], *, by: Person) -> Day:
    """Confirms who stayed, by ids of seats; who also passed is in the ledger. Closed already, nothing changes.

    Raises DayIsAhead and DayIsCalledOff.
    """
    day = own_day(day, by)
    if day.is_closed:
        return day
    check_open(day)
    if day.date > local_day():
        raise DayIsAhead
    day.closed_at, day.closed_by = timezone.now(), by
    day.save(update_fields=["closed_at", "closed_by"])
    record("close-day", day, by=by, on=day.date.isoformat())
    for seat in Seat.objects.present().locked().filter(day=day).select_related("day__edition", "person"):
        seat.stayed = seat.pk in stayed
        seat.save(update_fields=["stayed"])
        settle(seat, by=by)
    return day


def check_open(day: Day) -> None:
    """Raises DayIsCalledOff and DayIsClosed."""
    if day.is_called_off:
        raise DayIsCalledOff
    if day.is_closed:
        raise DayIsClosed


def _take(day: Day, person: Person, came_by: Seat.CameBy, *, by: Person) -> Seat:
    if Person.objects.same_as(person).filter(pk=day.trainer_id).exists():
        raise OwnDay
    present = Seat.objects.present().filter(day=day)
    if mine := present.of(person).first():
        return mine
    if present.count() >= day.seats:
        raise DayIsFull
    seat = Seat.objects.create(day=day, person=person, came_by=came_by)
    record("take-seat", seat, by=by, day=str(day.pk), came_by=came_by.value)
    return seat


def _works_there(person: Person, day: Day) -> bool:
    posts = Post.objects.filter(person__in=Person.objects.same_as(person), institution=day.institution_id)
    return any(posts.on(when).exists() for when in {local_day(), day.date})


def own_day(day: Day, by: Person) -> Day:
    """Locked; for whoever does not hold it PermissionDenied."""
    own = Day.objects.locked().filter(own_days(by), pk=day.pk).first()
    if own is None:
        raise PermissionDenied
    return own


def _free_code() -> str:
    code = new_code()
    return _free_code() if Day.objects.filter(code=code).exists() else code
