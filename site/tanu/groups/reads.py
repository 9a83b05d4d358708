"""What a member sees of their groups, and what the owner sees of the members: done or not done, and nothing else."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from tanu.case_studies.editions import edition
from tanu.case_studies.models import Case, Playthrough
from tanu.groups.models import Assignment, Group, Member, ReadInstead
from tanu.lib.languages import current_language
from tanu.people.models import Person

# Ids of a person and of a case.
Pairs = set[tuple[UUID, UUID]]


@dataclass(frozen=True)
class Assigned:
    """A case of a group as one member has it."""

    key: str
    title: str
    until: date | None
    is_begun: bool
    is_done: bool


@dataclass(frozen=True)
class Joined:
    """A group as one member has it."""

    member: Member
    cases: list[Assigned]


@dataclass(frozen=True)
class Line:
    """A member as the owner sees them; `done` is in the order of the cases."""

    name: str
    done: list[bool]


@dataclass(frozen=True)
class Asked:
    """A case of a group as the owner sees it."""

    assignment: Assignment
    title: str
    done: int


@dataclass(frozen=True)
class Roll:
    """Who is in a group, and which of its cases each has done."""

    asked: list[Asked]
    lines: list[Line]


def joined(person: Person) -> list[Joined]:
    """The open groups that `person` is in, with their cases."""
    open_groups = Group.objects.open()
    members = list(
        Member.objects.present().of(person).filter(group__in=open_groups).select_related("group__owner", "person")
    )
    if not members:
        return []
    asked = _asked([member.group for member in members])
    begun, done = _begun_and_done([person.pk], asked)
    return [
        Joined(member, [_assigned(one, person, begun, done) for one in asked if one.group_id == member.group_id])
        for member in members
    ]


def left_to_do(groups: Iterable[Joined]) -> list[Assigned]:
    """What is not done of all groups, each case once; what is wanted soonest comes first."""
    left: dict[str, Assigned] = {}
    for case in sorted((case for one in groups for case in one.cases), key=lambda case: case.until or date.max):
        if not case.is_done:
            left.setdefault(case.key, case)
    return list(left.values())


def roll(group: Group) -> Roll:
    """By name; somebody whose records were joined stands there once."""
    present = Member.objects.present().filter(group=group).select_related("person__merged_into")
    people = {member.person.merged_into or member.person for member in present}
    asked = _asked([group])
    _, done = _begun_and_done([person.pk for person in people], asked)
    lines = [
        Line(person.full_name, [(person.pk, one.case_id) in done for one in asked])
        for person in sorted(people, key=lambda person: (person.sort_key, str(person.pk)))
    ]
    return Roll([Asked(one, title(one.case), sum(case == one.case_id for _, case in done)) for one in asked], lines)


def cases_to_assign(group: Group) -> QuerySet[Case]:
    """Cases that can be played and that the group does not have."""
    standing = Assignment.objects.standing().filter(group=group)
    return Case.objects.in_use().exclude(pk__in=standing.values("case")).without_source()


def title(case: Case) -> str:
    """As learners read it. The case must have been published."""
    if case.current_id is None:
        raise ValueError(f"{case.key} was never published")
    return str(edition(case.current_id).document["words"][current_language()]["front"]["title"])


def _asked(groups: list[Group]) -> list[Assignment]:
    standing = Assignment.objects.standing().filter(group__in=groups)
    return list(standing.select_related("case").defer("case__graph", "case__words"))


def _assigned(assignment: Assignment, person: Person, begun: Pairs, done: Pairs) -> Assigned:
    case, pair = assignment.case, (person.pk, assignment.case_id)
    return Assigned(case.key, title(case), assignment.until, pair in begun, pair in done)


def _begun_and_done(people: Collection[UUID], asked: Iterable[Assignment]) -> tuple[Pairs, Pairs]:
    """Who has begun and who has done which case, joined records included. Done is a first way that has ended, or
    the lesson read instead."""
    cases = {one.case_id for one in asked}
    records = Person.objects.filter(Q(pk__in=people) | Q(merged_into__in=people)).order_by()
    living = {pk: into if into in people else pk for pk, into in records.values_list("pk", "merged_into")}
    ways = Playthrough.objects.graded().filter(person__in=living, case__in=cases)
    begun = {(living[person], case) for person, case in ways.values_list("person", "case")}
    ended = ways.filter(ended_at__isnull=False).values_list("person", "case")
    read = ReadInstead.objects.filter(person__in=living, case__in=cases).values_list("person", "case")
    return begun, {(living[person], case) for person, case in [*ended, *read]}
