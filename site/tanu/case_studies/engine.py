"""How a case moves: pure, from a state by a choice to the next state. Nothing here knows of people or databases."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from tanu.case_studies.specs import CaseSpec, ChoiceSpec, Level, RuleSpec, SceneSpec

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
    said: Level | None = None
    """How urgent it is, as the learner last said."""

    def as_json(self) -> dict[str, Any]:
        return {
            "scene": self.scene,
            "counters": dict(self.counters),
            **{name: sorted(getattr(self, name)) for name in ("visited", "chosen", "points")},
            "hours": self.hours,
            "said": self.said,
        }

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> "State":
        sets = {name: frozenset(said[name]) for name in ("visited", "chosen", "points")}
        return cls(said["scene"], dict(said["counters"]), **sets, hours=said["hours"], said=said.get("said"))


# A state, and the rules that took effect on the way there.
Moved = tuple[State, list[RuleSpec]]


def begin(case: CaseSpec) -> State:
    return set_out(case)[0]


def set_out(case: CaseSpec) -> Moved:
    counters = {name: counter.start for name, counter in case.counters.items()}
    return _enter(case, State(case.start.id, counters), case.start.id, [])


def offered(case: CaseSpec, state: State) -> list[ChoiceSpec]:
    """The choices that are open, in the order of the case. What is refused is among them."""
    scene = case.scene(state.scene)
    hidden = {rule.hide for rule in _holding(scene.rules_that("hide"), state)}
    return [choice for choice in scene.choices if choice.id not in hidden]


def refusal(case: CaseSpec, state: State, choice: ChoiceSpec) -> str | None:
    """The id of the sentence that is said instead of going there."""
    rule = _first(case.scene(state.scene).rules_that("refuse", choice.id), state)
    return rule.refuse if rule else None


def additions(case: CaseSpec, state: State) -> list[str]:
    """Ids of the paragraphs that this state adds to its scene."""
    return [rule.say for rule in _holding(case.scene(state.scene).rules_that("say"), state) if rule.say]


def in_effect(case: CaseSpec, state: State) -> Iterator[RuleSpec]:
    """The rules that hide, say or refuse something to somebody who stands in `state`."""
    scene = case.scene(state.scene)
    yield from _holding(scene.rules_that("hide"), state)
    yield from _holding(scene.rules_that("say"), state)
    for choice in offered(case, state):
        if rule := _first(scene.rules_that("refuse", choice.id), state):
            yield rule


def take(case: CaseSpec, state: State, key: str) -> State:
    """The state after the choice `key`. Raises Impossible where it is not offered or refused."""
    choice = next((choice for choice in offered(case, state) if choice.id == key), None)
    if choice is None or refusal(case, state, choice):
        raise Impossible(f"{state.scene}.{key}")
    return move(case, state, choice)[0]


def move(case: CaseSpec, state: State, choice: ChoiceSpec) -> Moved:
    """Where a choice leads that is offered and not refused."""
    scene = case.scene(state.scene)
    after = State(
        state.scene,
        _counted(state.counters, choice.add, choice.set),
        state.visited,
        state.chosen | {f"{scene.id}.{choice.id}"},
        state.points.union(choice.points),
        state.hours + choice.hours,
        choice.threshold or state.said,
    )
    if (rule := _first(scene.rules_that("to", choice.id), after)) and rule.to:
        return _enter(case, after, rule.to, [rule])
    return _enter(case, after, choice.to, [])


def _enter(case: CaseSpec, state: State, key: str, rules: list[RuleSpec]) -> Moved:
    for _ in range(MOST_REDIRECTS):
        scene = case.scene(key)
        rule = _first(scene.rules_that("to"), state)
        if rule is None or rule.to is None:
            return _arrive(scene, state, rules)
        rules.append(rule)
        key = rule.to
    raise RunsInCircles(key)


def _arrive(scene: SceneSpec, state: State, rules: list[RuleSpec]) -> Moved:
    counters = _counted(state.counters, scene.add, scene.set)
    state = replace(state, scene=scene.id, counters=counters, visited=state.visited | {scene.id})
    for rule in scene.rules_that("add"):
        if rule.condition.holds(state):
            state = replace(state, counters=_counted(state.counters, rule.add, {}))
            rules.append(rule)
    return state, rules


def _holding(rules: Iterable[RuleSpec], state: State) -> Iterator[RuleSpec]:
    return (rule for rule in rules if rule.condition.holds(state))


def _first(rules: Iterable[RuleSpec], state: State) -> RuleSpec | None:
    return next(_holding(rules, state), None)


def _counted(counters: Mapping[str, int], add: Mapping[str, int], put: Mapping[str, int]) -> Mapping[str, int]:
    if not add and not put:
        return counters
    counted = {**counters, **put}
    for name, amount in add.items():
        counted[name] = max(-FURTHEST, min(FURTHEST, counted.get(name, 0) + amount))
    return counted
