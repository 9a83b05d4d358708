"""Months after a completion the learner is invited to see what is remembered. Nothing follows from it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from tanu.courses.models import Course
from tanu.lib.dates import add_months
from tanu.people.models import Person
from tanu.records.models import Completion

OPEN_FOR = timedelta(days=60)
PUT_OFF_FOR = timedelta(days=7)


@dataclass(frozen=True)
class Answer:
    """What the learner did about an invitation; nothing yet if all is empty."""

    put_off_until: date | None = None
    is_declined: bool = False
    attempt_id: UUID | None = None
    sent_at: datetime | None = None


@dataclass(frozen=True)
class Invitation:
    """To ten questions, `months` after the completion; it stands until `last_day`."""

    course: Course
    completion_id: UUID
    months: int
    last_day: date
    is_begun: bool


@dataclass
class Afterwards:
    """A course that was completed: whether that still counts, the invitation that stands, the retests sent so far."""

    is_valid: bool = False
    invitation: Invitation | None = None
    sent: list[tuple[int, UUID]] = field(default_factory=list)
    """Months and attempt."""


def last_day_open(completed_on: date, months: int, answer: Answer, day: date) -> date | None:
    """The last day of the invitation if it stands on `day`: from the due day for sixty days, unless declined."""
    due = add_months(completed_on, months)
    last = due + OPEN_FOR
    is_put_off = answer.put_off_until is not None and day < answer.put_off_until
    if not due <= day <= last or is_put_off or answer.is_declined or answer.sent_at:
        return None
    return last


def afterwards(person: Person, courses: Iterable[Course], day: date) -> dict[UUID, Afterwards]:
    """By id of course, for those that `person` has completed. One query.

    Months are counted from the latest completion that stands.
    """
    by_training = {course.training_id: course for course in courses}
    found: dict[UUID, Afterwards] = {}
    for training, (latest, is_valid) in _completed(person, by_training, day).items():
        course = by_training[training]
        here = found[course.pk] = Afterwards(is_valid)
        for months in course.again.get("months", []) if course.test_id else []:
            answer = latest.answers.get(months, Answer())
            if answer.attempt_id and answer.sent_at:
                here.sent.append((months, answer.attempt_id))
            if last := last_day_open(latest.completed_on, months, answer, day):
                here.invitation = Invitation(course, latest.pk, months, last, answer.attempt_id is not None)
    return found


def invitation(person: Person, course: Course, months: int, day: date) -> Invitation | None:
    """The one that stands on `day`."""
    found = afterwards(person, [course], day).get(course.pk, Afterwards()).invitation
    return found if found and found.months == months else None


_COLUMNS = (
    "pk",
    "edition__training_id",
    "completed_on",
    "valid_until",
    "retests__months",
    "retests__put_off_until",
    "retests__is_declined",
    "retests__attempt_id",
    "retests__attempt__submitted_at",
)


@dataclass
class _Latest:
    pk: UUID
    completed_on: date
    answers: dict[int, Answer]


def _completed(person: Person, trainings: Collection[UUID], day: date) -> dict[UUID, tuple[_Latest, bool]]:
    """The latest completion of each training, and whether any of them still counts on `day`."""
    rows = Completion.objects.of(person).standing().filter(edition__training__in=list(trainings))
    found: dict[UUID, tuple[_Latest, bool]] = {}
    for row in rows.order_by("completed_on", "recorded_at").values(*_COLUMNS):
        latest, is_valid = found.get(row["edition__training_id"], (None, False))
        if latest is None or latest.pk != row["pk"]:
            latest = _Latest(row["pk"], row["completed_on"], {})
        if row["retests__months"]:
            latest.answers[row["retests__months"]] = Answer(
                put_off_until=row["retests__put_off_until"],
                is_declined=row["retests__is_declined"],
                attempt_id=row["retests__attempt_id"],
                sent_at=row["retests__attempt__submitted_at"],
            )
        counts = row["completed_on"] <= day and (row["valid_until"] is None or row["valid_until"] > day)
        found[row["edition__training_id"]] = (latest, is_valid or counts)
    return found
