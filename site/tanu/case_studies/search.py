"""Every way through a case: the states that can be reached, and what follows from them.

States that no rule can tell apart any more are one, so loops end. The search stops at `MOST_STATES`; then what it
found is true and what it did not find is open (`is_whole`). What ways earn is told in `earnings.py`.
"""

from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from tanu.case_studies.components import components
from tanu.case_studies.engine import State, in_effect, move, offered, refusal, set_out
from tanu.case_studies.specs import CaseSpec
from tanu.case_studies.watching import watched_from

MOST_STATES = 8_000


class Link(NamedTuple):
    """A step from one state to another, by their numbers."""

    of: int
    choice: str
    to: int


@dataclass(frozen=True)
class Way:
    """A walk from the start: scene and choice of each step, and the scene it leads to."""

    steps: tuple[tuple[str, str], ...]
    end: str


@dataclass
class Ways:
    """The states of `case`, the nearest first, and the links between them. The first `opened` were looked at."""

    case: CaseSpec
    states: list[State]
    links: list[list[Link]] = field(default_factory=lambda: [[]])
    came: list[Link | None] = field(default_factory=lambda: [None])
    opened: int = 0
    fired: set[int] = field(default_factory=set)
    """`id` of every rule that took effect somewhere."""

    @property
    def is_whole(self) -> bool:
        return self.opened == len(self.states)

    @cached_property
    def scenes(self) -> set[str]:
        return {state.scene for state in self.states}

    @cached_property
    def ends(self) -> list[int]:
        return [number for number, state in enumerate(self.states) if self.case.scene(state.scene).is_end]

    @cached_property
    def dead_ends(self) -> list[int]:
        """Where nothing can be chosen and the case has not ended."""
        ends = set(self.ends)
        return [number for number in range(self.opened) if not self.links[number] and number not in ends]

    @cached_property
    def trapped(self) -> list[int]:
        """From where one can only go round and round."""
        stops = self._leading_to([*self.ends, *self.dead_ends, *range(self.opened, len(self.states))])
        return [number for number in range(self.opened) if number not in stops]

    @cached_property
    def components(self) -> list[list[int]]:
        """States that lead to one another; each component before those it leads to."""
        return components([[link.to for link in links] for links in self.links])

    def is_circle(self, component: list[int]) -> bool:
        return len(component) > 1 or any(link.to == component[0] for link in self.links[component[0]])

    def scenes_of(self, numbers: Iterable[int]) -> list[str]:
        """Their scenes, each once, the nearest first."""
        return list(dict.fromkeys(self.states[number].scene for number in numbers))

    def way_to(self, number: int) -> Way:
        """The shortest way there."""
        steps = []
        link = self.came[number]
        while link:
            steps.append((self.states[link.of].scene, link.choice))
            link = self.came[link.of]
        return Way(tuple(reversed(steps)), self.states[number].scene)

    def shortest(self) -> int | None:
        """Steps of the shortest way to an ending that was found."""
        return len(self.way_to(self.ends[0]).steps) if self.ends else None

    def longest(self) -> int | None:
        """Steps of the longest way to an ending; None says that one can go round and round before it."""
        steps: list[int | None] = [0] * len(self.states)
        for component in self.components:
            circles = self.is_circle(component)
            for number in component:
                so_far = steps[number] = None if circles else steps[number]
                for link in self.links[number]:
                    known = steps[link.to]
                    steps[link.to] = None if known is None or so_far is None else max(known, so_far + 1)
        found = [steps[end] for end in self.ends]
        return None if None in found else max((length for length in found if length is not None), default=0)

    def ways_to_ends(self) -> dict[str, int | None]:
        """How many different ways lead to each ending; None if one can go round and round before it."""
        ways: list[int | None] = [1, *[0] * (len(self.states) - 1)]
        for component in self.components:
            circles = self.is_circle(component)
            for number in component:
                so_far = ways[number] = None if circles else ways[number]
                for link in self.links[number]:
                    known = ways[link.to]
                    ways[link.to] = None if known is None or so_far is None else known + so_far
        found: dict[str, int | None] = {}
        for end in self.ends:
            scene, number_of = self.states[end].scene, ways[end]
            known = found.get(scene, 0)
            found[scene] = None if known is None or number_of is None else known + number_of
        return found

    def _leading_to(self, found: list[int]) -> set[int]:
        before: list[list[int]] = [[] for _ in self.states]
        for links in self.links:
            for link in links:
                before[link.to].append(link.of)
        known, open_ones = set(found), list(found)
        while open_ones:
            for number in before[open_ones.pop()]:
                if number not in known:
                    known.add(number)
                    open_ones.append(number)
        return known


def explore(case: CaseSpec, *, most: int = MOST_STATES) -> Ways:
    """Walk every way. Raises RunsInCircles, and KeyError where the case names what it does not have.

    Ways that differ only in what they earned lead to the same states.
    """
    watched = watched_from(case)
    first, rules = set_out(case)
    first = watched[first.scene].seen(first)
    ways = Ways(case, [first])
    ways.fired.update(map(id, rules))
    known: dict[Hashable, int] = {_key(first): 0}
    while not ways.is_whole and len(ways.states) <= most:
        number, state = ways.opened, ways.states[ways.opened]
        ways.opened += 1
        if case.scene(state.scene).rules:
            ways.fired.update(map(id, in_effect(case, state)))
        for choice in offered(case, state):
            if refusal(case, state, choice):
                continue
            after, rules = move(case, state, choice)
            ways.fired.update(map(id, rules))
            after = watched[after.scene].seen(after)
            to = known.setdefault(_key(after), len(ways.states))
            link = Link(number, choice.id, to)
            if to == len(ways.states):
                ways.states.append(after)
                ways.links.append([])
                ways.came.append(link)
            ways.links[number].append(link)
    return ways


def only(ways: Ways, choices: Collection[str]) -> Ways:
    """The part of `ways` that can be walked by `choices`, each as `scene.choice`."""
    found = Ways(ways.case, [ways.states[0]])
    numbers, places = [0], {0: 0}
    while not found.is_whole and numbers[found.opened] < ways.opened:
        here = found.opened
        found.opened += 1
        for link in ways.links[numbers[here]]:
            if f"{ways.states[link.of].scene}.{link.choice}" in choices:
                to = places.setdefault(link.to, len(numbers))
                if to == len(numbers):
                    numbers.append(link.to)
                    found.states.append(ways.states[link.to])
                    found.links.append([])
                    found.came.append(Link(here, link.choice, to))
                found.links[here].append(Link(here, link.choice, to))
    return found


def _key(state: State) -> Hashable:
    return state.scene, tuple(state.counters.values()), state.visited, state.chosen
