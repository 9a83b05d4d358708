"""How a case moves: pure, from a state by a choice to the next state. Nothing here knows of people or databases."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from tanu.case_studies.specs import CaseSpec, ChoiceSpec, RuleSpec, SceneSpec

# Where a counter stops, on either side.
FURTHEST = 99
MOST_REDIRECTS = 20


class Impossible(Exception):
    """This choice is not offered in this state."""


class RunsInCircles(Exception):
    """Entering a scene leads from rule to rule and never arrives; the argument is the scene."""


@dataclass(frozen=True)
class State:
    """A place in a case. `chosen` holds `scene.choice`, `points` critical steps taken and forbidden acts done."""

    scene: str
    counters: Mapping[str, int] = field(hash=False)
    visited: frozenset[str] = frozenset()
    chosen: frozenset[str] = frozenset()
    points: frozenset[str] = frozenset()
    hours: int = 0

    def as_json(self) -> dict[str, Any]:
        return {
            "scene": self.scene,
            "counters": dict(self.counters),
            **{name: sorted(getattr(self, name)) for name in ("visited", "chosen", "points")},
            "hours": self.hours,
        }

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> "State":
        sets = {name: frozenset(said[name]) for name in ("visited", "chosen", "points")}
        return cls(said["scene"], dict(said["counters"]), **sets, hours=said["hours"])


def begin(case: CaseSpec) -> State:
    counters = {name: counter.start for name, counter in case.counters.items()}
    return _enter(case, State(case.start.id, counters), case.start.id)


def offered(case: CaseSpec, state: State) -> list[ChoiceSpec]:
    """The choices that are open, in the order of the case. What is refused is among them."""
    scene = case.scene(state.scene)
    hidden = {rule.hide for rule in _holding(scene, state, "hide")}
    return [choice for choice in scene.choices if choice.id not in hidden]


def refusal(case: CaseSpec, state: State, choice: ChoiceSpec) -> str | None:
    """The id of the sentence that is said instead of going there."""
    rules = _holding(case.scene(state.scene), state, "refuse")
    return next((rule.refuse for rule in rules if rule.choice == choice.id), None)


def additions(case: CaseSpec, state: State) -> list[str]:
    """Ids of the paragraphs that this state adds to its scene."""
    return [rule.say for rule in _holding(case.scene(state.scene), state, "say") if rule.say]


def take(case: CaseSpec, state: State, key: str) -> State:
    """The state after the choice `key`. Raises Impossible where it is not offered or refused."""
    choice = next((choice for choice in offered(case, state) if choice.id == key), None)
    if choice is None or refusal(case, state, choice):
        raise Impossible(f"{state.scene}.{key}")
    after = replace(
        state,
        counters=_counted(state.counters, choice.add, choice.set),
        chosen=state.chosen | {f"{state.scene}.{key}"},
        points=state.points.union(choice.points),
        hours=state.hours + choice.hours,
    )
    redirects = (rule for rule in case.scene(state.scene).rules if rule.to and rule.choice == key)
    to = next((rule.to for rule in redirects if rule.condition.holds(after)), None)
    return _enter(case, after, to or choice.to)


def _enter(case: CaseSpec, state: State, key: str) -> State:
    for _ in range(MOST_REDIRECTS):
        scene = case.scene(key)
        redirects = (rule for rule in scene.rules if rule.to and not rule.choice)
        to = next((rule.to for rule in redirects if rule.condition.holds(state)), None)
        if to is None:
            return _arrive(scene, state)
        key = to
    raise RunsInCircles(key)


def _arrive(scene: SceneSpec, state: State) -> State:
    counters = _counted(state.counters, scene.add, scene.set)
    state = replace(state, scene=scene.id, counters=counters, visited=state.visited | {scene.id})
    for rule in scene.rules:
        if rule.add and rule.condition.holds(state):
            state = replace(state, counters=_counted(state.counters, rule.add, {}))
    return state


def _holding(scene: SceneSpec, state: State, effect: str) -> Iterable[RuleSpec]:
    return (rule for rule in scene.rules if getattr(rule, effect) and rule.condition.holds(state))


def _counted(counters: Mapping[str, int], add: Mapping[str, int], put: Mapping[str, int]) -> Mapping[str, int]:
    if not add and not put:
        return counters
    counted = {**counters, **put}
    for name, amount in add.items():
        counted[name] = max(-FURTHEST, min(FURTHEST, counted.get(name, 0) + amount))
    return counted
