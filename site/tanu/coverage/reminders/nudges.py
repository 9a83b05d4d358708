"""A head reminds now; and who has to be told in another way, because nobody can write to them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import override

from tanu.audit.actions import record
from tanu.coverage.cases import Joined
from tanu.coverage.reminders.letters import address_of, nudge_subject, written
from tanu.coverage.reminders.names import Names, Words, read_names
from tanu.coverage.reminders.reads import Asked, asked_at, asked_of, open_by_person
from tanu.coverage.reminders.steps import is_renewal
from tanu.institutions.models import Institution
from tanu.lib.dates import local_day
from tanu.lib.languages import in_language
from tanu.messages.actions import Draft, decide_all
from tanu.messages.models import Letter
from tanu.people.models import Person

KIND = "nudge"
# One person is asked by heads no more often.
APART = timedelta(days=7)


@dataclass(frozen=True)
class Open:
    """A training that is open, as its deadline stands on the day it was read for."""

    title: Words
    deadline: date
    is_missed: bool
    is_renewal: bool


@dataclass(frozen=True)
class Notice:
    """What stands on the person's own page: what is open, and the last day on which their head asked for it."""

    open: tuple[Open, ...]
    asked_on: date | None


@dataclass(frozen=True)
class Untold:
    """Somebody without an address: to be told in person."""

    person: Person
    open: tuple[Open, ...]


@transaction.atomic
def remind_now(institution: Institution, *, by: Person) -> int:
    """Remind everybody who has something open at `institution`; how many are reminded.

    Nobody is reminded by a head twice in seven days. Who has no address finds the reminder on their own page.
    """
    # Two heads who press at once wait for each other.
    list(Institution.objects.select_for_update(no_key=True).filter(pk=institution.pk).values("pk"))
    today = local_day()
    found, names = _to_nudge(institution, today)
    reminded = decide_all([_draft(names, names.people[pk], duties, today) for pk, duties in found.items()])
    if reminded:
        record("remind", institution, by=by, on=today.isoformat(), people=reminded)
    return reminded


def to_nudge(institution: Institution, day: date) -> int:
    """How many `remind_now` would remind on `day`."""
    return len(_to_nudge(institution, day)[0])


def notice_for(person: Person, day: date) -> Notice:
    """For the own page of `person`. Without anything open it is empty, whoever asked before."""
    joined = Joined()
    asked = asked_of([person.pk], joined, day)
    found = open_by_person(asked, day).get(joined.living(person.pk), [])
    if not found:
        return Notice((), None)
    return Notice(_opens(found, read_names(found, joined, day), day), asked_by_head_on(person))


def asked_by_head_on(person: Person) -> date | None:
    """The last day on which a head reminded `person`. One query, for a page that lists what is open already."""
    letters = Letter.objects.of_kind(KIND).filter(recipient_id=person.pk)
    latest = letters.order_by("-decided_at").values_list("decided_at", flat=True).first()
    return local_day(latest) if latest else None


def untold_at(institution: Institution, day: date) -> list[Untold]:
    """For the head's printed list: whoever has something open there and no address, by name."""
    found, names = _open_at(institution, Joined(), day)
    untold = [
        Untold(names.people[pk], _opens(duties, names, day)) for pk, duties in found.items() if not names.address(pk)
    ]
    return sorted(untold, key=lambda one: one.person.sort_key)


def _open_at(institution: Institution, joined: Joined, day: date) -> tuple[dict[Any, list[Asked]], Names]:
    asked = [one for one in asked_at([institution.pk], joined, day) if one.deadline(day)]
    return open_by_person(asked, day), read_names(asked, joined, day)


def _to_nudge(institution: Institution, day: date) -> tuple[dict[Any, list[Asked]], Names]:
    """What is open for each person there who was not reminded lately."""
    found, names = _open_at(institution, Joined(), day)
    nudged = _nudged_since(found, day - APART + timedelta(days=1))
    return {pk: duties for pk, duties in found.items() if pk not in nudged}, names


def _nudged_since(people: Collection[Any], day: date) -> set[Any]:
    letters = Letter.objects.of_kind(KIND).filter(recipient_id__in=people)
    return {recipient for recipient, at in letters.values_list("recipient_id", "decided_at") if local_day(at) >= day}


def _draft(names: Names, person: Person, found: list[Asked], day: date) -> Draft:
    with override(person.language):
        return Draft(
            key=f"{KIND}:{person.pk}:{day}",
            kind=KIND,
            recipient_id=person.pk,
            address=names.address(person.pk),
            language=person.language,
            subject=nudge_subject(),
            body=written(
                "nudge",
                person=person,
                institution=in_language(names.institutions.get(found[0].institution_id, {})),
                open=[(in_language(one.title), one) for one in _opens(found, names, day)],
                link=address_of("home:my_training"),
            ),
        )


def _opens(found: list[Asked], names: Names, day: date) -> tuple[Open, ...]:
    return tuple(
        Open(names.titles[one.version_id], deadline, day > deadline, is_renewal(one.facts, day))
        for one in found
        if (deadline := one.deadline(day))
    )
