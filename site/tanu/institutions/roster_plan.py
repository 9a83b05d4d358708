"""What taking in a roster would do: the difference between the file and what is recorded."""

import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from tanu.institutions.models import Absence, Designation, Post
from tanu.institutions.roster import RosterProblem

ANOTHER = "another"
BY_CODE = "code"


@dataclass(frozen=True)
class Candidate:
    """Somebody of the same name. `value` is how the answer names them; a stranger's name is not shown."""

    value: str
    line: int = 0
    name: str = ""


@dataclass(frozen=True)
class Question:
    """Whether the person of a row is one who is known already. `elsewhere`: there are such outside these places."""

    line: int
    name: str
    candidates: tuple[Candidate, ...]
    elsewhere: bool


@dataclass(frozen=True)
class NewPerson:
    id: UUID
    line: int
    family_name: str
    given_name: str
    patronymic: str
    language: str
    code: str

    @property
    def full_name(self) -> str:
        return " ".join(filter(None, [self.family_name, self.given_name, self.patronymic]))


@dataclass(frozen=True)
class NewPost:
    line: int
    person: UUID
    institution: Any
    profession: str
    share: Decimal
    since: date
    until: date | None
    phone: str
    mail: str


@dataclass(frozen=True)
class NewDesignation:
    line: int
    person: UUID
    institution: Any
    role: str
    since: date
    until: date | None
    order_number: str
    order_date: date | None


@dataclass(frozen=True)
class Change:
    """A recorded post, designation or leave that is superseded with `facts`."""

    line: int
    row: Post | Designation | Absence
    facts: dict[str, Any]

    def was(self) -> dict[str, Any]:
        return {name: getattr(self.row, name) for name in self.facts}


@dataclass(frozen=True)
class Leaver:
    """Somebody with a post there today who does not stand in the file."""

    person: UUID
    institution: Any
    name: str
    posts: tuple[Post, ...]
    designations: tuple[Designation, ...]
    absences: tuple[Absence, ...]

    @property
    def key(self) -> str:
        return f"{self.person}.{self.institution}"


@dataclass(frozen=True)
class Unnamed:
    """A designation that the file does not repeat, though it names others of that institution."""

    designation: Designation
    name: str

    @property
    def key(self) -> str:
        return str(self.designation.pk)

    @property
    def institution(self) -> Any:
        return self.designation.institution_id


@dataclass
class Plan:
    people: list[NewPerson] = field(default_factory=list)
    opened: set[UUID] = field(default_factory=set)
    codes: list[tuple[UUID, str]] = field(default_factory=list)
    posts: list[NewPost] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    designations: list[NewDesignation] = field(default_factory=list)
    orders: list[Change] = field(default_factory=list)
    absences: list[Change] = field(default_factory=list)
    leavers: list[Leaver] = field(default_factory=list)
    unnamed: list[Unnamed] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    wrong_codes: set[str] = field(default_factory=set)
    """Codes of the file, each with the name beside it, that are somebody else's, or nobody's though somebody elsewhere
    has that name."""
    mistyped: dict[int, str] = field(default_factory=dict)
    """The same of codes that were typed as an answer, by the row they were typed for."""
    problems: list[RosterProblem] = field(default_factory=list)
    names: dict[UUID, str] = field(default_factory=dict)
    """As they are recorded."""
    names_of_file: dict[UUID, str] = field(default_factory=dict)
    institutions: list[Any] = field(default_factory=list)
    unchanged: int = 0

    @property
    def changes_nothing(self) -> bool:
        return not any([self.people, self.opened, self.codes, self.posts, self.changes, self.designations, self.orders])

    @property
    def counts(self) -> dict[str, int]:
        return {
            "people": len(self.people),
            "posts": len(self.posts),
            "changes": len(self.changes),
            "designations": len(self.designations),
            "orders": len(self.orders),
            "unchanged": self.unchanged,
        }

    def ends_within(self, institutions: Collection[Any]) -> set[str]:
        """Keys of those leavers and designations of these institutions that may end."""
        leavers = {one.key for one in self.leavers if one.institution in institutions}
        return leavers | {one.key for one in self.unnamed if one.institution in institutions}

    def seen(self) -> str:
        """A sign of all that the reader was shown: the same while nothing of it has changed."""
        return hashlib.sha256("\n".join(self._said()).encode()).hexdigest()[:24]

    def _said(self) -> Iterator[str]:
        yield repr(self.counts)
        made: Sequence[NewPerson | NewPost | NewDesignation]
        for made in (self.people, self.posts, self.designations):
            yield repr(sorted(row.line for row in made))
        yield repr(sorted((change.line, change.row.pk, repr(change.facts)) for change in [*self.changes, *self.orders]))
        yield repr(sorted(leaver.key for leaver in self.leavers))
        yield repr(sorted(one.key for one in self.unnamed))
        yield repr([(question.line, question.candidates, question.elsewhere) for question in self.questions])
