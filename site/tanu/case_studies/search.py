"""Every way through a case: the states that can be reached, and what follows from them.

States that no rule can tell apart are one, so loops end. The search stops at `MOST_STATES`; then what it found is
true and what it did not find is open (`is_whole`). What ways earn is searched after that, in `earnings.py`.
"""

from collections import deque
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from tanu.case_studies.conditions import Chose, Visited
from tanu.case_studies.engine import State, begin, offered, refusal, take
from tanu.case_studies.specs import CaseSpec

MOST_STATES = 12_000


@dataclass(frozen=True)
class Link:
    """A step from one state to another, by their numbers."""

    of: int
    choice: str
    to: int


@dataclass(frozen=True)
class Way:
    """A walk from the start: scene and choice of each step, and the ending."""

    steps: tuple[tuple[str, str], ...]
    end: str


@dataclass
class Ways:
    """The states of `case`, the first of them the start, and the links between them."""

    case: CaseSpec
    states: list[State]
    links: list[list[Link]]
    came: list[Link | None]
    is_whole: bool
    fired: set[tuple[str, int]] = field(default_factory=set)
    """Scene and position of every rule that held somewhere."""

    @property
    def scenes(self) -> set[str]:
        return {state.scene for state in self.states}

    @cached_property
    def ends(self) -> list[int]:
        return [number for number, state in enumerate(self.states) if self.case.scene(state.scene).is_end]

    def dead_ends(self) -> Iterator[State]:
        """Where nothing can be chosen and the case has not ended."""
        for number, state in enumerate(self.states):
            if not self.links[number] and not self.case.scene(state.scene).is_end and self._was_opened(number):
                yield state

    def trapped(self) -> Iterator[State]:
        """From where no ending can be reached any more, though there is always something to choose."""
        safe = self._leading_to(set(self.ends))
        for number, state in enumerate(self.states):
            if number not in safe and self.links[number]:
                yield state

    def way_to(self, number: int) -> Way:
        """The shortest way there."""
        steps = []
        end = self.states[number].scene
        link = self.came[number]
        while link:
            steps.append((self.states[link.of].scene, link.choice))
            link = self.came[link.of]
        return Way(tuple(reversed(steps)), end)

    @cached_property
    def lengths(self) -> tuple[int, int | None]:
        """Steps of the shortest and of the longest way to an ending; None says that one can go round and round."""
        if not self.ends:
            return 0, None
        shortest = min(len(self.way_to(end).steps) for end in self.ends)
        order = self.order()
        if order is None:
            return shortest, None
        longest = [-1] * len(self.states)
        longest[0] = 0
        for number in order:
            for link in self.links[number]:
                if longest[number] >= 0:
                    longest[link.to] = max(longest[link.to], longest[number] + 1)
        return shortest, max(longest[end] for end in self.ends)

    def ways_to_ends(self) -> dict[str, int | None]:
        """How many different ways lead to each ending; None if one can go round and round."""
        order = self.order()
        found: dict[str, int | None] = {}
        if order is None:
            return dict.fromkeys((self.states[end].scene for end in self.ends), None)
        count = self._counted(order)
        for end in self.ends:
            found[self.states[end].scene] = (found.get(self.states[end].scene) or 0) + count[end]
        return found

    def _counted(self, order: list[int]) -> list[int]:
        count = [0] * len(self.states)
        count[0] = 1
        for number in order:
            for link in self.links[number]:
                count[link.to] += count[number]
        return count

    def order(self) -> list[int] | None:
        """Each state before those it leads to, or None where there is a circle."""
        entering = [0] * len(self.states)
        for links in self.links:
            for link in links:
                entering[link.to] += 1
        ready = [number for number, ways in enumerate(entering) if not ways]
        order = []
        while ready:
            number = ready.pop()
            order.append(number)
            for link in self.links[number]:
                entering[link.to] -= 1
                if not entering[link.to]:
                    ready.append(link.to)
        return order if len(order) == len(self.states) else None

    def _leading_to(self, found: set[int]) -> set[int]:
        before: list[list[int]] = [[] for _ in self.states]
        for number, links in enumerate(self.links):
            for link in links:
                before[link.to].append(number)
        open_ones = list(found)
        if not self.is_whole:
            unopened = [number for number in range(len(self.states)) if not self._was_opened(number)]
            found = found | set(unopened)
            open_ones += unopened
        while open_ones:
            for number in before[open_ones.pop()]:
                if number not in found:
                    found.add(number)
                    open_ones.append(number)
        return found

    def _was_opened(self, number: int) -> bool:
        return self.is_whole or number < self.opened

    opened: int = 0
    """How many of the states were looked at; less than all only if the search is not whole."""


def explore(case: CaseSpec, *, most: int = MOST_STATES) -> Ways:
    """Walk every way. Raises RunsInCircles, and KeyError where the case names what it does not have.

    Ways that differ only in what they earned lead to the same states.
    """
    watched = _Watched(case)
    first = begin(case)
    ways = Ways(case, [first], [[]], [None], True)
    known: dict[Hashable, int] = {watched.key(first): 0}
    queue = deque([0])
    while queue:
        if len(ways.states) > most:
            ways.is_whole = False
            break
        number = queue.popleft()
        state = ways.states[number]
        ways.opened = number + 1
        for position, rule in enumerate(case.scene(state.scene).rules):
            if (state.scene, position) not in ways.fired and rule.condition.holds(state):
                ways.fired.add((state.scene, position))
        for choice in offered(case, state):
            if refusal(case, state, choice):
                continue
            after = watched.seen(take(case, state, choice.id))
            _note_fired(ways, state, choice.id, after)
            key = watched.key(after)
            to = known.get(key)
            if to is None:
                to = known[key] = len(ways.states)
                ways.states.append(after)
                ways.links.append([])
                ways.came.append(Link(number, choice.id, to))
                queue.append(to)
            ways.links[number].append(Link(number, choice.id, to))
    return ways


def _note_fired(ways: Ways, before: State, choice: str, after: State) -> None:
    """Rules that decide where a choice or an entrance leads are asked in between, in a state nobody stands in."""
    scene = ways.case.scene(before.scene)
    chosen = scene.choice(choice)
    if not chosen:
        return
    moment = replace(after, visited=before.visited | after.visited)
    for position, rule in enumerate(scene.rules):
        if rule.to and rule.choice == choice and rule.to == after.scene:
            ways.fired.add((before.scene, position))
    if chosen.to != after.scene and chosen.to in ways.case.by_id:
        for position, rule in enumerate(ways.case.scene(chosen.to).rules):
            if rule.to and not rule.choice and rule.condition.holds(moment):
                ways.fired.add((chosen.to, position))


class _Watched:
    """What the rules of a case can tell apart."""

    def __init__(self, case: CaseSpec) -> None:
        conditions = [part for scene in case.scenes for rule in scene.rules for part in rule.condition.parts()]
        self.visited = frozenset(part.scene for part in conditions if isinstance(part, Visited))
        self.chosen = frozenset(part.choice for part in conditions if isinstance(part, Chose))
        self.counters = tuple(sorted(case.counters))

    def seen(self, state: State) -> State:
        visited, chosen = state.visited & self.visited, state.chosen & self.chosen
        return replace(state, visited=visited, chosen=chosen, points=frozenset(), hours=0)

    def key(self, state: State) -> Hashable:
        counters = tuple(map(state.counters.get, self.counters))
        return (state.scene, counters, state.visited & self.visited, state.chosen & self.chosen)
