"""The picture of a case for its editors: scenes in layers from the start downwards, as SVG with classes only. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

WIDTH, HEIGHT = 128, 44
GAP_X, GAP_Y = 20, 40
MARGIN = 16
LONGEST = 17


@dataclass(frozen=True)
class Node:
    """A scene; `x` and `y` are its upper left corner."""

    id: str
    kind: str
    x: int
    y: int
    is_expert: bool

    @property
    def label(self) -> str:
        return self.id if len(self.id) <= LONGEST else f"{self.id[: LONGEST - 1]}…"

    @property
    def middle(self) -> int:
        return self.x + WIDTH // 2


@dataclass(frozen=True)
class Edge:
    """A choice or a rule that leads on; `path` is its curve."""

    path: str
    is_expert: bool
    is_rule: bool


@dataclass(frozen=True)
class Picture:
    nodes: list[Node]
    edges: list[Edge]
    width: int
    height: int


Scene = Mapping[str, Any]


def graph_picture(scenes: Sequence[Scene]) -> Picture:
    """Of a draft as it stands: what leads to no scene is not drawn, what nothing leads to stands last."""
    by_id = {scene["id"]: scene for scene in scenes if scene.get("id")}
    if not by_id:
        return Picture([], [], 0, 0)
    start = next(iter(by_id))
    layers = _in_order(_layers(by_id, start), by_id)
    expert = _expert(by_id, start)
    widest = max(map(len, layers))
    nodes = {
        key: Node(
            key,
            by_id[key].get("kind", ""),
            MARGIN + place * (WIDTH + GAP_X) + (widest - len(layer)) * (WIDTH + GAP_X) // 2,
            MARGIN + depth * (HEIGHT + GAP_Y),
            key in expert,
        )
        for depth, layer in enumerate(layers)
        for place, key in enumerate(layer)
    }
    edges = [
        _edge(nodes[key], nodes[to], _marks(by_id, expert, key, to)) for key in nodes for to in _targets(by_id, key)
    ]
    width = 2 * MARGIN + widest * (WIDTH + GAP_X) - GAP_X
    return Picture(list(nodes.values()), edges, width, 2 * MARGIN + len(layers) * (HEIGHT + GAP_Y) - GAP_Y)


def _targets(by_id: Mapping[str, Scene], key: str) -> list[str]:
    scene = by_id[key]
    found = [part.get("to") for name in ("choices", "rules") for part in scene.get(name, ())]
    return [to for to in dict.fromkeys(found) if to in by_id]


def _layers(by_id: Mapping[str, Scene], start: str) -> list[list[str]]:
    """Each scene as many layers below the start as the shortest way to it has steps."""
    layers, seen = [[start]], {start}
    while layers[-1]:
        below = dict.fromkeys(to for key in layers[-1] for to in _targets(by_id, key))
        layers.append([to for to in below if to not in seen])
        seen.update(layers[-1])
    layers.pop()
    unreached = [key for key in by_id if key not in seen]
    return [*layers, unreached] if unreached else layers


def _in_order(layers: list[list[str]], by_id: Mapping[str, Scene]) -> list[list[str]]:
    """Each layer with its scenes near those that lead to them."""
    ordered = [layers[0]]
    for layer in layers[1:]:
        above = {key: place / len(ordered[-1]) for place, key in enumerate(ordered[-1])}
        places = {key: [at for from_, at in above.items() if key in _targets(by_id, from_)] for key in layer}
        ordered.append(sorted(layer, key=lambda key: sum(places[key]) / len(places[key]) if places[key] else 1.0))
    return ordered


def _expert(by_id: Mapping[str, Scene], start: str) -> dict[str, str]:
    """From each scene of the expert's way to the next, as its choices are marked."""
    way: dict[str, str] = {}
    key = start
    while key in by_id and key not in way:
        marked = (choice.get("to", "") for choice in by_id[key].get("choices", ()) if choice.get("expert"))
        way[key] = key = next(marked, "")
    return way


def _marks(by_id: Mapping[str, Scene], expert: Mapping[str, str], key: str, to: str) -> tuple[bool, bool]:
    is_rule = to not in [choice.get("to") for choice in by_id[key].get("choices", ())]
    return expert.get(key) == to, is_rule


def _edge(one: Node, other: Node, marks: tuple[bool, bool]) -> Edge:
    bottom = one.y + HEIGHT
    if other.y > one.y:
        bend = (other.y - bottom) // 2
        curve = f"M{one.middle} {bottom}C{one.middle} {bottom + bend} "
        curve += f"{other.middle} {other.y - bend} {other.middle} {other.y}"
    else:
        side = one.x + WIDTH
        curve = f"M{side} {one.y + HEIGHT // 2}C{side + GAP_X} {one.y} {other.x + WIDTH + GAP_X} {other.y + HEIGHT} "
        curve += f"{other.x + WIDTH} {other.y + HEIGHT // 2}"
    return Edge(curve, *marks)
