"""The figures of a board as bars and as a heat table. Widths are whole units of a drawing 360 units wide."""

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext

from tanu.coverage.algebra import Cover
from tanu.coverage.boards.board import Board
from tanu.coverage.boards.figures import Counts, Figures, counts_of, shade_of
from tanu.institutions.models import Kind

_BAR_WIDTH = 310
# A line of words, and how many letters it holds at least: the words of a drawing do not wrap by themselves.
_LINE, _LETTERS = 15, 44


@dataclass(frozen=True)
class Bar:
    """Its words in lines, each with its height in the drawing; the bar under them and the figure beside it."""

    lines: list[tuple[str, int]]
    figure: str
    width: int
    bar_y: int
    is_ours: bool = False

    @property
    def figure_y(self) -> int:
        return self.bar_y + 11


@dataclass(frozen=True)
class Chart:
    bars: list[Bar]

    @property
    def height(self) -> int:
        return self.bars[-1].bar_y + 20 if self.bars else 0


@dataclass(frozen=True)
class Step:
    """A step of the way to a trained person, and how many institutions took it."""

    name: str
    institutions: int
    lost: int


@dataclass(frozen=True)
class Cell:
    """Institutions of one kind. `shade` repeats the figures and is no more than them."""

    counts: Counts
    shade: str


@dataclass(frozen=True)
class HeatLine:
    name: str
    cells: list[Cell]


def steps_of(figures: Figures) -> list[Step]:
    covers, total = figures.covers, figures.counts.total
    registered = total - covers[Cover.NOT_REGISTERED]
    appointed = registered - covers[Cover.NOBODY_APPOINTED]
    taken = [
        (gettext("all institutions"), total),
        (gettext("registered somebody"), registered),
        (gettext("appointed an officer"), appointed),
        (gettext("have a trained person"), figures.counts.trained),
    ]
    before = [total, *(number for _, number in taken)]
    return [Step(name, number, before[place] - number) for place, (name, number) in enumerate(taken)]


def funnel(steps: list[Step]) -> Chart:
    whole = steps[0].institutions
    last = len(steps) - 1
    return _chart(
        [
            (step.name, str(step.institutions), _width(step.institutions, whole), place == last)
            for place, step in enumerate(steps)
        ]
    )


def parts_chart(board: Board) -> Chart:
    """The parts that have institutions, by share."""
    parts = sorted((part for part in board.parts if part.counts.total), key=lambda part: -part.counts.percent)
    return _chart(
        [
            (
                f"{part.name}: {part.counts.trained}/{part.counts.total}",
                f"{part.counts.percent}\xa0%",
                _width(part.counts.trained, part.counts.total),
                False,
            )
            for part in parts
        ]
    )


def heat(board: Board) -> list[HeatLine]:
    """One line a part, or one for the territory itself; one cell for each kind there is."""
    kinds = board.figures.kinds
    if not board.parts:
        return [_heat_line(board.name, board.figures, kinds)]
    return [_heat_line(part.name, part.figures, kinds) for part in board.parts if part.counts.total]


def _heat_line(name: str, figures: Figures, kinds: list[Kind]) -> HeatLine:
    counted = [counts_of(figures.by_kind.get(kind, {})) for kind in kinds]
    return HeatLine(name, [Cell(counts, shade_of(counts)) for counts in counted])


def _width(value: int, whole: int) -> int:
    return max(2, _BAR_WIDTH * value // whole) if value else 0


def _chart(figures: Iterable[tuple[str, str, int, bool]]) -> Chart:
    """Of each bar its label, its figure, its width and whether it is ours, from the top down."""
    bars: list[Bar] = []
    top = 0
    for label, figure, width, is_ours in figures:
        lines = [(words, top + 16 + _LINE * place) for place, words in enumerate(textwrap.wrap(label, _LETTERS))]
        bars.append(Bar(lines, figure, width, lines[-1][1] + 7, is_ours))
        top = bars[-1].bar_y + 24
    return Chart(bars)
