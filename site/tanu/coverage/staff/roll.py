"""Everybody who works at an institution on a day, by name: done or not done, never scores, tries or answers."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from tanu.coverage.algebra import Status, is_trained
from tanu.coverage.cases import Joined
from tanu.coverage.facts import read_facts
from tanu.coverage.models import RequirementVersion
from tanu.coverage.staff.marks import Mark, read_marks
from tanu.institutions.models import Absence, Designation, Institution, InstitutionPeriod, Post, Profession
from tanu.lib.languages import in_language
from tanu.people.models import Person


@dataclass(frozen=True)
class Requested:
    """A requirement that asks something of somebody there."""

    key: str
    title: str
    is_pilot: bool


class Line(NamedTuple):
    """A person there. `marks` stand in the order of the roll's requirements; `back_on` only of who is away."""

    person_id: Any
    name: str
    professions: tuple[str, ...]
    role: str
    order_number: str
    order_date: date | None
    is_away: bool
    back_on: date | None
    marks: tuple[Mark | None, ...]

    @property
    def is_asked(self) -> bool:
        return any(mark and (mark.is_done or mark.is_to_do) for mark in self.marks)

    @property
    def has_to_do(self) -> bool:
        return any(mark and mark.is_to_do for mark in self.marks)

    @property
    def work(self) -> str:
        return ", ".join(str(_LABELS.get(profession, profession)) for profession in self.professions)

    @property
    def role_label(self) -> str:
        return str(Designation.Role(self.role).label) if self.role else ""


@dataclass(frozen=True)
class Roll:
    """All lines by name, and where the institution stands."""

    institution: Institution
    name: str
    day: date
    status: Status
    trained: frozenset[Any]
    """Officers and deputies who are trained, by id."""
    requested: tuple[Requested, ...]
    lines: list[Line]

    @cached_property
    def asked(self) -> int:
        return sum(line.is_asked for line in self.lines)

    @cached_property
    def to_do(self) -> int:
        return sum(line.has_to_do for line in self.lines)

    @property
    def done(self) -> int:
        return self.asked - self.to_do

    @cached_property
    def officers(self) -> list[Line]:
        """Designated officers before their deputies."""
        return sorted((line for line in self.lines if line.role), key=lambda line: line.role, reverse=True)

    @property
    def trained_officers(self) -> list[Line]:
        return [line for line in self.officers if line.person_id in self.trained]

    @property
    def missing_officers(self) -> list[Line]:
        return [line for line in self.officers if line.has_to_do and line.person_id not in self.trained]


_LABELS = dict(Profession.choices)


@dataclass
class _Member:
    """Somebody with a post or a designation there, while the roll is put together."""

    sort_key: str
    name: str
    professions: list[str] = field(default_factory=list)


def read_roll(institution: Institution, day: date) -> Roll | None:
    """The roll, or None if the institution did not exist on `day`. However many people, the queries are the same."""
    period = InstitutionPeriod.objects.on(day).filter(institution=institution).first()
    facts = read_facts([institution.pk], [day])
    there = facts.period(institution.pk, day)
    if period is None or there is None:
        return None
    joined = Joined()
    members = _members(institution, joined, day)
    roles = _by_person(Designation, institution, joined, day, "role", "order_number", "order_date")
    away = _by_person(Absence, institution, joined, day, "valid_until")
    marks = read_marks(institution, joined, day)
    requested = _requested(set().union(*(marks.get(person, ()) for person in members)), day)
    return Roll(
        institution=institution,
        name=in_language(period.name),
        day=day,
        status=facts.status(institution.pk, there, day),
        trained=frozenset(person for person, found in facts.officers(institution.pk, day) if is_trained(found, day)),
        requested=requested,
        lines=[
            _line(person, member, roles.get(person), away.get(person), marks.get(person), requested)
            for person, member in sorted(members.items(), key=lambda item: (item[1].sort_key, str(item[0])))
        ],
    )


def _line(
    person: Any,
    member: _Member,
    role: list[Any] | None,
    away: list[Any] | None,
    marks: dict[str, Mark] | None,
    requested: tuple[Requested, ...],
) -> Line:
    designated, number, dated = role or ("", "", None)
    found = tuple([marks.get(one.key) for one in requested]) if marks else (None,) * len(requested)
    return Line(
        person_id=person,
        name=member.name,
        professions=tuple(member.professions),
        role=designated,
        order_number=number,
        order_date=dated,
        is_away=away is not None,
        back_on=away[0] if away else None,
        marks=found,
    )


_NAMES = ("sort_key", "printed_name", "family_name", "given_name", "patronymic")


def _members(institution: Institution, joined: Joined, day: date) -> dict[Any, _Member]:
    """By living record. Names come with the posts: ten thousand people are one question."""
    posts = Post.objects.on(day).filter(institution=institution).order_by("-share", "pk")
    members: dict[Any, _Member] = {}
    holding: set[Any] = set()
    for pk, profession, key, *names in posts.values_list("person_id", "profession", *(f"person__{n}" for n in _NAMES)):
        person = joined.living(pk)
        if person != pk:
            holding.add(person)
        member = members.get(person)
        if member is None:
            member = members[person] = _Member(key, _name(*names))
        if profession not in member.professions:
            member.professions.append(profession)
    designated = Designation.objects.on(day).filter(institution=institution).values_list("person_id", flat=True)
    others = {joined.living(pk) for pk in designated} - members.keys() | (members.keys() & holding)
    for person, key, *names in Person.objects.filter(pk__in=others).values_list("pk", *_NAMES):
        member = members.setdefault(person, _Member(key, ""))
        member.sort_key, member.name = key, _name(*names)
    return members


def _name(printed: str, family: str, given: str, patronymic: str) -> str:
    """As Person.full_name says it."""
    return printed or " ".join([part for part in (family, given, patronymic) if part])


def _by_person(model: Any, institution: Institution, joined: Joined, day: date, *fields: str) -> dict[Any, list[Any]]:
    """Deputies come first, so that whoever is both stays the officer."""
    rows = model.objects.on(day).filter(institution=institution)
    rows = rows.order_by(*(["role"] if "role" in fields else []), "pk")
    return {joined.living(person): facts for person, *facts in rows.values_list("person_id", *fields)}


def _requested(keys: Collection[str], day: date) -> tuple[Requested, ...]:
    """As the version of the day, or else the last before it, words them."""
    versions = RequirementVersion.objects.as_known().filter(requirement__key__in=keys, valid_from__lte=day)
    latest = {
        version.requirement.key: version
        for version in versions.select_related("requirement").order_by("requirement__key", "number")
    }
    return tuple(Requested(key, in_language(version.title), version.is_pilot) for key, version in latest.items())
