"""What every way through a case earns: the best and the worst score, and whether only the expert's way is perfect.

A way's points are bits of one number. A point that no later choice has is counted at once and forgotten, so that few
sets of points have to be told apart in each state.
"""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from tanu.case_studies.expert import expert_choices
from tanu.case_studies.search import Link, Way, Ways
from tanu.case_studies.specs import CaseSpec

MOST_MARKS = 40_000
# A state, by its number, and the bits with which it was reached.
Mark = tuple[int, int]
Range = tuple[int, int]


@dataclass(frozen=True)
class Bits:
    """Which bit stands for which point."""

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

    @cached_property
    def by_choice(self) -> Mapping[tuple[str, str], int]:
        return {
            (scene.id, choice.id): sum({self.of[point] for point in choice.points})
            for scene in self.case.scenes
            for choice in scene.choices
        }

    def score(self, had: int, among: int) -> int:
        """Points of the critical steps and forbidden acts `among`, where `had` were taken or done."""
        return (had & among & self.critical).bit_count() + (among & self.forbidden & ~had).bit_count()


@dataclass(frozen=True)
class Earnings:
    """The worst and the best score of the ways that were followed to an ending; None if none was."""

    scores: Range | None
    is_whole: bool


class Followed:
    """The links of `ways` with their bits, and what may still be earned from each state."""

    def __init__(self, ways: Ways) -> None:
        self.ways = ways
        self.bits = Bits(ways.case)
        of = self.bits.by_choice
        self.links = [[(link, of[ways.states[link.of].scene, link.choice]) for link in found] for found in ways.links]
        self.ahead = [0] * len(ways.states)
        for component in reversed(ways.components):
            together = 0
            for number in component:
                for link, points in self.links[number]:
                    together |= points | self.ahead[link.to]
            for number in component:
                self.ahead[number] = together

    def settled(self, link: Link) -> int:
        """The points that can no longer change after this step."""
        return self.ahead[link.of] & ~self.ahead[link.to]


def earn(followed: Followed, *, most: int = MOST_MARKS) -> Earnings:
    """Follow the points along all links."""
    ways, bits, ahead = followed.ways, followed.bits, followed.ahead
    begun = bits.score(0, (bits.critical | bits.forbidden) & ~ahead[0])
    found: list[dict[int, Range]] = [{} for _ in ways.states]
    found[0][0] = (begun, begun)
    marks = 1
    for component in ways.components:
        inside = set(component)
        open_ones = deque((number, had) for number in component for had in found[number])
        while open_ones:
            if marks > most:
                return Earnings(_over(ways, found), False)
            number, had = open_ones.popleft()
            worst, best = found[number][had]
            for link, points in followed.links[number]:
                earned = bits.score(had | points, followed.settled(link))
                kept = (had | points) & ahead[link.to]
                known = found[link.to].get(kept)
                range_ = (worst + earned, best + earned)
                after = (min(known[0], range_[0]), max(known[1], range_[1])) if known else range_
                if after != known:
                    marks += known is None
                    found[link.to][kept] = after
                    if link.to in inside:
                        open_ones.append((link.to, kept))
    return Earnings(_over(ways, found), ways.is_whole)


def _over(ways: Ways, found: list[dict[int, Range]]) -> Range | None:
    ranges = [range_ for end in ways.ends for range_ in found[end].values()]
    return (min(worst for worst, _ in ranges), max(best for _, best in ranges)) if ranges else None


def perfect_stray(followed: Followed, *, most: int = MOST_MARKS) -> Way | None:
    """The shortest way that is not the expert's and earns every point."""
    ways, bits, ahead = followed.ways, followed.bits, followed.ahead
    expert = expert_choices(ways.case)
    if bits.critical & ~ahead[0]:
        return None
    strayed = bits.critical + bits.forbidden + 1
    ends, came = set(ways.ends), dict[Mark, tuple[Mark, Link] | None]({(0, 0): None})
    queue: deque[Mark] = deque([(0, 0)])
    while queue and len(came) <= most:
        mark = number, had = queue.popleft()
        if number in ends and had & strayed:
            return _way(ways, came, mark)
        for link, points in followed.links[number]:
            now = had | points
            if points & bits.forbidden or followed.settled(link) & bits.critical & ~now:
                continue
            is_expert = f"{ways.states[number].scene}.{link.choice}" in expert
            after = (link.to, now & ahead[link.to] | had & strayed | (0 if is_expert else strayed))
            if after not in came:
                came[after] = (mark, link)
                queue.append(after)
    return None


def _way(ways: Ways, came: Mapping[Mark, tuple[Mark, Link] | None], mark: Mark) -> Way:
    steps = []
    end = ways.states[mark[0]].scene
    while step := came[mark]:
        mark, link = step
        steps.append((ways.states[link.of].scene, link.choice))
    return Way(tuple(reversed(steps)), end)
