"""What a trainer sees of their day, and what a person sees of theirs."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from tanu.classroom.models import Day, PaperSheet, Seat, Sitting
from tanu.classroom.results import passed
from tanu.institutions.models import InstitutionPeriod
from tanu.lib.dates import local_day
from tanu.lib.languages import in_language
from tanu.quizzes.models import Attempt
from tanu.records.models import Completion


class Outcome(StrEnum):
    """What came of a seat."""

    OPEN = "open"
    CALLED_OFF = "called-off"
    LEFT_EARLY = "left-early"
    NOT_PASSED = "not-passed"
    ONLINE = "online"
    RECORDED = "recorded"
    TAKEN_BACK = "taken-back"


@dataclass(frozen=True)
class Line:
    """A seat as the trainer of the day sees it. Of the test before the course: sent or not, and nothing else."""

    seat: Seat
    before_is_sent: bool
    tries: int
    best: int | None
    passed: bool
    sheet: PaperSheet | None
    outcome: Outcome


def roll(day: Day) -> list[Line]:
    """Who has a seat, by name."""
    seats = list(Seat.objects.present().filter(day=day).select_related("person", "day", "taken_back_by"))
    attempts = _attempts(seats)
    sheets = {sheet.seat_id: sheet for sheet in PaperSheet.objects.filter(seat__in=seats)}
    recorded = _recorded(seats)
    lines = [_line(seat, attempts[seat.pk], sheets.get(seat.pk), recorded) for seat in seats]
    return sorted(lines, key=lambda line: (line.seat.person.sort_key, str(line.seat.person_id)))


def outcome_of(seat: Seat) -> Outcome:
    """What came of one seat, as its person is told."""
    return _outcome(seat, passed(seat) is not None, _recorded([seat]))


def place_names(institutions: Iterable[UUID]) -> dict[UUID, str]:
    """What institutions are called today, by id, in the reader's language."""
    periods = InstitutionPeriod.objects.on(local_day()).filter(institution__in=set(institutions))
    return {pk: in_language(name) for pk, name in periods.values_list("institution_id", "name")}


def _line(seat: Seat, attempts: list[Attempt], sheet: PaperSheet | None, recorded: set[str]) -> Line:
    graded = [one for one in attempts if one.kind == Attempt.Kind.GRADED and one.score is not None]
    has_passed = any(one.passed for one in graded) or bool(sheet and sheet.passed)
    return Line(
        seat=seat,
        before_is_sent=any(one.kind == Attempt.Kind.BEFORE and one.submitted_at for one in attempts),
        tries=len(graded),
        best=max((int(one.score or 0) for one in graded), default=None),
        passed=has_passed,
        sheet=sheet,
        outcome=_outcome(seat, has_passed, recorded),
    )


def _outcome(seat: Seat, has_passed: bool, recorded: set[str]) -> Outcome:
    if seat.day.is_called_off:
        return Outcome.CALLED_OFF
    if seat.taken_back:
        return Outcome.TAKEN_BACK
    if seat.evidence in recorded:
        return Outcome.RECORDED
    if not seat.day.is_closed:
        return Outcome.OPEN
    if not seat.stayed:
        return Outcome.LEFT_EARLY
    return Outcome.ONLINE if has_passed else Outcome.NOT_PASSED


def _attempts(seats: list[Seat]) -> dict[UUID, list[Attempt]]:
    found: dict[UUID, list[Attempt]] = defaultdict(list)
    for sitting in Sitting.objects.filter(seat__in=seats).select_related("attempt"):
        found[sitting.seat_id].append(sitting.attempt)
    return found


def _recorded(seats: list[Seat]) -> set[str]:
    proofs = [seat.evidence for seat in seats]
    return set(Completion.objects.standing().filter(evidence__in=proofs).values_list("evidence", flat=True))
