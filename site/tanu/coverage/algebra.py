"""Where a duty and an institution stand on a day: pure functions of dated facts, with no database and no clock.

Dates are half-open: what ends or expires on a day no longer holds on that day. A duty may be done on its due day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from tanu.coverage.rules import Span

SOON = timedelta(days=30)
AT_RISK_WITHIN = timedelta(days=60)
AFTER_RETURN = timedelta(days=30)


class Duty(TextChoices):
    """Where one duty of one person stands."""

    NOT_YET_DUE = "not-yet-due", _("Not yet due")
    DUE_SOON = "due-soon", _("Due soon")
    OVERDUE = "overdue", _("Overdue")
    CURRENT = "current", _("Trained")
    EXPIRING = "expiring", _("To be renewed")
    LAPSED = "lapsed", _("Training has lapsed")
    EXEMPT = "exempt", _("Exempt for now")
    ENDED = "ended", _("No longer asked for")


DONE = frozenset({Duty.CURRENT, Duty.EXPIRING})
MISSED = frozenset({Duty.OVERDUE, Duty.LAPSED})
OPEN = frozenset({Duty.NOT_YET_DUE, Duty.DUE_SOON, Duty.OVERDUE, Duty.EXPIRING, Duty.LAPSED})


class Cover(TextChoices):
    """Whether somebody at an institution is trained."""

    COVERED = "covered", _("Covered")
    AT_RISK = "at-risk", _("Covered, at risk")
    NOT_COVERED = "not-covered", _("Designated officer not trained")
    NOBODY_APPOINTED = "nobody-appointed", _("Nobody appointed")
    NOT_REGISTERED = "not-registered", _("Not registered")


HAS_TRAINED = frozenset({Cover.COVERED, Cover.AT_RISK})


class Reason(TextChoices):
    """Why an institution is not covered, or is at risk. The order is that of urgency."""

    OVERDUE = "overdue", _("The designated officer's training is overdue")
    LAPSED = "lapsed", _("The designated officer's training has lapsed")
    NOT_TRAINED = "not-trained", _("The designated officer is not trained yet")
    EXEMPT = "exempt", _("The designated officer is exempt for now")
    AWAY = "away", _("The designated officer is on leave")
    NOT_ASKED = "not-asked", _("No requirement is in force for the designated officer")
    TOO_FEW = "too-few", _("Fewer officers are appointed than the institution owes")
    ONLY_DEPUTY = "only-deputy", _("Only a deputy is trained")
    ENDS_SOON = "ends-soon", _("The training ends within 60 days")


@dataclass(frozen=True)
class ObligationFacts:
    """What was decided for one person. `of_officers`: asked because the person is the designated officer.

    `excused`: exemptions and leave, while which nothing is asked; `due_on` is then the one that `postponed` gives.
    """

    due_on: date
    completed_on: date | None = None
    window_opens_on: date | None = None
    expires_on: date | None = None
    ended_on: date | None = None
    of_officers: bool = True
    excused: tuple[Span, ...] = ()


@dataclass(frozen=True)
class OfficerFacts:
    """Somebody designated on the day, and what is asked of them at this institution. `is_away`: on leave that day."""

    obligations: tuple[ObligationFacts, ...] = ()
    is_deputy: bool = False
    is_away: bool = False


@dataclass(frozen=True)
class InstitutionFacts:
    """What holds for an institution on the day. `has_staff`: our books know somebody who works there."""

    officers_owed: int = 1
    has_staff: bool = False
    officers: tuple[OfficerFacts, ...] = ()


@dataclass(frozen=True)
class Status:
    cover: Cover
    reason: Reason | None = None


def duty_on(obligation: ObligationFacts, day: date) -> Duty:
    """Where the duty stands on `day`; a completion after that day is not known yet."""
    if obligation.ended_on and day >= obligation.ended_on:
        return Duty.ENDED
    is_done = obligation.completed_on is not None and day >= obligation.completed_on
    if is_done and day < (obligation.expires_on or date.max):
        is_open = obligation.window_opens_on is not None and day >= obligation.window_opens_on
        return Duty.EXPIRING if is_open else Duty.CURRENT
    if any(span.holds(day) for span in obligation.excused):
        return Duty.EXEMPT
    if is_done:
        return Duty.LAPSED
    if day > obligation.due_on:
        return Duty.OVERDUE
    return Duty.DUE_SOON if obligation.due_on - day <= SOON else Duty.NOT_YET_DUE


def postponed(due_on: date, excused: Iterable[Span]) -> date:
    """Who was not asked has thirty days after coming back: leave or an exemption never makes somebody overdue."""
    for span in sorted(excused, key=lambda span: span.start):
        if span.start <= due_on and span.end:
            due_on = max(due_on, span.end + AFTER_RETURN)
    return due_on


def cover_on(institution: InstitutionFacts, day: date) -> Status:
    """Covered when as many officers are trained as are owed; deputies stand in, and then it is at risk.

    Who is on leave that day covers nobody.
    """
    if not institution.officers:
        return Status(Cover.NOBODY_APPOINTED if institution.has_staff else Cover.NOT_REGISTERED)
    present = [officer for officer in institution.officers if not officer.is_away]
    officers = [officer for officer in present if not officer.is_deputy]
    trained = [officer for officer in officers if is_trained(officer, day)]
    if len(trained) >= institution.officers_owed:
        if _falls_short_soon(trained, institution.officers_owed, day):
            return Status(Cover.AT_RISK, Reason.ENDS_SOON)
        return Status(Cover.COVERED)
    if sum(is_trained(officer, day) for officer in present) >= institution.officers_owed:
        return Status(Cover.AT_RISK, Reason.ONLY_DEPUTY)
    untrained = [officer for officer in officers or present if not is_trained(officer, day)]
    if not untrained and any(officer.is_away and not officer.is_deputy for officer in institution.officers):
        return Status(Cover.NOT_COVERED, Reason.AWAY)
    return Status(Cover.NOT_COVERED, _worst(untrained, day))


def is_trained(officer: OfficerFacts, day: date) -> bool:
    """Something asked of officers is done, and nothing of it is overdue or lapsed."""
    duties = duties_of(officer, day)
    return bool(duties & DONE) and not duties & MISSED


def duties_of(officer: OfficerFacts, day: date) -> frozenset[Duty]:
    """Where the duties stand that decide whether the officer is trained."""
    return frozenset(duty_on(obligation, day) for obligation in _counted(officer, day))


def _counted(officer: OfficerFacts, day: date) -> list[ObligationFacts]:
    """What is asked of officers; where nothing is, what is asked of everybody."""
    asked = [obligation for obligation in officer.obligations if duty_on(obligation, day) != Duty.ENDED]
    return [obligation for obligation in asked if obligation.of_officers] or asked


def _falls_short_soon(trained: list[OfficerFacts], owed: int, day: date) -> bool:
    """The day on which fewer than `owed` are left is near."""
    ends = sorted(_ends_on(officer, day) for officer in trained)
    return ends[-owed] <= day + AT_RISK_WITHIN


def _ends_on(officer: OfficerFacts, day: date) -> date:
    done = (obligation for obligation in _counted(officer, day) if duty_on(obligation, day) in DONE)
    return min(obligation.expires_on or date.max for obligation in done)


def _worst(untrained: Iterable[OfficerFacts], day: date) -> Reason:
    duties = [duties_of(officer, day) for officer in untrained]
    if any(Duty.OVERDUE in found for found in duties):
        return Reason.OVERDUE
    if any(Duty.LAPSED in found for found in duties):
        return Reason.LAPSED
    if any(found - {Duty.EXEMPT} for found in duties):
        return Reason.NOT_TRAINED
    if any(duties):
        return Reason.EXEMPT
    return Reason.NOT_ASKED if duties else Reason.TOO_FEW
