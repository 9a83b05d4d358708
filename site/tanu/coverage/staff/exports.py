"""The roll of an institution as a table for a spreadsheet: headings and words in the reader's language."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache

from django.utils.translation import gettext, pgettext

from tanu.coverage.algebra import DONE, Duty
from tanu.coverage.staff.roll import Line, Roll
from tanu.institutions.models import Designation, Profession
from tanu.lib.dates import short_date


def table(roll: Roll, lines: Iterable[Line]) -> Iterator[list[str]]:
    """The heading, then a row a person."""
    yield _headings(roll)
    professions = {code: str(label) for code, label in Profession.choices}
    roles = {"": "", **{code: str(label) for code, label in Designation.Role.choices}}
    duties = {duty: _said(duty) for duty in Duty}
    away = gettext("on leave")
    said = cache(_day)
    for line in lines:
        row = [
            line.name,
            ", ".join([professions[code] for code in line.professions]),
            roles[line.role],
            line.order_number,
            said(line.order_date),
            away if line.is_away else "",
            said(line.back_on),
        ]
        for mark in line.marks:
            row += [duties[mark.duty], said(mark.matters_on)] if mark else ["", ""]
        yield row


def _headings(roll: Roll) -> list[str]:
    headings = [
        gettext("Name"),
        gettext("Profession"),
        gettext("Designated"),
        gettext("Number of the order"),
        gettext("Date of the order"),
        gettext("Leave"),
        gettext("Back on"),
    ]
    for one in roll.requested:
        headings += [one.title, gettext("Due, or to be renewed by")]
    return headings


def _said(duty: Duty) -> str:
    if duty in DONE:
        return pgettext("training", "done")
    return str(duty.label) if duty in (Duty.EXEMPT, Duty.ENDED) else pgettext("training", "not done")


def _day(day: date | None) -> str:
    return short_date(day) if day else ""
