"""The figures of a board as bars and as a heat table. Widths are whole units of a drawing 360 units wide."""

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext

from tanu.coverage.algebra import Cover
from tanu.coverage.boards import Board, Counts, Row, count
from tanu.institutions.models import Kind

_BAR_WIDTH = 310
# A line of words, and how many letters it holds at least: the words of a drawing do not wrap by themselves.
_LINE, _LETTERS = 15, 44
# From this percentage on a cell is as dark as q1, q2 and so on.
_SHADES = ((85, "q5"), (70, "q4"), (55, "q3"), (40, "q2"), (0, "q1"))


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


def steps_of(board: Board) -> list[Step]:
    covers = [row.status.cover for row in board.rows]
    registered = len(covers) - covers.count(Cover.NOT_REGISTERED)
    appointed = registered - covers.count(Cover.NOBODY_APPOINTED)
    figures = [
        (gettext("all institutions"), len(covers)),
        (gettext("registered somebody"), registered),
        (gettext("appointed an officer"), appointed),
        (gettext("have a trained person"), board.counts.trained),
    ]
    before = [len(covers), *(number for _, number in figures)]
    return [Step(name, number, before[place] - number) for place, (name, number) in enumerate(figures)]


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


def kinds_of(board: Board) -> list[Kind]:
    """Kinds of institution there are in the territory, in the order of the list of kinds."""
    present = {row.kind for row in board.rows}
    return [kind for kind in Kind if kind in present]


def heat(board: Board) -> list[HeatLine]:
    """One line a part, or one for the territory itself; one cell for each of `kinds_of`."""
    kinds = kinds_of(board)
    if not board.parts:
        return [_heat_line(board.name, board.rows, kinds)]
    return [_heat_line(part.name, part.rows, kinds) for part in board.parts if part.rows]


def _heat_line(name: str, rows: Iterable[Row], kinds: list[Kind]) -> HeatLine:
    rows = list(rows)
    counted = [count(row for row in rows if row.kind == kind) for kind in kinds]
    return HeatLine(name, [Cell(counts, _shade(counts)) for counts in counted])


def _shade(counts: Counts) -> str:
    if not counts.total:
        return "hx"
    return next(shade for least, shade in _SHADES if counts.percent >= least) if counts.trained else "q0"


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
