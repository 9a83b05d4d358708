"""What is asked of somebody, as their own page says it."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext

from tanu.coverage.algebra import MISSED, OPEN, Duty
from tanu.coverage.reads import Due, due_for
from tanu.lib.dates import long_date
from tanu.people.models import Person

_TONES = {Duty.CURRENT: "ok", Duty.NOT_YET_DUE: "", Duty.EXEMPT: "", Duty.ENDED: ""}


@dataclass(frozen=True)
class DueLine:
    """`says` is the state in a word, `tone` the class of its tag, `when` the sentence with the date."""

    title: str
    says: str
    tone: str
    when: str
    why: str
    institutions: str
    is_pilot: bool
    is_open: bool
    is_missed: bool
    due_on: date
    """By when it must be done, or done again."""


def dues_of(person: Person, day: date) -> list[DueLine]:
    """The most pressing first, in the reader's language."""
    return [_line(due) for due in due_for(person, day)]


def _line(due: Due) -> DueLine:
    return DueLine(
        title=due.title,
        says=str(due.duty.label),
        tone=_TONES.get(due.duty, "day"),
        when=_when(due),
        why=due.why,
        institutions=", ".join(filter(None, due.institutions)),
        is_pilot=due.is_pilot,
        is_open=due.duty in OPEN,
        is_missed=due.duty in MISSED,
        due_on=due.expires_on - timedelta(days=1) if due.completed_on and due.expires_on else due.due_on,
    )


def _when(due: Due) -> str:
    if due.duty == Duty.EXEMPT:
        return gettext("You are not asked for it now.")
    if not due.completed_on:
        return gettext("To be completed by %(day)s.") % {"day": long_date(due.due_on)}
    done = {"done": long_date(due.completed_on)}
    if not due.expires_on:
        return gettext("Completed on %(done)s.") % done
    done["until"] = long_date(due.expires_on)
    if due.duty == Duty.LAPSED:
        return gettext("Completed on %(done)s, no longer valid since %(until)s.") % done
    return gettext("Completed on %(done)s, valid until %(until)s.") % done
