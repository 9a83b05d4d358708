"""Two ways as two strands: twisted where the learner went with the expert, apart where they did not."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tanu.lib.thread_svg import Point, twisted

WIDTH, MIDDLE, APART = 360, 56, 34
MARGIN = 20


@dataclass(frozen=True)
class Knot:
    """A step. `own` and `expert` are where its knots stand; together it is one."""

    number: int
    x: float
    is_together: bool
    own: float
    expert: float


@dataclass(frozen=True)
class Strands:
    knots: list[Knot]
    first: str
    second: str
    """The twisted pieces, by colour."""
    own: str
    expert: str
    """The pieces apart."""

    @property
    def height(self) -> int:
        return 2 * MIDDLE + 4


def strands(together: Sequence[bool]) -> Strands:
    """A drawing 360 units wide of so many steps, each together with the expert or not."""
    gap = (WIDTH - 2 * MARGIN) / max(1, len(together) - 1)
    knots = [_knot(number, MARGIN + gap * number, is_together) for number, is_together in enumerate(together)]
    first, second, own, expert = [], [], [], []
    for one, other in pairwise(knots):
        if one.is_together and other.is_together:
            left, right = twisted([(one.x, MIDDLE), (other.x, MIDDLE)])
            first.append(left)
            second.append(right)
        else:
            own.append(_curve((one.x, one.own), (other.x, other.own)))
            expert.append(_curve((one.x, one.expert), (other.x, other.expert)))
    return Strands(knots, "".join(first), "".join(second), "".join(own), "".join(expert))


def _knot(number: int, x: float, is_together: bool) -> Knot:
    away = 0 if is_together else APART
    return Knot(number + 1, round(x, 1), is_together, MIDDLE + away, MIDDLE - away)


def _curve(start: Point, end: Point) -> str:
    half = (start[0] + end[0]) / 2
    return f"M{start[0]:.1f} {start[1]:.1f}C{half:.1f} {start[1]:.1f} {half:.1f} {end[1]:.1f} {end[0]:.1f} {end[1]:.1f}"
