"""The choice map as a drawing, in units of a picture 360 wide: scenes from the top down, bands as wide as shares."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tanu.case_studies.choice_map import ChoiceMap
from tanu.case_studies.expert import Fork, follow
from tanu.case_studies.map_layout import WIDTH, Layout, Place, lay_out
from tanu.case_studies.map_words import MapWords, percent
from tanu.lib.thread_svg import Point, twisted

_WIDEST, _THINNEST = 24.0, 1.5
_LINE, _GAP, _BETWEEN = 14, 8, 62
_LETTER = 6.6
_MOST_LINES = 4
_BOW = 46


@dataclass(frozen=True)
class Band:
    """`width` is the share of the whole group; None where it is left out, 0 where nobody went."""

    d: str
    width: float | None


@dataclass(frozen=True)
class Text:
    x: float
    y: float
    text: str
    css: str = ""


@dataclass(frozen=True)
class Picture:
    height: int
    bands: list[Band]
    strands: tuple[str, str]
    texts: list[Text]


@dataclass(frozen=True)
class _Curve:
    """A cubic curve that leaves and arrives upright."""

    start: Point
    end: Point
    bow: float = 0

    @property
    def d(self) -> str:
        (x, y), (a, b), (c, e), (to_x, to_y) = self._points
        return f"M{x:.1f} {y:.1f}C{a:.1f} {b:.1f} {c:.1f} {e:.1f} {to_x:.1f} {to_y:.1f}"

    @property
    def _points(self) -> tuple[Point, Point, Point, Point]:
        (x, y), (to_x, to_y) = self.start, self.end
        middle = (y + to_y) / 2
        return self.start, (x + self.bow, middle), (to_x + self.bow, middle), self.end

    def at(self, t: float) -> Point:
        u = 1 - t
        weights = (u**3, 3 * u * u * t, 3 * u * t * t, t**3)
        xs, ys = zip(*self._points, strict=True)
        return sum(w * x for w, x in zip(weights, xs, strict=True)), sum(
            w * y for w, y in zip(weights, ys, strict=True)
        )


def _weighted(weights: Sequence[float], values: Sequence[float]) -> float:
    return sum(weight * value for weight, value in zip(weights, values, strict=True))


def draw(choices: ChoiceMap, words: MapWords) -> Picture:
    return _Drawing(choices, words).picture()


class _Drawing:
    def __init__(self, choices: ChoiceMap, words: MapWords) -> None:
        self.map, self.words, case = choices, words, choices.spec
        self.moves = list(
            dict.fromkeys(
                [
                    *((scene.id, choice.id, choice.to) for scene in case.scenes for choice in scene.choices),
                    *(move for move in choices.counts.moves if self._is_of_today(move)),
                ]
            )
        )
        self.layout: Layout = lay_out(
            case.start.id, [scene.id for scene in case.scenes], [(scene, to) for scene, _, to in self.moves]
        )
        self.labels = {scene.id: self._label(scene.id) for scene in case.scenes}
        self.tops = self._tops()

    def _is_of_today(self, move: tuple[str, str, str]) -> bool:
        scene, choice, to = move
        case = self.map.spec
        return scene in case.by_id and to in case.by_id and case.scene(scene).choice(choice) is not None

    def picture(self) -> Picture:
        bands: list[Band] = []
        texts: list[Text] = []
        channels: dict[tuple[Place, Place], int] = {}
        curves = {move: self._curves(move) for move in self.moves}
        for move in self.moves:
            people, stations = self.map.moved(*move), self.layout.stations(move[0], move[2])
            bands.append(Band(curves[move][0].d, self._width(people)))
            for pair in pairwise(stations[1:]):
                channels[pair] = channels.get(pair, 0) + (people or 0)
        bands += [
            Band(curve.d, self._width(people) if people else None)
            for (start, end), people in channels.items()
            for curve in self._passing(start, end)
        ]
        for move in self.moves:
            texts.append(self._share(move, curves[move][0], texts))
        for scene, place in self.layout.scenes.items():
            texts += [
                Text(place.x, self.tops[place.layer] + 11 + _LINE * number, line, css)
                for number, (line, css) in enumerate(self.labels[scene])
            ]
        height = self.tops[-1] + self._height(len(self.tops) - 1) + 6
        return Picture(round(height), sorted(bands, key=lambda band: -(band.width or 0)), self._thread(curves), texts)

    def _label(self, scene: str) -> list[tuple[str, str]]:
        place, verdict = self.layout.scenes[scene], self.map.spec.scene(scene).verdict
        letters = max(8, int(place.width / _LETTER))
        lines = textwrap.wrap(self.words.heading(scene), letters, max_lines=_MOST_LINES, placeholder=" …")
        below = textwrap.wrap(self.words.verdict(verdict), letters) if verdict else []
        return [*((line, "") for line in lines), *((line, "t2") for line in below)]

    def _height(self, layer: int) -> int:
        scenes = [place for place in self.layout.layers[layer] if not place.is_channel]
        return _LINE * max(len(self.labels[place.scene]) for place in scenes)

    def _tops(self) -> list[float]:
        tops = [4.0]
        for layer in range(len(self.layout.layers) - 1):
            tops.append(tops[-1] + self._height(layer) + 2 * _GAP + _BETWEEN)
        return tops

    def _below(self, place: Place) -> Point:
        lines = self._height(place.layer) if place.is_channel else _LINE * len(self.labels[place.scene])
        return place.x, self.tops[place.layer] + lines + _GAP

    def _above(self, place: Place) -> Point:
        return place.x, self.tops[place.layer] - _GAP / 2

    def _curves(self, move: tuple[str, str, str]) -> list[_Curve]:
        """The whole way of a move; its first curve is its own, the others it shares with all to the same scene."""
        scene, _, to = move
        stations = self.layout.stations(scene, to)
        side_by_side = [other for other in self.moves if other[0] == scene and other[2] == to]
        bow = (side_by_side.index(move) - (len(side_by_side) - 1) / 2) * _BOW
        start, end = self._below(stations[0]), self._above(stations[1])
        if stations[1].layer <= stations[0].layer:
            out = _BOW if start[0] < WIDTH / 2 else -_BOW
            return [_Curve(start, end, bow + out)]
        passing = [curve for pair in pairwise(stations[1:]) for curve in self._passing(*pair)]
        return [_Curve(start, end, bow), *passing]

    def _passing(self, start: Place, end: Place) -> list[_Curve]:
        """From a channel on to the next station."""
        return [_Curve(self._above(start), self._below(start)), _Curve(self._below(start), self._above(end))]

    def _width(self, people: int | None) -> float | None:
        if people is None:
            return None
        return round(max(_THINNEST, _WIDEST * people / self.map.began), 1) if people else 0

    def _share(self, move: tuple[str, str, str], curve: _Curve, others: list[Text]) -> Text:
        """The number of the choice and its share, where no other share stands yet."""
        people = self.map.moved(*move)
        text = f"{self.words.number(*move[:2])}: {percent(people, self.map.began)}"
        css = "ts tb" if people else "ts t2"
        for t in (0.5, 0.64, 0.36, 0.76, 0.26):
            x, y = curve.at(t)
            x = min(max(x, 24), WIDTH - 24)
            if all(abs(other.x - x) > 46 or abs(other.y - y - 4) > 12 for other in others):
                break
        return Text(x, y + 4, text, css)

    def _thread(self, curves: dict[tuple[str, str, str], list[_Curve]]) -> tuple[str, str]:
        """The expert's way; none where an edition does not say which it is."""
        try:
            path = follow(self.map.spec, "expert")
        except Fork:
            return "", ""
        scenes = [*(scene for scene, _ in path.steps), path.end.scene]
        moves = [(scene, choice, to) for (scene, choice), to in zip(path.steps, scenes[1:], strict=True)]
        threads = [twisted([curve.at(t / 24) for t in range(25)]) for move in moves for curve in curves.get(move, ())]
        return " ".join(first for first, _ in threads), " ".join(second for _, second in threads)
