import csv
from pathlib import Path

import pytest

import tanu.institutions
from tanu.coverage.boards.figures import Counts
from tanu.coverage.boards.tiles import PLACES, tile_map
from tanu.lib.languages import LANGUAGES

TERRITORIES = Path(tanu.institutions.__file__).parent / "data" / "territory.csv"


def regions() -> set[str]:
    with TERRITORIES.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["level"] == "region"]
    return {row["iso"] for row in rows}


def test_every_region_of_the_classifier_has_a_tile_and_nothing_else():
    assert set(PLACES) == regions()


def test_no_two_regions_share_a_tile():
    assert len({(place.column, place.row) for place in PLACES.values()}) == len(PLACES)


@pytest.mark.parametrize("code", sorted(PLACES))
def test_a_short_name_fits_its_tile_in_each_language(code):
    assert all(0 < len(PLACES[code].label[language]) <= 7 for language in LANGUAGES)


@pytest.mark.parametrize(
    ("north", "south"), [("KZ-59", "KZ-79"), ("KZ-39", "KZ-43"), ("KZ-71", "KZ-35"), ("KZ-33", "KZ-75")]
)
def test_north_is_above(north, south):
    assert PLACES[north].row < PLACES[south].row


@pytest.mark.parametrize(("west", "east"), [("KZ-27", "KZ-63"), ("KZ-15", "KZ-10"), ("KZ-43", "KZ-19")])
def test_west_is_at_the_left(west, east):
    assert PLACES[west].column < PLACES[east].column


def test_the_drawing_holds_all_tiles():
    found = tile_map([(code, code, code, Counts(1, 0, 1)) for code in PLACES])

    assert len(found.tiles) == 20
    assert max(tile.x for tile in found.tiles) + found.side <= 360
    assert max(tile.y for tile in found.tiles) + found.side <= found.height


def test_only_the_readers_region_is_framed_and_an_unknown_place_has_no_tile():
    found = tile_map([(1, "KZ-62", "a", Counts()), (2, "KZ-35", "b", Counts()), (3, "XX", "c", Counts())], ours=[1])

    assert [(tile.name, tile.is_ours) for tile in found.tiles] == [("a", True), ("b", False)]


def test_none_trained_is_told_from_nothing_there():
    empty, none, all_ = tile_map(
        [(1, "KZ-62", "", Counts()), (2, "KZ-35", "", Counts(0, 0, 3)), (3, "KZ-10", "", Counts(3, 0, 0))]
    ).tiles

    assert (empty.shade, none.shade, all_.shade) == ("hx", "q0", "q5")
