"""The truth about a small graph, slowly and plainly: every state that differs in anything is walked by itself.

Written from the format alone, on the graph as JSON; it shares nothing with the room but the sentences of the format.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

Graph = dict[str, Any]
Rule = tuple[str, int]


class TooMany(Exception):
    """More states than there is patience for."""


class Circle(Exception):
    """Rules lead from scene to scene and never arrive."""


class Place(NamedTuple):
    """`counters` in the order of the graph; `strayed` says that a choice was taken which is not the expert's."""

    scene: str
    counters: tuple[int, ...]
    visited: frozenset[str]
    chosen: frozenset[str]
    strayed: bool


@dataclass
class Truth:
    graph: Graph
    links: dict[Place, list[Place]] = field(default_factory=dict)
    fired: set[Rule] = field(default_factory=set)
    taken: set[str] = field(default_factory=set)

    @property
    def scenes(self) -> set[str]:
        return {place.scene for place in self.links}

    @property
    def ends(self) -> list[Place]:
        return [place for place in self.links if "verdict" in self.scene(place)]

    @property
    def dead_ends(self) -> list[Place]:
        return [place for place, after in self.links.items() if not after and "verdict" not in self.scene(place)]

    @property
    def trapped(self) -> set[str]:
        """Scenes in which one may stand and reach neither an ending nor a dead end."""
        stops = self.leading_to({*self.ends, *self.dead_ends})
        return {place.scene for place in self.links if place not in stops}

    @property
    def silent(self) -> set[Rule]:
        """Rules of scenes that are reached which never do anything."""
        rules = {(scene["id"], n) for scene in self.graph["scenes"] for n, _ in enumerate(scene.get("rules", []))}
        return {rule for rule in rules - self.fired if rule[0] in self.scenes}

    @property
    def never_taken(self) -> set[str]:
        """Choices of scenes that are reached which are hidden or refused each time."""
        scenes = [scene for scene in self.graph["scenes"] if scene["id"] in self.scenes]
        choices = {f"{scene['id']}.{choice['id']}" for scene in scenes for choice in scene.get("choices", [])}
        return choices - self.taken

    @property
    def scores(self) -> list[int]:
        return [self.score(end) for end in self.ends]

    @property
    def has_perfect_stray(self) -> bool:
        out_of = len(self.graph["score"]["critical"]) + len(self.graph["score"]["forbidden"])
        return any(end.strayed and self.score(end) == out_of for end in self.ends)

    def score(self, place: Place) -> int:
        had = set()
        for scene in self.graph["scenes"]:
            for choice in scene.get("choices", []):
                if f"{scene['id']}.{choice['id']}" in place.chosen:
                    had |= {*choice.get("critical", []), *choice.get("forbidden", [])}
        score = self.graph["score"]
        return sum(point in had for point in score["critical"]) + sum(point not in had for point in score["forbidden"])

    def walks(self, end: str) -> tuple[list[int], int] | None:
        """Lengths of the shortest and the longest way to this ending and their number; None if there is no limit."""
        goals = {place for place in self.ends if place.scene == end}
        useful = self.leading_to(goals)
        if _has_circle({place: [to for to in self.links[place] if to in useful] for place in useful}):
            return None
        lengths, number, step = [], 0, 0
        standing = {next(iter(self.links)): 1} if useful else {}
        while standing:
            after: dict[Place, int] = defaultdict(int)
            for place, ways in standing.items():
                if place in goals:
                    lengths.append(step)
                    number += ways
                for to in self.links[place]:
                    if to in useful:
                        after[to] += ways
            standing, step = after, step + 1
        return lengths, number

    def leading_to(self, goals: set[Place]) -> set[Place]:
        found = set(goals)
        while more := {place for place, after in self.links.items() if place not in found and found & {*after}}:
            found |= more
        return found

    def scene(self, place: Place) -> dict[str, Any]:
        return scene_of(self.graph, place.scene)


def walk(graph: Graph, *, most: int = 1_500) -> Truth:
    """Raises Circle, and TooMany."""
    truth = Truth(graph)
    counters = tuple(counter["start"] for counter in graph["counters"].values())
    start = Place("", counters, frozenset(), frozenset(), False)
    open_ones = [_enter(truth, start, graph["scenes"][0]["id"])]
    while open_ones:
        place = open_ones.pop()
        if place in truth.links:
            continue
        if len(truth.links) > most:
            raise TooMany
        truth.links[place] = list(_next(truth, place))
        open_ones += truth.links[place]
    return truth


def holds(graph: Graph, when: str, place: Place) -> bool:
    """Python's own reading of a condition that the tests wrote."""
    text = re.sub(r"visited (\S+?)(?=\)|\s|$)", r"('\1' in visited)", when)
    text = re.sub(r"chose (\S+?)(?=\)|\s|$)", r"('\1' in chosen)", text)
    text = re.sub(r"(?<![<>!])=", "==", text)
    names = dict(zip(graph["counters"], place.counters, strict=True))
    return bool(eval(text, {"visited": place.visited, "chosen": place.chosen, **names}))  # noqa: S307


def scene_of(graph: Graph, key: str) -> dict[str, Any]:
    return next(scene for scene in graph["scenes"] if scene["id"] == key)


def _next(truth: Truth, place: Place) -> Iterator[Place]:
    scene = truth.scene(place)
    rules = [
        (number, rule) for number, rule in enumerate(scene.get("rules", [])) if holds(truth.graph, rule["when"], place)
    ]
    hidden = {rule["hide"] for _, rule in rules if "hide" in rule}
    truth.fired |= {(place.scene, number) for number, rule in rules if "hide" in rule or "say" in rule}
    for choice in scene.get("choices", []):
        if choice["id"] in hidden:
            continue
        refusals = [number for number, rule in rules if "refuse" in rule and rule["choice"] == choice["id"]]
        if refusals:
            truth.fired.add((place.scene, refusals[0]))
        else:
            truth.taken.add(f"{place.scene}.{choice['id']}")
            yield _take(truth, scene, place, choice)


def _take(truth: Truth, scene: dict[str, Any], place: Place, choice: dict[str, Any]) -> Place:
    is_expert = choice.get("expert") or scene.get("links") == "chance"
    place = _count(truth, place, choice)._replace(
        chosen=place.chosen | {f"{place.scene}.{choice['id']}"}, strayed=place.strayed or not is_expert
    )
    for number, rule in enumerate(scene.get("rules", [])):
        decides = "to" in rule and rule.get("choice") == choice["id"]
        if decides and holds(truth.graph, rule["when"], place):
            truth.fired.add((place.scene, number))
            return _enter(truth, place, rule["to"])
    return _enter(truth, place, choice["to"])


def _enter(truth: Truth, place: Place, key: str, passed: frozenset[str] = frozenset()) -> Place:
    if key in passed:
        raise Circle(key)
    scene = scene_of(truth.graph, key)
    for number, rule in enumerate(scene.get("rules", [])):
        if "to" in rule and "choice" not in rule and holds(truth.graph, rule["when"], place):
            truth.fired.add((key, number))
            return _enter(truth, place, rule["to"], passed | {key})
    place = _count(truth, place, scene)._replace(scene=key, visited=place.visited | {key})
    for number, rule in enumerate(scene.get("rules", [])):
        if "add" in rule and holds(truth.graph, rule["when"], place):
            truth.fired.add((key, number))
            place = _count(truth, place, rule)
    return place


def _count(truth: Truth, place: Place, said: dict[str, Any]) -> Place:
    counters = dict(zip(truth.graph["counters"], place.counters, strict=True))
    counters.update(said.get("set", {}))
    for name, amount in said.get("add", {}).items():
        counters[name] = min(99, max(-99, counters[name] + amount))
    return place._replace(counters=tuple(counters.values()))


def _has_circle(links: dict[Place, list[Place]]) -> bool:
    """Whether something is left when what leads nowhere is taken away, again and again."""
    left = dict(links)
    while leaves := [place for place, after in left.items() if not any(to in left for to in after)]:
        for place in leaves:
            del left[place]
    return bool(left)
