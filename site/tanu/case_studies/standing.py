"""Where somebody stands with each case."""

from collections.abc import Iterable
from dataclasses import dataclass

from tanu.case_studies.editions import edition as read_edition
from tanu.case_studies.models import Case, CaseEdition, Playthrough
from tanu.lib.languages import current_language
from tanu.people.models import Person


@dataclass(frozen=True)
class CaseCard:
    """A case as it is offered to one person."""

    case: Case
    edition: CaseEdition
    first: Playthrough | None
    open_way: Playthrough | None
    """The way that can be gone on with, the first one or an exploration."""

    @property
    def title(self) -> str:
        """In the reader's language."""
        return str(self.edition.document["words"][current_language()]["front"]["title"])

    @property
    def is_begun(self) -> bool:
        return self.first is not None

    @property
    def is_done(self) -> bool:
        return self.first is not None and self.first.is_ended


def cards(person: Person, cases: Iterable[Case]) -> list[CaseCard]:
    """Each of `cases` with where `person` stands. One query, and one for each edition not read yet."""
    ways: dict[object, list[Playthrough]] = {}
    for way in Playthrough.objects.of(person).filter(case__in=list(cases)).order_by("began_at"):
        ways.setdefault(way.case_id, []).append(way)
    return [_card(case, ways.get(case.pk, [])) for case in cases]


def _card(case: Case, ways: list[Playthrough]) -> CaseCard:
    if case.current_id is None:
        raise ValueError(f"{case.key} was never published")
    first = next((way for way in ways if way.kind == Playthrough.Kind.GRADED), None)
    open_way = next((way for way in reversed(ways) if not way.is_ended), None)
    return CaseCard(case, read_edition(case.current_id), first, open_way)
