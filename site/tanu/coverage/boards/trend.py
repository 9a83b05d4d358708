"""The last twelve months and the next twelve: how many institutions had, have and will have a trained person."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tanu.coverage.algebra import Cover
from tanu.coverage.boards.figures import Counts, counts_of
from tanu.coverage.boards.orders import Deadline

# The drawing is 360 units wide; the axes leave room for words at the left and below.
LEFT, RIGHT, TOP, BOTTOM = 34, 350, 14, 176
_CAP = 4


@dataclass(frozen=True)
class Point:
    """Where institutions stand on a day, how many should by the order, and in a month to come the officers' seats."""

    day: date
    counts: Counts
    expected: int | None = None
    seats: int | None = None


@dataclass(frozen=True)
class TrendChart:
    """Lines as the points of a polyline; the forecast begins at the dot of today and ends in a cap."""

    past: str
    ahead: str
    target: str
    cap: tuple[int, int, int] | None
    here: tuple[int, int]
    most: int
    first: date
    last: date
    left: int = LEFT
    right: int = RIGHT
    top: int = TOP
    bottom: int = BOTTOM
    height: int = BOTTOM + 24


def points_of(
    covers: Sequence[tuple[date, Counter[Cover]]], deadline: Deadline | None, seats: Sequence[int] = ()
) -> list[Point]:
    """One for each of `covers`; `seats` of the same days, where they are known."""
    found = []
    for place, (day, counted) in enumerate(covers):
        counts = counts_of(counted)
        expected = round(counts.total * deadline.share_due(day)) if deadline else None
        found.append(Point(day, counts, expected, seats[place] if seats else None))
    return found


def trend_chart(past: Sequence[Point], ahead: Sequence[Point] = ()) -> TrendChart:
    """`past` ends today, and the forecast begins there."""
    every = [*past, *ahead]
    most = max((point.counts.total for point in every), default=0)
    first, last = every[0].day, every[-1].day

    def x(day: date) -> int:
        return LEFT + round((RIGHT - LEFT) * (day - first).days / max((last - first).days, 1))

    def y(number: int) -> int:
        return BOTTOM - round((BOTTOM - TOP) * number / max(most, 1))

    def line(points: Sequence[tuple[date, int]]) -> str:
        return " ".join(f"{x(day)},{y(number)}" for day, number in points)

    today = past[-1]
    strand = [today, *ahead] if ahead else []
    end_x, end_y = x(every[-1].day), y(every[-1].counts.trained)
    return TrendChart(
        past=line([(point.day, point.counts.trained) for point in past]),
        ahead=line([(point.day, point.counts.trained) for point in strand]),
        target=line([(point.day, point.expected) for point in every if point.expected is not None]),
        cap=(end_x, end_y - _CAP, end_y + _CAP) if ahead else None,
        here=(x(today.day), y(today.counts.trained)),
        most=most,
        first=first,
        last=last,
    )
