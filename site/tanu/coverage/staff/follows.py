"""What would follow from a change: it is done, looked at and undone in one transaction."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from tanu.coverage.algebra import Cover, Status
from tanu.coverage.books import covers_on
from tanu.coverage.cases import Joined
from tanu.coverage.models import Obligation
from tanu.coverage.staff.forms import Change
from tanu.coverage.staff.records import names_of
from tanu.institutions.models import Designation, Institution
from tanu.lib.dates import local_day, long_date
from tanu.lib.languages import in_language
from tanu.people.models import Person


@dataclass(frozen=True)
class _Look:
    """One institution and one person on a day. `asked`: title by version, and by when."""

    status: Status | None
    officers: frozenset[Any]
    asked: dict[Any, tuple[str, date]]


def what_follows(change: Change) -> list[str]:
    """Sentences, the weightiest first. Raises what the change raises; nothing stays written."""
    day, places = change.since, change.places
    with transaction.atomic():
        before = {place.pk: _look(place, change.scene.person, day) for place in places}
        person = change.carry_out()
        after = {place.pk: _look(place, person, day) for place in places}
        names, officers = names_of(places), _officers(before, after)
        transaction.set_rollback(True)
    follows: list[str] = []
    for place in places:
        old, new = before[place.pk], after[place.pk]
        follows += [_stands(names.get(place.pk, ""), old.status, new.status, day)]
        follows += [
            gettext("No longer designated: %(name)s.") % {"name": officers[pk]} for pk in old.officers - new.officers
        ]
        follows += _asks(old, new)
    return [*filter(None, follows), *change.remarks()]


def _look(place: Institution, person: Person | None, day: date) -> _Look:
    designated = Designation.objects.on(day).filter(institution=place).values_list("person_id", flat=True)
    return _Look(covers_on([place.pk], day).get(place.pk), frozenset(designated), _asked(place, person, day))


def _asked(place: Institution, person: Person | None, day: date) -> dict[Any, tuple[str, date]]:
    if person is None:
        return {}
    rows = Obligation.objects.live().at([place.pk]).of(Joined().all_of([person.pk])).select_related("version")
    return {
        row.version.requirement_id: (in_language(row.version.title), row.due_on)
        for row in rows
        if (row.ended_on is None or row.ended_on > day) and row.completed_on is None
    }


def _officers(before: dict[Any, _Look], after: dict[Any, _Look]) -> dict[Any, str]:
    gone = {pk for place, look in before.items() for pk in look.officers - after[place].officers}
    return {person.pk: person.full_name for person in Person.objects.filter(pk__in=gone)}


def _stands(name: str, before: Status | None, after: Status | None, day: date) -> str:
    if after is None:
        return ""
    stands = str((after.reason or after.cover).label)
    if before == after:
        return gettext("%(name)s stands as before: %(stands)s.") % {"name": name, "stands": stands}
    words = {"name": name, "day": long_date(day), "stands": stands}
    if after.cover in (Cover.COVERED, Cover.AT_RISK):
        return gettext("From %(day)s %(name)s stands so: %(stands)s.") % words
    return gettext("From %(day)s %(name)s has no trained officer: %(stands)s.") % words


def _asks(before: _Look, after: _Look) -> list[str]:
    new = [asked for key, asked in after.asked.items() if key not in before.asked]
    gone = [asked for key, asked in before.asked.items() if key not in after.asked]
    return [
        *(_will_be_asked(title, due) for title, due in new),
        *(gettext("Will no longer be asked for: %(title)s.") % {"title": title} for title, _ in gone),
    ]


def _will_be_asked(title: str, due: date) -> str:
    said = gettext("Will be asked for: %(title)s, by %(day)s.")
    if due < local_day():
        said = gettext("Will be asked for: %(title)s. It was due on %(day)s already.")
    return said % {"title": title, "day": long_date(due)}
