"""The monthly digest to officials: counts, and the institutions where nobody is trained, with whom to call."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import override

from tanu.coverage.algebra import HAS_TRAINED, Cover, Status
from tanu.coverage.books import covers_on
from tanu.coverage.cases import Joined
from tanu.coverage.reminders.letters import address_of, morning_of, official_subject, written
from tanu.coverage.reminders.names import Words, sign_in_mails
from tanu.coverage.reminders.people import officials_of
from tanu.coverage.reminders.reads import chunks
from tanu.institutions.models import InstitutionPeriod
from tanu.institutions.tree import Tree
from tanu.lib.languages import in_language
from tanu.lib.names import sort_key
from tanu.messages.actions import Draft
from tanu.people.models import Person

KIND = "official"
# A letter names so many at most; the board has them all.
NAMED = 40
_URGENCY = list(Cover)[::-1]


@dataclass(frozen=True)
class Place:
    """An institution on the day, and whom to call there."""

    territory_id: Any
    name: Words
    head_name: str
    phone: str
    status: Status

    @property
    def said(self) -> str:
        return str((self.status.reason or self.status.cover).label)

    @property
    def urgency(self) -> tuple[int, str]:
        return _URGENCY.index(self.status.cover), sort_key(in_language(self.name))


def officials_digests(month: date, day: date) -> list[Draft]:
    """One letter for each territory of each official who can be written to."""
    joined = Joined()
    officials = officials_of(joined, day)
    ids = {person for found in officials.values() for person in found}
    addresses = sign_in_mails(ids, joined)
    if not addresses:
        return []
    people, places, drafts = Person.objects.in_bulk(list(addresses)), _places(day), []
    trees = {language: _tree(language, day) for language in {person.language for person in people.values()}}
    for territory, found in officials.items():
        for person in (people[pk] for pk in sorted(found & people.keys())):
            tree = trees[person.language]
            if territory in tree:
                name, within = tree.names[territory], set(tree.within(territory))
                inside = [place for place in places if place.territory_id in within]
                drafts.append(_draft(territory, name, inside, person, addresses[person.pk], month, day))
    return drafts


def _tree(language: str, day: date) -> Tree:
    with override(language):
        return Tree.on(day)


def _places(day: date) -> list[Place]:
    periods = list(InstitutionPeriod.objects.on(day).order_by("institution_id"))
    covers: dict[Any, Status] = {}
    for institutions in chunks([period.institution_id for period in periods]):
        covers |= covers_on(institutions, day)
    return [
        Place(period.territory_id, period.name, period.head_name, period.phone, covers[period.institution_id])
        for period in periods
        if period.institution_id in covers
    ]


def _draft(
    territory: Any, name: str, places: Collection[Place], person: Person, address: str, month: date, day: date
) -> Draft:
    with override(person.language):
        trained = sum(place.status.cover in HAS_TRAINED for place in places)
        uncovered = sorted((one for one in places if one.status.cover not in HAS_TRAINED), key=lambda one: one.urgency)
        return Draft(
            key=f"{KIND}:{territory}:{person.pk}:{month:%Y-%m}",
            kind=KIND,
            recipient_id=person.pk,
            address=address,
            language=person.language,
            subject=official_subject(month),
            body=written(
                "official",
                person=person,
                territory=name,
                day=day,
                total=len(places),
                trained=trained,
                uncovered=len(uncovered),
                at_risk=sum(place.status.cover == Cover.AT_RISK for place in places),
                to_call=[(in_language(one.name), one) for one in uncovered[:NAMED]],
                more=len(uncovered[NAMED:]),
                link=address_of("coverage:board", territory),
            ),
            not_before=morning_of(day),
        )
