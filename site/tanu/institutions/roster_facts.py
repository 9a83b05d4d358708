"""What is recorded of the people and places of a roster, read in bulk before the file is compared with it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from tanu.institutions.models import Absence, Designation, Institution, Post
from tanu.institutions.roster import RosterRow
from tanu.institutions.roster_models import RosterImport
from tanu.people.models import Person, SignInName

# SQLite and PostgreSQL both take so many values in one question.
CHUNK = 5_000

Place = tuple[UUID, Any]
"""A person at an institution, by their ids."""


@dataclass(frozen=True, slots=True)
class Known:
    """A living record of a person. One that an undone import closed may be opened again."""

    id: UUID
    name: str
    key: str
    is_open: bool


@dataclass
class Facts:
    institutions: dict[str, Any] = field(default_factory=dict)
    people: dict[UUID, Known] = field(default_factory=dict)
    by_code: dict[str, UUID] = field(default_factory=dict)
    reserved: set[str] = field(default_factory=set)
    """What stands as a login code in a row and is somebody's telephone or mail."""
    by_name: dict[str, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    posts: dict[Place, list[Post]] = field(default_factory=lambda: defaultdict(list))
    designations: dict[Place, list[Designation]] = field(default_factory=lambda: defaultdict(list))
    absences: dict[Place, list[Absence]] = field(default_factory=lambda: defaultdict(list))
    at: dict[tuple[Any, str], set[UUID]] = field(default_factory=lambda: defaultdict(set))
    """Institution and folded name to those who have or had a post there."""
    undone_posts: dict[Place, set[tuple[str, date]]] = field(default_factory=lambda: defaultdict(set))
    may_open: set[UUID] = field(default_factory=set)

    @classmethod
    def of(cls, rows: Collection[RosterRow], typed: Collection[str] = ()) -> "Facts":
        """`typed`: login codes that somebody typed to say who a row is of."""
        facts = cls()
        codes = {row.institution for row in rows}
        for chunk in chunks(codes):
            found = Institution.objects.filter(code__in=chunk).values_list("code", "pk")
            facts.institutions |= dict(found)
        facts._read_undone()
        facts._read_places()
        facts._read_people(rows, typed)
        return facts

    def _read_undone(self) -> None:
        at = list(self.institutions.values())
        undone = RosterImport.objects.filter(state=RosterImport.State.UNDONE)
        for chunk in chunks(at):
            for did in undone.filter(touches__in=chunk).distinct().values_list("did", flat=True):
                self.may_open |= {UUID(pk) for pk in did.get("people", [])}
        for chunk in chunks(self.may_open):
            gone = Post.objects.filter(person__in=chunk, institution__in=at, superseded_at__isnull=False)
            for person, place, profession, since in gone.values_list(
                "person_id", "institution_id", "profession", "valid_from"
            ):
                self.undone_posts[person, place].add((profession, since))

    def _read_places(self) -> None:
        for chunk in chunks(self.institutions.values()):
            for post in Post.objects.as_known().filter(institution__in=chunk).order_by("valid_from", "pk"):
                self.posts[post.person_id, post.institution_id].append(post)
            for row in Designation.objects.as_known().filter(institution__in=chunk).order_by("valid_from", "pk"):
                self.designations[row.person_id, row.institution_id].append(row)
            for away in Absence.objects.as_known().filter(institution__in=chunk).order_by("valid_from", "pk"):
                self.absences[away.person_id, away.institution_id].append(away)

    def _read_people(self, rows: Collection[RosterRow], typed: Collection[str]) -> None:
        owners: dict[str, UUID] = {}
        for chunk in chunks({row.sign_in for row in rows if row.code} | set(typed)):
            names = SignInName.objects.filter(value__in=chunk)
            for value, person, kind in names.values_list("value", "person_id", "kind"):
                if kind == SignInName.Kind.CODE:
                    owners[value] = person
                else:
                    self.reserved.add(value)
        wanted = {person for person, _ in [*self.posts, *self.undone_posts]} | set(owners.values())
        joined = self._remember(Person.objects.filter(pk__in=chunk) for chunk in chunks(wanted))
        joined |= self._remember(Person.objects.filter(pk__in=chunk) for chunk in chunks(joined.values()))
        for chunk in chunks({row.name_key for row in rows}):
            self._remember([Person.objects.living().filter(search_key__in=chunk, is_active=True)])
        self.by_code = {code: joined.get(person, person) for code, person in owners.items()}
        self._fold_joined(joined)
        for known in self.people.values():
            if known.is_open:
                self.by_name[known.key].add(known.id)
        for person, place in [*self.posts, *self.undone_posts]:
            if person in self.people:
                self.at[place, self.people[person].key].add(person)

    def _remember(self, questions: Iterable[Any]) -> dict[UUID, UUID]:
        """Living people are kept; those who were joined are answered, with whom they lead to."""
        joined = {}
        for people in questions:
            for row in people.order_by().values_list(
                "pk", "merged_into", "family_name", "given_name", "patronymic", "search_key", "is_active"
            ):
                pk, leads_to, family, given, patronymic, key, is_active = row
                if leads_to:
                    joined[pk] = leads_to
                else:
                    name = " ".join(filter(None, [family, given, patronymic]))
                    self.people[pk] = Known(pk, name, key, is_active)
        return joined

    def _fold_joined(self, joined: dict[UUID, UUID]) -> None:
        """What stands under a joined record is the kept one's."""
        tables: list[dict[Place, Any]] = [self.posts, self.designations, self.absences]
        for table in tables:
            for person, place in [pair for pair in table if pair[0] in joined]:
                table[joined[person], place] += table.pop((person, place))


def chunks(values: Iterable[Any]) -> Iterator[list[Any]]:
    found = list(values)
    for start in range(0, len(found), CHUNK):
        yield found[start : start + CHUNK]
