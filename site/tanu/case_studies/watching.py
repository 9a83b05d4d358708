"""What the rules of a case can tell apart in each of its scenes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from tanu.case_studies.components import components
from tanu.case_studies.conditions import Chose, Compared, Visited
from tanu.case_studies.engine import FURTHEST, State
from tanu.case_studies.specs import CaseSpec, SceneSpec


@dataclass(frozen=True)
class Watched:
    """What rules can tell apart. A counter in `tops` is never lowered, and nothing is asked about it above its top."""

    counters: frozenset[str] = frozenset()
    visited: frozenset[str] = frozenset()
    chosen: frozenset[str] = frozenset()
    tops: Mapping[str, int] = field(default_factory=dict)

    def __or__(self, other: "Watched") -> "Watched":
        counters, visited = self.counters | other.counters, self.visited | other.visited
        return Watched(counters, visited, self.chosen | other.chosen, self.tops)

    @classmethod
    def by(cls, scene: SceneSpec, tops: Mapping[str, int]) -> "Watched":
        parts = [part for rule in scene.rules for part in rule.condition.parts()]
        return cls(
            frozenset(part.counter for part in parts if isinstance(part, Compared)),
            frozenset(part.scene for part in parts if isinstance(part, Visited)),
            frozenset(part.choice for part in parts if isinstance(part, Chose)),
            tops,
        )

    def seen(self, state: State) -> State:
        counters = {name: min(state.counters[name], self.tops.get(name, FURTHEST)) for name in self.counters}
        return State(state.scene, counters, state.visited & self.visited, state.chosen & self.chosen)


def watched_from(case: CaseSpec) -> dict[str, Watched]:
    """For each scene what rules may still ask there and later."""
    keys = list(case.by_id)
    places = {key: place for place, key in enumerate(keys)}
    links = [[places[to] for to in _next_to(case, key)] for key in keys]
    tops = _tops(case)
    watched = [Watched.by(scene, tops) for scene in case.by_id.values()]
    for component in reversed(components(links)):
        near = component + [to for place in component for to in links[place]]
        together = reduce(or_, (watched[place] for place in near))
        for place in component:
            watched[place] = together
    return dict(zip(keys, watched, strict=True))


def _tops(case: CaseSpec) -> dict[str, int]:
    choices = [choice for scene in case.scenes for choice in scene.choices]
    rules = [rule for scene in case.scenes for rule in scene.rules]
    added = [scene.add for scene in case.scenes] + [choice.add for choice in choices] + [rule.add for rule in rules]
    lowered = {name for add in added for name, amount in add.items() if amount < 0}
    tops: dict[str, int] = {}
    for part in (part for rule in rules for part in rule.condition.parts()):
        if isinstance(part, Compared) and part.counter not in lowered:
            tops[part.counter] = max(tops.get(part.counter, -FURTHEST), part.number + 1)
    return tops


def linked(case: CaseSpec) -> set[str]:
    """The scenes that links lead to from the start, whatever the rules say."""
    found, open_ones = {case.start.id}, [case.start.id]
    while open_ones:
        for key in _next_to(case, open_ones.pop()) - found:
            found.add(key)
            open_ones.append(key)
    return found


def _next_to(case: CaseSpec, key: str) -> set[str]:
    scene = case.scene(key)
    return {choice.to for choice in scene.choices} | {rule.to for rule in scene.rules if rule.to}
