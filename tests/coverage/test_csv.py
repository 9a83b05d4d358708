import csv
import io

import pytest
from django.urls import reverse
from django.utils.translation import override
from openpyxl import load_workbook

from tanu.institutions.actions import define_institution
from tanu.lib.languages import LANGUAGES
from tanu.lib.spreadsheets import as_xlsx, harmless


@pytest.fixture
def regional(client, story):
    client.force_login(story.roza)
    return client


def rows(client, territory, language: str = "ru") -> list[list[str]]:
    with override(language):
        address = reverse("coverage:uncovered_csv", args=[territory.pk])
    return list(csv.reader(io.StringIO(client.get(address).content.decode("utf-8-sig"))))


def test_a_spreadsheet_sees_that_the_file_is_utf_8(regional, story):
    with override("kk"):
        response = regional.get(reverse("coverage:uncovered_csv", args=[story.district.pk]))

    assert response.content.startswith(b"\xef\xbb\xbf")
    assert response["Content-Type"] == "text/csv; charset=utf-8"


def test_every_uncovered_institution_has_a_line_and_no_other(regional, story):
    _, *lines = rows(regional, story.region)

    assert len(lines) == 6
    assert {line[1] for line in lines} >= {"Основная школа № 7", "Детский сад «Балауса»"}
    assert "Жусандинская поликлиника" not in {line[1] for line in lines}


def test_the_region_lists_the_officers_of_its_districts(regional, story):
    lines = rows(regional, story.region)

    assert story.natalya.full_name in {line[6] for line in lines}


def test_columns_are_in_the_readers_language(regional, story):
    assert rows(regional, story.district, "en")[0][1] == "Institution"
    assert len({rows(regional, story.district, language)[1][1] for language in ("kk", "ru", "en")}) == 3


def test_the_names_of_other_staff_are_not_in_it(regional, story):
    cells = {cell for line in rows(regional, story.region) for cell in line}

    assert not any(story.svetlana.family_name in cell for cell in cells)


@pytest.mark.parametrize("text", ["=1+1", "+7 710", "-2", "@SUM(A1)"])
def test_nothing_is_taken_for_a_formula(text):
    assert harmless(text) == f"'{text}"


def test_a_name_that_is_a_formula_is_harmless(regional, story):
    define_institution(
        "evil",
        territory=story.district,
        kind="school",
        name={"kk": "=HYPERLINK(1)", "ru": "=HYPERLINK(1)", "en": "=HYPERLINK(1)"},
    )

    assert "'=HYPERLINK(1)" in {line[1] for line in rows(regional, story.district)}


@pytest.mark.parametrize("name", ["uncovered", "institutions"])
def test_no_cell_of_a_workbook_is_a_formula(regional, story, name):
    for text in ("=HYPERLINK(1)", "+1", "@SUM(A1)", "a\x01b"):
        define_institution(f"evil-{name}", territory=story.district, kind="school", name=dict.fromkeys(LANGUAGES, text))
        with override("ru"):
            address = reverse("coverage:export", args=[story.district.pk, name, "xlsx"])
        sheet = load_workbook(io.BytesIO(regional.get(address).content)).active

        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}
        assert {harmless(text).replace("\x01", "")} <= {cell.value for cell in sheet["B"]}


def test_numbers_stay_numbers_in_a_workbook():
    sheet = load_workbook(io.BytesIO(as_xlsx([["=1", 5], ["a", 0]]))).active

    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [["'=1", 5], ["a", 0]]
