"""Who gets which letter in the next days, if nothing happens until then: by name or by duty."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tanu.coverage.cases import Joined
from tanu.coverage.reminders.calendar import Reminder, coming
from tanu.coverage.reminders.heads import addresses_of_heads
from tanu.coverage.reminders.names import Words, institution_names
from tanu.coverage.reminders.people import heads_of
from tanu.institutions.models import Designation, Institution, InstitutionPeriod, Territory
from tanu.institutions.tree import Tree
from tanu.lib.languages import in_language
from tanu.lib.names import sort_key
from tanu.people.models import Person

DAYS = 7
# Counts of staff are told in whole fives, so that nobody finds one person in them.
FIVES = 5


@dataclass(frozen=True)
class HeadTold:
    """A head, and whether the weekly letter reaches them."""

    name: str
    has_address: bool


@dataclass(frozen=True)
class Line:
    """Letters to an institution as an official may know of them. `at_least`: letters to staff, in whole fives."""

    name: Words
    officers: tuple[Reminder, ...]
    at_least: int


def of_institution(institution: Institution, today: date) -> list[Reminder]:
    """By day and name."""
    return coming([institution.pk], today, _last(today), Joined())


def heads_told(institution: Institution, today: date) -> list[HeadTold]:
    joined = Joined()
    heads = heads_of([institution.pk], joined, today)
    addresses = addresses_of_heads(heads, joined, today)
    people = Person.objects.filter(pk__in=heads.get(institution.pk, set()))
    return [HeadTold(one.full_name, (institution.pk, one.pk) in addresses) for one in people]


def of_territory(territory: Territory, today: date) -> list[Line]:
    """Institutions to which letters of officers go, or five letters and more of other staff, by name."""
    within = Tree.on(today).within(territory.pk)
    periods = InstitutionPeriod.objects.on(today).filter(territory_id__in=within)
    institutions = list(periods.values_list("institution_id", flat=True))
    joined = Joined()
    designated = _designated(institutions, joined, today)
    officers: dict[Any, list[Reminder]] = defaultdict(list)
    staff: Counter[Any] = Counter()
    for found in coming(institutions, today, _last(today), joined):
        for institution in found.institutions:
            if (found.person.pk, institution) in designated:
                officers[institution].append(found)
            else:
                staff[institution] += 1
    names = institution_names(institutions, today)
    lines = [
        Line(names[pk], tuple(officers[pk]), staff[pk] // FIVES * FIVES)
        for pk in institutions
        if pk in officers or staff[pk] >= FIVES
    ]
    return sorted(lines, key=lambda line: sort_key(in_language(line.name)))


def next_monday(today: date) -> date:
    return today + timedelta(days=-today.weekday() % 7)


def next_first(today: date) -> date:
    return today if today.day == 1 else (today.replace(day=1) + timedelta(days=32)).replace(day=1)


def _last(today: date) -> date:
    return today + timedelta(days=DAYS - 1)


def _designated(institutions: list[Any], joined: Joined, day: date) -> set[tuple[Any, Any]]:
    rows = Designation.objects.on(day).filter(institution_id__in=institutions)
    return {(joined.living(person), there) for person, there in rows.values_list("person_id", "institution_id")}
