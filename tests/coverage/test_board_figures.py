"""Every figure on screen equals the files equals a slow and obvious model."""

import csv
import io
from collections import Counter
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.translation import override
from openpyxl import load_workbook

from tanu.coverage.actions import recount
from tanu.coverage.algebra import Cover
from tanu.coverage.boards import charts
from tanu.coverage.boards.board import read_board
from tanu.coverage.books import covers_on
from tanu.institutions.actions import grant
from tanu.institutions.models import InstitutionPeriod, Kind, Territory, TerritoryPeriod

DAYS = [0, 31, 300]


def slow_model(territory, day) -> list[tuple]:
    """Of each institution within, one after another: the part it lies in, its kind, where it stands."""
    found = []
    for period in InstitutionPeriod.objects.on(day):
        place, part = period.territory_id, period.territory_id
        while place is not None and place != territory.pk:
            part, place = place, TerritoryPeriod.objects.on(day).get(territory=place).parent_id
        if place == territory.pk:
            status = covers_on([period.institution_id], day)[period.institution_id]
            found.append((part, period.kind, status.cover))
    return found


def trained(model) -> int:
    return sum(cover in (Cover.COVERED, Cover.AT_RISK) for _, _, cover in model)


def table(client, territory, name: str, form: str = "csv", **asked: str) -> list[list]:
    with override("en"):
        address = reverse("coverage:export", args=[territory.pk, name, form])
    content = client.get(address, asked).content
    if form == "xlsx":
        sheet = load_workbook(io.BytesIO(content)).active
        return [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.fixture
def regional(client, story):
    client.force_login(story.roza)
    return client


@pytest.mark.parametrize("days", DAYS)
@pytest.mark.parametrize("place", ["region", "district", "moved_district", "next_door"])
def test_the_board_says_what_the_slow_model_says(story, place, days):
    territory, day = getattr(story, place), story.today - timedelta(days=days)
    model = slow_model(territory, day)

    board = read_board(territory, day)

    assert (board.counts.trained, board.counts.total) == (trained(model), len(model))
    assert board.figures.covers == Counter(cover for _, _, cover in model)
    for part in board.parts:
        assert part.counts.total == sum(place == part.territory_id for place, _, _ in model)
    for kind in Kind:
        of_kind = [one for one in model if one[1] == kind]
        counts = board.figures.of_kind(kind).counts
        assert (counts.trained, counts.total) == (trained(of_kind), len(of_kind))


@pytest.mark.parametrize("days", DAYS)
def test_the_files_say_what_the_slow_model_says(regional, story, days):
    day = story.today - timedelta(days=days)
    model = slow_model(story.region, day)
    covers = Counter(str(cover.label) for _, _, cover in model)

    heading, *parts = table(regional, story.region, "parts", on=day.isoformat())
    _, *every = table(regional, story.region, "institutions", on=day.isoformat())
    _, *uncovered = table(regional, story.region, "uncovered", on=day.isoformat())

    with override("en"):
        labels = {str(cover.label): cover for cover in Cover}
        assert Counter(row[3] for row in every) == {str(c.label): n for c, n in Counter(m[2] for m in model).items()}
    for label in labels:
        assert sum(int(row[heading.index(label)]) for row in parts) == sum(m[2] == labels[label] for m in model)
    assert len(uncovered) == len(model) - trained(model)
    assert sum(covers.values()) == len(every)


@pytest.mark.parametrize("days", DAYS)
def test_the_page_shows_the_figures_of_the_slow_model(regional, story, days):
    day = story.today - timedelta(days=days)
    model = slow_model(story.region, day)

    page = regional.get(f"/en/coverage/{story.region.pk}/", {"on": day.isoformat()}).content.decode()

    assert f"{trained(model)} of {len(model)} institutions have a trained person." in page
    assert f"Without a trained person: {len(model) - trained(model)}." in page


@pytest.mark.parametrize("name", ["parts", "institutions", "uncovered"])
def test_both_kinds_of_file_hold_the_same(regional, story, name):
    csv_rows, sheet = table(regional, story.region, name), table(regional, story.region, name, "xlsx")

    assert sheet == csv_rows
    assert len(sheet) > 1


def test_funnel_and_heat_table_repeat_the_counts(story):
    board = read_board(story.region, story.today)

    assert charts.steps_of(board.figures)[0].institutions == board.counts.total
    assert charts.steps_of(board.figures)[-1].institutions == board.counts.trained
    cells = [cell.counts for line in charts.heat(board) for cell in line.cells]
    assert sum(cell.trained for cell in cells) == board.counts.trained
    assert sum(cell.total for cell in cells) == board.counts.total


def test_the_countrys_board_shows_its_regions_as_tiles(client, story):
    country = Territory.objects.get(code="KZ")
    grant(story.roza, "official", territory=country, valid_from=story.today)
    client.force_login(story.roza)

    page = client.get(f"/en/coverage/{country.pk}/").content.decode()

    assert "Ulytau</text>" in page
    assert page.count('class="ln"') == 1
    board = read_board(country, story.today)
    assert f"{board.parts[0].counts.trained}/{board.parts[0].counts.total}</text>" in page


def test_a_board_of_parts_reads_no_institution_by_name(story, django_assert_num_queries):
    recount(story.today)
    region = story.region

    with django_assert_num_queries(7):
        board = read_board(region, story.today)

    assert (board.counts.total, board.rows) == (9, [])
