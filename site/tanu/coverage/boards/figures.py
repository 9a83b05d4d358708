"""How many institutions stand where, by territory and kind: sums of counts, whatever the number of institutions."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from tanu.coverage.algebra import Cover
from tanu.coverage.tallies import tally
from tanu.institutions.models import Kind

# From this percentage on a figure is as dark as q1, q2 and so on.
_SHADES = ((85, "q5"), (70, "q4"), (55, "q3"), (40, "q2"), (0, "q1"))


@dataclass(frozen=True)
class Counts:
    """How many institutions stand where."""

    covered: int = 0
    at_risk: int = 0
    uncovered: int = 0

    @property
    def trained(self) -> int:
        return self.covered + self.at_risk

    @property
    def total(self) -> int:
        return self.trained + self.uncovered

    @property
    def percent(self) -> int:
        return 100 * self.trained // self.total if self.total else 0


@dataclass(frozen=True)
class Figures:
    """Institutions by territory, kind and where they stand."""

    counted: Mapping[tuple[Any, str, Cover], int]

    @cached_property
    def covers(self) -> Counter[Cover]:
        return sum(self.by_kind.values(), Counter())

    @cached_property
    def counts(self) -> Counts:
        return counts_of(self.covers)

    @property
    def kinds(self) -> list[Kind]:
        """Those there are, in the order of the list of kinds."""
        return [kind for kind in Kind if kind in self.by_kind]

    @property
    def territories(self) -> set[Any]:
        return {territory for territory, _, _ in self.counted}

    def split(self, part_of: Mapping[Any, Any]) -> dict[Any, "Figures"]:
        """By the part that each territory belongs to."""
        found: dict[Any, dict[tuple[Any, str, Cover], int]] = {}
        for key, number in self.counted.items():
            found.setdefault(part_of[key[0]], {})[key] = number
        return {part: Figures(counted) for part, counted in found.items()}

    @cached_property
    def by_kind(self) -> dict[str, Counter[Cover]]:
        found: dict[str, Counter[Cover]] = {}
        for (_, kind, cover), number in self.counted.items():
            found.setdefault(kind, Counter())[cover] += number
        return found

    def of_kind(self, kind: str) -> "Figures":
        return Figures({key: number for key, number in self.counted.items() if key[1] == kind})


def counts_of(covers: Mapping[Cover, int]) -> Counts:
    covered, at_risk = covers.get(Cover.COVERED, 0), covers.get(Cover.AT_RISK, 0)
    return Counts(covered, at_risk, sum(covers.values()) - covered - at_risk)


def shade_of(counts: Counts) -> str:
    """Repeats the figures and is no more than them: the darker, the more; q0 none, hx nothing there."""
    if not counts.total:
        return "hx"
    return next(shade for least, shade in _SHADES if counts.percent >= least) if counts.trained else "q0"


def read_figures(territories: Collection[Any], day: date, known_at: datetime | None = None, kind: str = "") -> Figures:
    """Of the institutions that lie in `territories` on `day`, as known now or at a past moment."""
    figures = Figures(
        _summed(
            ((one.territory_id, one.kind, one.cover), one.institutions) for one in tally(territories, day, known_at)
        )
    )
    return figures.of_kind(kind) if kind else figures


def _summed(counted: Iterable[tuple[tuple[Any, str, Cover], int]]) -> dict[tuple[Any, str, Cover], int]:
    figures: Counter[tuple[Any, str, Cover]] = Counter()
    for key, number in counted:
        figures[key] += number
    return dict(figures)
