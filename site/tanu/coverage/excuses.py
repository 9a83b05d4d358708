"""When somebody is not asked: dated exemptions from one requirement, and leave from an institution."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tanu.coverage.cases import Joined, Pair
from tanu.coverage.models import Exemption
from tanu.coverage.rules import Span
from tanu.institutions.models import Absence
from tanu.lib.dated import DatedQuerySet


@dataclass(frozen=True)
class Excuses:
    """By living person and institution; exemptions by requirement too."""

    absences: dict[Pair, list[Span]]
    exemptions: dict[tuple[Any, Any, Any], list[Span]]

    def of(self, person: Any, institution: Any, requirement: Any) -> tuple[Span, ...]:
        """The times in which `requirement` asks nothing of the person at the institution."""
        if not self.absences and not self.exemptions:
            return ()
        away = self.absences.get((person, institution), ())
        return (*away, *self.exemptions.get((person, institution, requirement), ()))

    def is_away(self, person: Any, institution: Any, day: date) -> bool:
        return any(span.holds(day) for span in self.absences.get((person, institution), ()))


def read_excuses(
    joined: Joined,
    *,
    institutions: Collection[Any] | None = None,
    people: Collection[Any] | None = None,
    known_at: datetime | None = None,
) -> Excuses:
    """Excuses of `people` (all their ids) at `institutions`; of everybody, everywhere, unless given. Two queries."""
    scope: dict[str, Any] = {}
    if institutions is not None:
        scope["institution_id__in"] = institutions
    if people is not None:
        scope["person_id__in"] = people
    absences: dict[Pair, list[Span]] = defaultdict(list)
    for person, institution, start, end in _rows(Absence.objects.as_known(known_at).filter(**scope)):
        absences[joined.living(person), institution].append(Span(start, end))
    exemptions: dict[tuple[Any, Any, Any], list[Span]] = defaultdict(list)
    rows = Exemption.objects.as_known(known_at).filter(**scope)
    for person, institution, start, end, requirement in _rows(rows, "requirement_id"):
        exemptions[joined.living(person), institution, requirement].append(Span(start, end))
    return Excuses(absences, exemptions)


def _rows(rows: DatedQuerySet, *more: str) -> Any:
    return rows.values_list("person_id", "institution_id", "valid_from", "valid_until", *more)
