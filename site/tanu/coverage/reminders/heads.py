"""The weekly digest to heads: own staff by name, done or not done, and whether the institution is covered."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import override

from tanu.coverage.algebra import HAS_TRAINED, Cover, Status
from tanu.coverage.books import covers_on
from tanu.coverage.cases import Joined
from tanu.coverage.reminders.letters import address_of, head_subject, morning_of, written
from tanu.coverage.reminders.names import Names, Words, head_mails, institution_names, read_names, sign_in_mails
from tanu.coverage.reminders.people import heads_of
from tanu.coverage.reminders.reads import Asked, asked_at, chunks, open_by_person
from tanu.institutions.models import Institution
from tanu.lib.languages import in_language
from tanu.messages.actions import Draft
from tanu.people.models import Person

KIND = "head"


@dataclass(frozen=True)
class Undone:
    """One training that somebody has not done. `is_untold`: nobody can write to them."""

    name: str
    sort_key: str
    title: Words
    deadline: date
    is_missed: bool
    is_untold: bool


@dataclass(frozen=True)
class Place:
    """An institution as its head is told of it."""

    institution_id: Any
    name: Words
    status: Status
    undone: list[Undone]

    @property
    def is_covered(self) -> bool:
        return self.status.cover in HAS_TRAINED

    @property
    def said(self) -> str:
        return str((self.status.reason or self.status.cover).label)


def heads_digests(week: date, day: date) -> Iterator[list[Draft]]:
    """One letter to each head who can be written to, of each institution where something is to be done."""
    joined = Joined()
    for institutions in chunks(Institution.objects.standing_on(day).order_by("pk").values_list("pk", flat=True)):
        heads = heads_of(institutions, joined, day)
        addresses = addresses_of_heads(heads, joined, day)
        people = Person.objects.in_bulk({person for _, person in addresses})
        told = sorted({institution for institution, _ in addresses}, key=str)
        places = {place.institution_id: place for place in read_places(told, joined, day)}
        yield [
            _draft(places[institution], people[head], addresses[institution, head], week, day)
            for institution in told
            if institution in places
            for head in sorted(heads[institution])
            if (institution, head) in addresses
        ]


def addresses_of_heads(heads: dict[Any, set[Any]], joined: Joined, day: date) -> dict[tuple[Any, Any], str]:
    """By institution and head: the mail of the post there, else the mail the head signs in with."""
    own = sign_in_mails({person for found in heads.values() for person in found}, joined)
    there = head_mails(heads, joined, day)
    pairs = [(institution, head) for institution, found in heads.items() for head in found]
    mails = {pair: there.get(pair) or own.get(pair[1], "") for pair in pairs}
    return {pair: mail for pair, mail in mails.items() if mail}


def read_places(institutions: Collection[Any], joined: Joined, day: date) -> list[Place]:
    """Those of `institutions` where somebody has something to do, or nobody is trained."""
    asked = [one for one in asked_at(institutions, joined, day) if one.deadline(day)]
    names = read_names(asked, joined, day)
    there: dict[Any, list[Asked]] = defaultdict(list)
    for one in asked:
        there[one.institution_id].append(one)
    called, covers = institution_names(institutions, day), covers_on(institutions, day)
    places = [
        Place(pk, called[pk], covers.get(pk, Status(Cover.NOT_REGISTERED)), _undone(there[pk], names, day))
        for pk in institutions
        if pk in called
    ]
    return [place for place in places if place.undone or not place.is_covered]


def _undone(asked: list[Asked], names: Names, day: date) -> list[Undone]:
    found = [
        Undone(
            name=names.people[pk].full_name,
            sort_key=names.people[pk].sort_key,
            title=names.titles[one.version_id],
            deadline=deadline,
            is_missed=day > deadline,
            is_untold=not names.address(pk),
        )
        for pk, duties in open_by_person(asked, day).items()
        for one in duties
        if (deadline := one.deadline(day))
    ]
    return sorted(found, key=lambda one: (not one.is_missed, one.sort_key, one.deadline))


def _draft(place: Place, head: Person, address: str, week: date, day: date) -> Draft:
    with override(head.language):
        return Draft(
            key=f"{KIND}:{place.institution_id}:{head.pk}:{week}",
            kind=KIND,
            recipient_id=head.pk,
            address=address,
            language=head.language,
            subject=head_subject(week),
            body=written(
                "head",
                person=head,
                place=place,
                institution=in_language(place.name),
                day=day,
                missed=[(one, in_language(one.title)) for one in place.undone if one.is_missed],
                coming=[(one, in_language(one.title)) for one in place.undone if not one.is_missed],
                untold=list(dict.fromkeys(one.name for one in place.undone if one.is_untold)),
                link=address_of("letters:institution", place.institution_id),
            ),
            not_before=morning_of(day),
        )
