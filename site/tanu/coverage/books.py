"""Who is designated on a day, what is asked of them, and so where institutions stand: read in bulk, written nowhere."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from tanu.coverage.algebra import (
    DONE,
    MISSED,
    Duty,
    InstitutionFacts,
    ObligationFacts,
    OfficerFacts,
    Status,
    cover_on,
    duty_on,
)
from tanu.coverage.cases import decision_of, rule_of
from tanu.coverage.models import Obligation
from tanu.coverage.rules import Decision, holding_on
from tanu.institutions.models import Designation, InstitutionPeriod, Post
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


def covers_on(institutions: Collection[Any], day: date) -> dict[Any, Status]:
    """Where each of these institutions that stands on `day` stands."""
    periods = InstitutionPeriod.objects.on(day).filter(institution_id__in=institutions)
    owed = dict(periods.values_list("institution_id", "officers_owed"))
    return status_of(owed, officers_on(institutions, day), staffed_on(institutions, day), day)


def status_of(
    owed: dict[Any, int], officers: dict[Any, list[Officer]], staffed: Collection[Any], day: date
) -> dict[Any, Status]:
    """By institution. `owed`: how many officers each must have."""
    return {
        institution: cover_on(
            InstitutionFacts(
                officers_owed=number,
                has_staff=institution in staffed,
                officers=tuple(officer.facts for officer in officers.get(institution, ())),
            ),
            day,
        )
        for institution, number in owed.items()
    }


def staffed_on(institutions: Collection[Any], day: date) -> set[Any]:
    """Institutions of which the books know somebody who works there."""
    posts = Post.objects.on(day).filter(institution_id__in=institutions)
    return set(posts.values_list("institution_id", flat=True).distinct())


def officers_on(institutions: Collection[Any], day: date) -> dict[Any, list[Officer]]:
    """Officers before deputies, by institution."""
    designations = (
        Designation.objects.on(day)
        .filter(institution_id__in=institutions)
        .select_related("person__merged_into")
        .order_by("-role", "valid_from", "pk")
    )
    designated: dict[tuple[Any, Any], tuple[Person, bool]] = {}
    ids: set[Any] = set()
    for row in designations:
        person = _living(row.person)
        ids |= {row.person_id, person.pk}
        designated.setdefault((row.institution_id, person.pk), (person, row.role == Designation.Role.DEPUTY))
    contacts = _contacts(institutions, ids, day)
    asked = _asked(institutions, ids, day)
    officers: dict[Any, list[Officer]] = defaultdict(list)
    for (institution, pk), (person, is_deputy) in designated.items():
        phone, mail = contacts.get((institution, pk), ("", ""))
        facts = OfficerFacts(tuple(asked.get((institution, pk), ())), is_deputy)
        officers[institution].append(_officer(person.full_name, phone, mail, facts, day))
    return officers


def _officer(name: str, phone: str, mail: str, facts: OfficerFacts, day: date) -> Officer:
    pressing = most_pressing(facts.obligations, day)
    if pressing is None:
        return Officer(name, facts.is_deputy, phone, mail, facts)
    duty = duty_on(pressing, day)
    return Officer(name, facts.is_deputy, phone, mail, facts, duty, pressing.due_on, pressing.expires_on)


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


def held_on(rows: Iterable[Obligation], day: date) -> dict[tuple[Any, Any, Any], Decision]:
    """What held on `day` by living person, institution and requirement. `rows` come latest last, versions with them."""
    decisions: dict[tuple[Any, Any, Any], list[Decision]] = defaultdict(list)
    for row in rows:
        key = _living(row.person).pk, row.institution_id, row.version.requirement_id
        decisions[key].append(decision_of(row, rule_of(row.version)))
    held = {key: holding_on(found, day) for key, found in decisions.items()}
    return {key: decision for key, decision in held.items() if decision}


def facts_of(decision: Decision) -> ObligationFacts:
    return ObligationFacts(
        due_on=decision.due_on,
        completed_on=decision.completed_on,
        window_opens_on=decision.window_opens_on,
        expires_on=decision.expires_on,
        ended_on=decision.ended_on,
        of_officers=decision.rule.designated_only,
    )


def _asked(
    institutions: Collection[Any], people: Collection[Any], day: date
) -> dict[tuple[Any, Any], list[ObligationFacts]]:
    rows = Obligation.objects.standing().at(institutions).of(people).with_versions().latest_last()
    asked: dict[tuple[Any, Any], list[ObligationFacts]] = defaultdict(list)
    for (person, institution, _), decision in held_on(rows, day).items():
        asked[institution, person].append(facts_of(decision))
    return asked


def _contacts(
    institutions: Collection[Any], people: Collection[Any], day: date
) -> dict[tuple[Any, Any], tuple[str, str]]:
    """The work contact of the largest post there."""
    posts = Post.objects.on(day).filter(institution_id__in=institutions, person_id__in=people)
    return {
        (post.institution_id, _living(post.person).pk): (post.phone, post.mail)
        for post in posts.select_related("person__merged_into").order_by("share", "pk")
    }


def _living(person: Person) -> Person:
    while person.merged_into:
        person = person.merged_into
    return person
