"""No text of ours becomes a formula, in whatever program and with whatever separator a table of ours is opened."""

import csv
import io

import pytest
from openpyxl import load_workbook

from tanu.institutions.sheets import clean
from tanu.lib.spreadsheets import as_csv, as_xlsx, harmless

SIGNS = "=+-@＝＋－＠"
EVIL = [
    '1;=HYPERLINK("http://x.y","1")',
    '1; "=HYPERLINK("http://x.y")',
    'x;""""=1',
    '"=1',
    " =1",
    "\u00a0=1",
    "\ufeff=1",
    "\x01=1",
    "\t=1",
    "\r=1",
    "a\n=1",
    "a\r\n \t=1",
    "a\t@SUM(A1)",
    "a;;;-1;+1",
    "a;＝1",
]


@pytest.mark.parametrize("by", [",", ";", "\t"])
@pytest.mark.parametrize("text", EVIL)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_no_cell_is_a_formula_wherever_the_file_is_parted(text, by, place):
    row = ["школа, №\u00a07", 'ясли "А"', "x"]
    row[place] = text
    said = as_csv([row, row]).removeprefix("\ufeff")

    parted = [cell for line in csv.reader(io.StringIO(said, newline=""), delimiter=by) for cell in line]

    assert parted
    assert not [cell for cell in parted if cell.strip(' "\u00a0\ufeff\t\r\n\x01').startswith(tuple(SIGNS))]


@pytest.mark.parametrize("text", EVIL)
def test_no_cell_of_a_workbook_begins_like_a_formula(text):
    [[cell]] = load_workbook(io.BytesIO(as_xlsx([[text]]))).active.iter_rows(values_only=True)

    assert not str(cell).strip(' "\u00a0').startswith(tuple(SIGNS))


@pytest.mark.parametrize(
    "text",
    [
        "Школа - гимназия № 7",
        "ул. Абая, 5-7; каб. 12",
        "a+b=c",
        "mail@example.kz; other@example.kz",
        "Жүсанды ауылы — №7",
        "«Балауса»; 2-корпус",
    ],
)
def test_ordinary_texts_stay_as_they_are(text):
    assert harmless(text) == text


def test_two_telephones_in_a_cell_come_back_as_they_were():
    written = harmless("+7 710 000 01 01; +7 710 000 02 02")

    assert written == "'+7 710 000 01 01; '+7 710 000 02 02"
    assert clean(written) == "+7 710 000 01 01; +7 710 000 02 02"


def test_numbers_stay_numbers():
    assert as_csv([["a", -5]]) == "\ufeffa,-5\r\n"


def test_the_work_of_a_long_text_grows_with_its_length():
    blanks = "; " * 200_000 + "=" + "\t" * 200_000 + " " * 200_000

    assert harmless(blanks).count("'") == 1
