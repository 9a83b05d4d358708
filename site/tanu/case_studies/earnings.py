"""What every way through a case earns: the best and the worst score, and whether only the expert's way is perfect.

A way's points are bits of one number, so that all sets of points with which a state can be reached are kept together.
"""

from collections import deque
from dataclasses import dataclass
from functools import cached_property

from tanu.case_studies.expert import expert_choices
from tanu.case_studies.search import Link, Way, Ways
from tanu.case_studies.specs import CaseSpec

MOST_MARKS = 150_000
# A state, by its number, and the bits with which it was reached.
Mark = tuple[int, int]


@dataclass(frozen=True)
class Bits:
    """Which bit stands for which point. `strayed` says that a choice was taken which is not the expert's."""

    case: CaseSpec

    @cached_property
    def of(self) -> dict[str, int]:
        names = [*self.case.score.critical, *self.case.score.forbidden]
        return {name: 1 << place for place, name in enumerate(names)}

    @cached_property
    def critical(self) -> int:
        return sum(self.of[name] for name in self.case.score.critical)

    @cached_property
    def forbidden(self) -> int:
        return sum(self.of[name] for name in self.case.score.forbidden)

    @property
    def strayed(self) -> int:
        return 1 << len(self.of)

    def score(self, bits: int) -> int:
        return (bits & self.critical).bit_count() + (self.forbidden & ~bits).bit_count()


@dataclass
class Earnings:
    """`came` holds, for each mark, the mark and link by which it was first reached."""

    ways: Ways
    bits: Bits
    came: dict[Mark, tuple[Mark, Link] | None]
    is_whole: bool

    @cached_property
    def scores(self) -> list[int]:
        """Of the ways that reach an ending; empty if none was found."""
        ends = set(self.ways.ends)
        return [self.bits.score(bits) for number, bits in self.came if number in ends]

    def perfect_stray(self) -> Way | None:
        """A way that is not the expert's and earns every point."""
        wanted = self.bits.critical | self.bits.strayed
        found = next((mark for mark in ((end, wanted) for end in self.ways.ends) if mark in self.came), None)
        return self._way(found) if found else None

    def _way(self, mark: Mark) -> Way:
        steps = []
        end = self.ways.states[mark[0]].scene
        while came := self.came[mark]:
            mark, link = came
            steps.append((self.ways.states[link.of].scene, link.choice))
        return Way(tuple(reversed(steps)), end)


def earn(ways: Ways, *, most: int = MOST_MARKS, without_fault: bool = False) -> Earnings:
    """Follow the points along all links of `ways`; `without_fault` along those that do nothing forbidden."""
    case, bits = ways.case, Bits(ways.case)
    expert = expert_choices(case)
    added = {
        f"{scene.id}.{choice.id}": sum({bits.of[point] for point in choice.points})
        | (0 if f"{scene.id}.{choice.id}" in expert else bits.strayed)
        for scene in case.scenes
        for choice in scene.choices
    }
    barred = bits.forbidden if without_fault else 0
    links = [
        [
            (link, points)
            for link in found
            if not (points := added[f"{ways.states[link.of].scene}.{link.choice}"]) & barred
        ]
        for found in ways.links
    ]
    found = Earnings(ways, bits, {(0, 0): None}, ways.is_whole)
    queue: deque[Mark] = deque([(0, 0)])
    while queue:
        if len(found.came) > most:
            found.is_whole = False
            break
        mark = queue.popleft()
        for link, points in links[mark[0]]:
            after = (link.to, mark[1] | points)
            if after not in found.came:
                found.came[after] = (mark, link)
                queue.append(after)
    return found
