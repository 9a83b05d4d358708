"""The regions as equal tiles, roughly as the map lies."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from tanu.coverage.boards.figures import Counts, shade_of
from tanu.lib.languages import in_language

SIDE, GAP = 48, 3


@dataclass(frozen=True)
class Place:
    """Where a region lies, in tiles from the north-west, and a name short enough to stand in one."""

    column: int
    row: int
    label: Mapping[str, str]


def _place(column: int, row: int, kk: str, ru: str, en: str) -> Place:
    return Place(column, row, {"kk": kk, "ru": ru, "en": en})


PLACES = {
    "KZ-59": _place(3, 0, "СҚО", "СКО", "North"),
    "KZ-39": _place(2, 1, "Қостан.", "Костан.", "Kostan."),
    "KZ-11": _place(3, 1, "Ақмола", "Акмол.", "Akmola"),
    "KZ-71": _place(4, 1, "Астана", "Астана", "Astana"),
    "KZ-55": _place(5, 1, "Павл.", "Павл.", "Pavlod."),
    "KZ-27": _place(0, 2, "БҚО", "ЗКО", "West"),
    "KZ-15": _place(1, 2, "Ақтөбе", "Актоб.", "Aktobe"),
    "KZ-62": _place(3, 2, "Ұлытау", "Улытау", "Ulytau"),
    "KZ-35": _place(4, 2, "Қарағ.", "Караг.", "Karag."),
    "KZ-10": _place(5, 2, "Абай", "Абай", "Abai"),
    "KZ-63": _place(6, 2, "ШҚО", "ВКО", "East"),
    "KZ-23": _place(0, 3, "Атырау", "Атырау", "Atyrau"),
    "KZ-43": _place(2, 3, "Қызыл.", "Кызыл.", "Kyzyl."),
    "KZ-61": _place(3, 3, "Түркіс.", "Турк.", "Turkis."),
    "KZ-31": _place(4, 3, "Жамбыл", "Жамб.", "Zhamb."),
    "KZ-19": _place(5, 3, "Алм.\xa0о.", "Алм.\xa0о.", "Alm.\xa0r."),
    "KZ-33": _place(6, 3, "Жетісу", "Жетісу", "Zhetisu"),
    "KZ-47": _place(0, 4, "Маңғ.", "Манг.", "Mangys."),
    "KZ-79": _place(3, 4, "Шымк.", "Шымк.", "Shymk."),
    "KZ-75": _place(5, 4, "Алматы", "Алматы", "Almaty"),
}


@dataclass(frozen=True)
class Tile:
    """One region: its corner in the drawing, its short name and its figure."""

    x: int
    y: int
    label: str
    name: str
    counts: Counts
    is_ours: bool = False

    @property
    def shade(self) -> str:
        return shade_of(self.counts)

    @property
    def is_dark(self) -> bool:
        return self.shade in ("q4", "q5")

    @property
    def middle(self) -> int:
        return self.x + SIDE // 2

    @property
    def label_y(self) -> int:
        return self.y + 20

    @property
    def figure_y(self) -> int:
        return self.y + 37


@dataclass(frozen=True)
class Map:
    tiles: list[Tile]
    side: int = SIDE

    @property
    def height(self) -> int:
        return max((tile.y for tile in self.tiles), default=0) + SIDE + 2


def tile_map(regions: Collection[tuple[Any, str, str, Counts]], ours: Collection[Any] = ()) -> Map:
    """`regions`: of each its id, its code, its name and its counts. What has no place on our map has no tile."""
    return Map(
        [
            Tile(
                x=PLACES[code].column * (SIDE + GAP) + 2,
                y=PLACES[code].row * (SIDE + GAP) + 2,
                label=in_language(PLACES[code].label),
                name=name,
                counts=counts,
                is_ours=pk in ours,
            )
            for pk, code, name, counts in regions
            if code in PLACES
        ]
    )
