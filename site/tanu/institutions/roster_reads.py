"""What the pages of rosters show of a difference and of what was done."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext

from tanu.institutions.models import (
    Designation,
    Institution,
    InstitutionPeriod,
    Post,
    Profession,
    Territory,
    TerritoryPeriod,
)
from tanu.institutions.roster_models import RosterImport
from tanu.institutions.roster_permissions import rosters_undone_by
from tanu.institutions.roster_plan import Change, Plan
from tanu.institutions.roster_undo import why_not
from tanu.institutions.roster_words import HEADINGS
from tanu.lib.dates import local_day, short_date
from tanu.lib.languages import in_language
from tanu.lib.sentences import spoken
from tanu.people.models import Person, SignInName

_CONTACTS = ("phone", "mail")


@dataclass(frozen=True)
class Line:
    """One row of a table of the difference."""

    line: int
    name: str
    place: str
    what: str
    details: list[str]


@dataclass(frozen=True)
class Shown:
    posts: list[Line]
    changes: list[Line]
    designations: list[Line]
    places: dict[Any, str]


def shown(plan: Plan, headed: Collection[Any]) -> Shown:
    """The parts of a difference with names and places, in the reader's language.

    Of institutions that are not `headed` by the reader: names as the file has them, and no contact that is recorded.
    """
    places = places_of(plan.institutions)
    new = {person.id for person in plan.people}
    posts = [
        Line(
            p.line,
            _name(plan, p.person, is_headed=p.institution in headed),
            places[p.institution],
            str(Profession(p.profession).label),
            _of_post(p, new),
        )
        for p in plan.posts
    ]
    changes = [_changed(plan, change, places, headed) for change in plan.changes]
    designations = [
        Line(
            d.line,
            _name(plan, d.person, is_headed=d.institution in headed),
            places[d.institution],
            str(Designation.Role(d.role).label),
            [gettext("from %(day)s") % {"day": short_date(d.since)}],
        )
        for d in plan.designations
    ]
    designations += [_changed(plan, order, places, headed) for order in plan.orders]
    return Shown(posts, changes, designations, places)


def places_of(institutions: Collection[Any]) -> dict[Any, str]:
    """Names of institutions today; the code where there is none."""
    names = dict(Institution.objects.filter(pk__in=institutions).values_list("pk", "code"))
    for period in InstitutionPeriod.objects.on(local_day()).filter(institution__in=institutions):
        names[period.institution_id] = str(period)
    return names


def name_of_place(roster: RosterImport) -> str:
    if roster.institution_id:
        return places_of([roster.institution_id])[roster.institution_id]
    return name_of_territory(roster.territory) if roster.territory else ""


def name_of_territory(territory: Territory) -> str:
    return str(TerritoryPeriod.objects.on(local_day()).filter(territory=territory).first() or territory)


def codes_given(roster: RosterImport) -> list[tuple[str, str]]:
    """Names and login codes of those whom this roster gave one."""
    people = [UUID(pk) for pk in roster.did.get("coded", [])]
    names = SignInName.objects.filter(person__in=people, kind=SignInName.Kind.CODE).select_related("person")
    return [(name.person.full_name, name.value) for name in names.order_by("person__sort_key")]


def earlier(rosters: Iterable[RosterImport], reader: Person) -> list[tuple[RosterImport, bool]]:
    """Rosters with whether the reader can undo each."""
    found = list(rosters)
    own = RosterImport.objects.filter(rosters_undone_by(reader), pk__in=[roster.pk for roster in found])
    may = set(own.values_list("pk", flat=True))
    return [(roster, roster.pk in may and why_not(roster) is None) for roster in found]


def said(problems: Iterable[Any]) -> list[tuple[int, str, str]]:
    """Row, column and sentence of each problem, in the reader's language."""
    return [(one.line, in_language(HEADINGS.get(one.column, {})), spoken(one.message)) for one in problems]


def _of_post(post: Any, new: set[UUID]) -> list[str]:
    details = [gettext("from %(day)s") % {"day": short_date(post.since)}]
    if post.until:
        details.append(gettext("until %(day)s") % {"day": short_date(post.until)})
    if post.person in new:
        details.append(gettext("a new person"))
    return details


def _name(plan: Plan, person: UUID, *, is_headed: bool) -> str:
    return (plan.names if is_headed else plan.names_of_file).get(person, "")


def _changed(plan: Plan, change: Change, places: dict[Any, str], headed: Collection[Any]) -> Line:
    place = change.row.institution_id
    name = _name(plan, change.row.person_id, is_headed=place in headed)
    return Line(change.line, name, places[place], _what(change.row), _told(change, is_headed=place in headed))


def _told(change: Change, *, is_headed: bool) -> list[str]:
    words = {
        "share": gettext("share"),
        "phone": gettext("telephone"),
        "mail": gettext("mail"),
        "valid_from": gettext("first day"),
        "valid_until": gettext("no longer from"),
        "order_number": gettext("order number"),
        "order_date": gettext("date of the order"),
    }
    was = change.was()
    hidden = () if is_headed else _CONTACTS
    return [
        gettext("%(what)s: will change") % {"what": words[name]}
        if name in hidden
        else f"{words[name]}: {_value(was[name])} → {_value(value)}"
        for name, value in change.facts.items()
    ]


def _what(row: Any) -> str:
    return str(Profession(row.profession).label if isinstance(row, Post) else Designation.Role(row.role).label)


def _value(value: Any) -> str:
    if isinstance(value, date):
        return short_date(value)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(value) if value else "–"
