"""Which figures of a map are not printed, so that nobody finds out what fewer than so many people did.

People flow through a map: at every place as many arrive as leave. So a figure that is left out could be had again by
subtraction, unless others are left out with it. What is left out here leaves for each small group another story that
agrees with every figure printed, and in which the group is not small (Kelly, Golden and Assad 1992, "Cell
suppression: disclosure protection for sensitive tabular data", Networks 22: cycles of left-out cells).
"""

import heapq
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count

Key = tuple[str, ...]


@dataclass(frozen=True)
class Cell:
    """So many people from one place to another. `is_printed` is False where no page shows it anyhow."""

    tail: str
    head: str
    people: int
    is_printed: bool = True


def left_out(cells: Mapping[Key, Cell], fewest: int) -> frozenset[Key]:
    """Keys of the cells to leave out: those of 1 to fewest - 1 people, and others that would give them away.

    A figure of nobody tells of nobody and may stand. Readers must not be told which of the two a gap is.
    """
    out = {key for key, cell in cells.items() if not cell.is_printed or 0 < cell.people < fewest}
    small = [key for key, cell in cells.items() if 0 < cell.people < fewest]
    for key in sorted(small, key=lambda key: (cells[key].people, key)):
        _hide_among_others(cells, key, fewest, out)
    return frozenset(out)


def _hide_among_others(cells: Mapping[Key, Cell], key: Key, fewest: int, out: set[Key]) -> None:
    """Leave out what is needed for `key` to be possibly as many as `fewest`, starting from what is left out already."""
    people = {other: cell.people for other, cell in cells.items()}
    while people[key] < fewest:
        way = _cheapest_circle(cells, people, key, out)
        if way is None:
            # Nothing printed bounds it further: it cannot be more than everybody who came there.
            return
        amount = min([fewest - people[key], *(people[other] for other, sign in way if sign < 0)])
        people[key] += amount
        for other, sign in way:
            people[other] += sign * amount
            out.add(other)


def _cheapest_circle(
    cells: Mapping[Key, Cell], people: Mapping[Key, int], key: Key, out: set[Key]
) -> list[tuple[Key, int]] | None:
    """How one more in `key` is made good elsewhere: cells with one more (+1) or one fewer (-1).

    The shortest way from its head back to its tail; what is left out already costs nothing, the rest its people.
    """
    steps: dict[str, list[tuple[str, Key, int]]] = {}
    for other, cell in cells.items():
        if other == key:
            continue
        steps.setdefault(cell.tail, []).append((cell.head, other, 1))
        if people[other]:
            steps.setdefault(cell.head, []).append((cell.tail, other, -1))
    start, goal, turn = cells[key].head, cells[key].tail, count()
    came: dict[str, tuple[str, Key, int] | None] = {}
    waiting: list[tuple[int, int, str, tuple[str, Key, int] | None]] = [(0, next(turn), start, None)]
    while waiting:
        cost, _, place, by = heapq.heappop(waiting)
        if place in came:
            continue
        came[place] = by
        if place == goal:
            return _back(came, goal)
        for to, other, sign in steps.get(place, ()):
            if to not in came:
                price = 0 if other in out else 1 + cells[other].people
                heapq.heappush(waiting, (cost + price, next(turn), to, (place, other, sign)))
    return None


def _back(came: Mapping[str, tuple[str, Key, int] | None], place: str) -> list[tuple[Key, int]]:
    way = []
    while by := came[place]:
        place, key, sign = by
        way.append((key, sign))
    return way
