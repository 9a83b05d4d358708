"""Who is reminded of what: by the calendar each night, and by a head who asks now.

Nobody is reminded of what is done, and nobody twice of the same step, however often this runs.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from tanu.coverage.cases import Joined
from tanu.coverage.reminders.letters import reminder
from tanu.coverage.reminders.names import Names, Words, read_names
from tanu.coverage.reminders.reads import Asked, asked_soon, chunks
from tanu.coverage.reminders.steps import is_renewal
from tanu.institutions.models import Institution
from tanu.messages.actions import Draft, decide_all
from tanu.messages.models import Letter
from tanu.people.models import Person

KIND = "reminder"
# Day, deadline, step, person and training.
_Key = tuple[date, date, int, Any, Any]


@dataclass(frozen=True)
class Reminder:
    """What will be written to one person on a day, unless it is done before."""

    day: date
    person: Person
    address: str
    deadline: date
    step: int
    is_renewal: bool
    training_id: Any
    title: Words
    institutions: tuple[Any, ...]
    names: tuple[Words, ...]

    @property
    def is_missed(self) -> bool:
        return self.day > self.deadline

    @property
    def key(self) -> str:
        step = f"+{self.step}" if self.step > 0 else str(-self.step)
        return f"{KIND}:{self.person.pk}:{self.training_id}:{self.deadline}:{step}"


def decide_reminders(day: date) -> int:
    """Decide today's reminders for everybody, some hundred institutions at a time; how many are new."""
    joined, decided = Joined(), 0
    for institutions in chunks(Institution.objects.standing_on(day).order_by("pk").values_list("pk", flat=True)):
        decided += decide_all([draft_of(found) for found in coming(institutions, day, day, joined)])
    return decided


def coming(institutions: Collection[Any], first: date, last: date, joined: Joined) -> list[Reminder]:
    """The letters of these days that are not decided yet, by day. Whoever has no address gets none.

    Fifteen queries, however many institutions.
    """
    asked = [one for one in asked_soon(institutions, joined, first, last) if any(one.steps_between(first, last))]
    if not asked:
        return []
    names = read_names(asked, joined, first)
    found = _together(asked, names, first, last)
    known = set(Letter.objects.keyed([one.key for one in found]).values_list("key", flat=True))
    return sorted(
        (one for one in found if one.key not in known), key=lambda one: (one.day, one.person.sort_key, one.key)
    )


def draft_of(found: Reminder) -> Draft:
    return reminder(
        found.key,
        found.person,
        found.address,
        day=found.day,
        deadline=found.deadline,
        is_renewal=found.is_renewal,
        title=found.title,
        at=found.names,
    )


def _together(asked: Iterable[Asked], names: Names, first: date, last: date) -> list[Reminder]:
    """Asked at two institutions by the same day it is one letter."""
    groups: dict[_Key, list[Asked]] = defaultdict(list)
    for one in asked:
        if names.address(one.person_id) and one.person_id in names.people:
            for day, deadline, step in one.steps_between(first, last):
                groups[day, deadline, step, one.person_id, one.training_id].append(one)
    return [_reminder(key, group, names) for key, group in groups.items()]


def _reminder(key: _Key, group: list[Asked], names: Names) -> Reminder:
    day, deadline, step, person, training = key
    there = sorted({one.institution_id for one in group})
    return Reminder(
        day=day,
        person=names.people[person],
        address=names.address(person),
        deadline=deadline,
        step=step,
        is_renewal=is_renewal(group[0].facts, day),
        training_id=training,
        title=names.titles[group[0].version_id],
        institutions=tuple(there),
        names=tuple(names.institutions[pk] for pk in there if pk in names.institutions),
    )
