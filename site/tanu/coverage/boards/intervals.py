"""Shares with their intervals as a drawing 360 units wide: a dot on a line with caps."""

import textwrap
from dataclasses import dataclass

from tanu.coverage.boards.people import Ranking

_WIDTH, _LINE, _LETTERS, _CAP = 310, 15, 44, 4


@dataclass(frozen=True)
class Mark:
    """Its words in lines, each with its height; below them the interval from `low` to `high` and the dot at `at`."""

    lines: list[tuple[str, int]]
    y: int
    low: int
    at: int
    high: int
    figure: str

    @property
    def cap_top(self) -> int:
        return self.y - _CAP

    @property
    def cap_end(self) -> int:
        return self.y + _CAP

    @property
    def text_y(self) -> int:
        return self.y + 4


@dataclass(frozen=True)
class IntervalChart:
    marks: list[Mark]

    @property
    def height(self) -> int:
        return self.marks[-1].y + 14 if self.marks else 0


def interval_chart(ranking: Ranking) -> IntervalChart:
    """One mark a line that has a share, in the order of the ranking."""
    marks: list[Mark] = []
    top = 0
    for line in ranking.lines:
        if (interval := line.interval) is None:
            continue
        label = f"{line.name}: {line.people.done}/{line.people.asked}"
        lines = [(words, top + 14 + _LINE * place) for place, words in enumerate(textwrap.wrap(label, _LETTERS))]
        low, high = round(_WIDTH * interval.low), round(_WIDTH * interval.high)
        at = round(_WIDTH * line.people.done / line.people.asked)
        marks.append(Mark(lines, lines[-1][1] + 12, low, at, high, f"{line.percent}\xa0%"))
        top = marks[-1].y + 10
    return IntervalChart(marks)
