"""Where the scenes of a case stand in a picture: in layers by depth, so that every way leads down.

A way over several layers goes in a channel, one for all ways to the same scene.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Edge = tuple[str, str]
WIDTH = 360
# More in a row, and their words could not be read on a telephone.
MOST_IN_A_ROW = 3
_CHANNEL = 0.3


@dataclass(frozen=True)
class Place:
    """A scene, or the channel of the ways to `scene`, in its layer; `x` is its middle, `width` what it may use."""

    scene: str
    layer: int
    x: float
    width: float
    is_channel: bool = False


@dataclass(frozen=True)
class Layout:
    layers: list[list[Place]]
    scenes: Mapping[str, Place]
    channels: Mapping[tuple[str, int], Place]

    def stations(self, scene: str, to: str) -> list[Place]:
        """Where a way from `scene` to `to` passes, both included. One that leads back up has only these two."""
        start, end = self.scenes[scene], self.scenes[to]
        return [start, *(self.channels[to, layer] for layer in range(start.layer + 1, end.layer)), end]


def lay_out(start: str, scenes: Iterable[str], edges: Iterable[Edge]) -> Layout:
    """`edges` are the ways from scene to scene."""
    scenes, edges = list(scenes), list(dict.fromkeys(edges))
    layer_of = _layers(scenes, _downward(start, scenes, edges))
    channels = {(to, layer) for scene, to in edges for layer in range(layer_of[scene] + 1, layer_of[to])}
    rows: list[list[Place]] = []
    found: dict[tuple[str, int], Place] = {}
    for layer in range(max(layer_of.values()) + 1):
        here = [(scene, False) for scene in scenes if layer_of[scene] == layer]
        here += [(to, True) for to in scenes if (to, layer) in channels]
        before = {(scene, place): _from(scene, place, layer, edges, layer_of, found) for scene, place in here}
        here.sort(key=lambda item: before[item])
        rows.append(_row(here, layer))
        found |= {(place.scene, layer): place for place in rows[-1]}
    places = [place for row in rows for place in row]
    return Layout(
        rows,
        {place.scene: place for place in places if not place.is_channel},
        {(place.scene, place.layer): place for place in places if place.is_channel},
    )


def _downward(start: str, scenes: list[str], edges: list[Edge]) -> list[Edge]:
    """The edges without those that lead back to where a way has come from."""
    ahead: dict[str, list[str]] = {scene: [] for scene in scenes}
    for scene, to in edges:
        ahead[scene].append(to)
    down: list[Edge] = []
    done: set[str] = set()
    for root in [start, *scenes]:
        if root in done:
            continue
        trail = {root: iter(ahead[root])}
        while trail:
            scene = next(reversed(trail))
            for to in trail[scene]:
                if to not in trail:
                    down.append((scene, to))
                    if to not in done:
                        trail[to] = iter(ahead[to])
                        break
            else:
                trail.pop(scene)
                done.add(scene)
    return down


def _layers(scenes: list[str], down: list[Edge]) -> dict[str, int]:
    """Each scene below all that lead to it, and no more than MOST_IN_A_ROW side by side."""
    before: dict[str, set[str]] = {scene: set() for scene in scenes}
    for scene, to in down:
        before[to].add(scene)
    layer_of: dict[str, int] = {}
    layer = 0
    while len(layer_of) < len(scenes):
        ready = [scene for scene in scenes if scene not in layer_of and before[scene] <= set(layer_of)]
        for scene in ready[:MOST_IN_A_ROW]:
            layer_of[scene] = layer
        layer += 1
    return layer_of


def _from(
    scene: str,
    is_channel: bool,
    layer: int,
    edges: list[Edge],
    layer_of: Mapping[str, int],
    found: Mapping[tuple[str, int], Place],
) -> float:
    """The middle of where its ways come from."""
    xs = [
        found[origin, layer_of[origin]].x
        for origin, to in edges
        if to == scene and layer_of[origin] < layer and (origin, layer_of[origin]) in found
    ]
    return sum(xs) / len(xs) if xs else WIDTH / 2


def _row(here: list[tuple[str, bool]], layer: int) -> list[Place]:
    whole = sum(_CHANNEL if is_channel else 1 for _, is_channel in here)
    row, left = [], 0.0
    for scene, is_channel in here:
        width = WIDTH * (_CHANNEL if is_channel else 1) / whole
        row.append(Place(scene, layer, left + width / 2, width, is_channel))
        left += width
    return row
