"""Shares by outcome as bars in groups. Widths are whole units of a drawing 360 units wide."""

from collections.abc import Sequence
from dataclasses import dataclass

# How each series is coloured, the first one darkest.
COLOURS = ("fa", "q4", "q3", "q2")
_LEFT, _WIDTH, _BAR, _GAP = 30, 260, 12, 12


@dataclass(frozen=True)
class Value:
    """One figure: its share from 0 to 1, and how it is written. A share of None is not known."""

    share: float | None
    figure: str


@dataclass(frozen=True)
class Bar:
    colour: str
    figure: str
    width: int
    y: int

    @property
    def text_y(self) -> int:
        return self.y + 9


@dataclass(frozen=True)
class Group:
    """The bars of one line of the table beside the drawing, under its number there."""

    number: int
    bars: list[Bar]

    @property
    def text_y(self) -> int:
        return self.bars[0].text_y


@dataclass(frozen=True)
class Chart:
    groups: list[Group]
    left: int = _LEFT
    full: int = _WIDTH

    @property
    def figure_x(self) -> int:
        return self.left + self.full + 8

    @property
    def height(self) -> int:
        return self.groups[-1].bars[-1].y + _BAR if self.groups else _BAR


def grouped(lines: Sequence[Sequence[Value]], colours: Sequence[str] = COLOURS) -> Chart:
    """One group for each of `lines`, one bar for each of its values."""
    groups = []
    y = 0
    for number, values in enumerate(lines, start=1):
        bars = []
        for colour, value in zip(colours, values, strict=False):
            bars.append(Bar(colour, value.figure, round(_WIDTH * (value.share or 0)), y))
            y += _BAR
        groups.append(Group(number, bars))
        y += _GAP
    return Chart(groups)
