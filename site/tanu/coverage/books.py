"""Who is designated on a day, what is asked of them, and so where institutions stand: read in bulk, written nowhere."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tanu.coverage.algebra import (
    DONE,
    MISSED,
    Duty,
    ObligationFacts,
    OfficerFacts,
    Status,
    duty_on,
)
from tanu.coverage.cases import Joined, Pair
from tanu.coverage.facts import Key, decisions_of, read_facts
from tanu.coverage.querysets import ObligationQuerySet
from tanu.coverage.rules import Decision, holding_on
from tanu.institutions.models import Post
from tanu.people.models import Person


@dataclass(frozen=True)
class Officer:
    """A designated officer or deputy on a day, with the work contact and the most pressing duty."""

    name: str
    is_deputy: bool
    phone: str
    mail: str
    facts: OfficerFacts
    duty: Duty | None = None
    due_on: date | None = None
    expires_on: date | None = None

    @property
    def matters_on(self) -> date | None:
        """When the training was or is due; once there is one, when it ends."""
        return self.expires_on if self.duty in (*DONE, Duty.LAPSED) else self.due_on


def covers_on(institutions: Collection[Any], day: date, known_at: datetime | None = None) -> dict[Any, Status]:
    """Where each of these institutions that stands on `day` stands."""
    facts = read_facts(institutions, [day], known_at)
    periods = ((institution, facts.period(institution, day)) for institution in institutions)
    return {institution: facts.status(institution, period, day) for institution, period in periods if period}


def officers_on(institutions: Collection[Any], day: date, known_at: datetime | None = None) -> dict[Any, list[Officer]]:
    """Officers before deputies, by institution."""
    facts = read_facts(institutions, [day], known_at)
    designated = {institution: facts.officers(institution, day) for institution in institutions}
    people = {person for found in designated.values() for person, _ in found}
    names = {person.pk: person.full_name for person in Person.objects.filter(pk__in=people)}
    contacts = _contacts(institutions, people, day, known_at)
    return {
        institution: [
            _officer(names[person], contacts.get((person, institution), ("", "")), found, day)
            for person, found in officers
        ]
        for institution, officers in designated.items()
        if officers
    }


def _officer(name: str, contact: tuple[str, str], facts: OfficerFacts, day: date) -> Officer:
    pressing = most_pressing(facts.obligations, day)
    if pressing is None:
        return Officer(name, facts.is_deputy, *contact, facts)
    return Officer(name, facts.is_deputy, *contact, facts, duty_on(pressing, day), pressing.due_on, pressing.expires_on)


def most_pressing(obligations: Iterable[ObligationFacts], day: date) -> ObligationFacts | None:
    """The one to speak about first: missed, then open, then done; the earliest of each."""
    asked = [obligation for obligation in obligations if duty_on(obligation, day) != Duty.ENDED]
    return min(asked, key=lambda obligation: urgency(obligation, day), default=None)


def urgency(obligation: ObligationFacts, day: date) -> tuple[int, date]:
    """Sorts what is missed before what is open before what is done."""
    duty = duty_on(obligation, day)
    if duty in DONE:
        return 2, obligation.expires_on or date.max
    return (0 if duty in MISSED else 1), obligation.due_on


def _contacts(
    institutions: Collection[Any], people: Collection[Any], day: date, known_at: datetime | None
) -> dict[Pair, tuple[str, str]]:
    """The work contact of the largest post there."""
    joined = Joined()
    posts = Post.objects.on(day, known_at).filter(institution_id__in=institutions, person_id__in=joined.all_of(people))
    rows = posts.order_by("share", "pk").values_list("person_id", "institution_id", "phone", "mail")
    return {(joined.living(person), institution): (phone, mail) for person, institution, phone, mail in rows}


def held_on(rows: ObligationQuerySet, day: date) -> dict[Key, Decision]:
    """What held on `day` by living person, institution and requirement, of the decisions in `rows`."""
    held = {key: holding_on(found, day) for key, found in decisions_of(rows, Joined()).items()}
    return {key: decision for key, decision in held.items() if decision}
