"""What a cell of a workbook is to us, whatever program wrote it."""

import io
from datetime import date, datetime, time, timedelta

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.utils.datetime import MAC_EPOCH

from tanu.institutions.sheets import SheetRefused, read_sheet
from tests.institutions.workbooks import MAIN, book


def cells(*values, epoch=None, shape: str = "") -> list:
    """The values as they are read back from a workbook."""
    written, out = Workbook(), io.BytesIO()
    if epoch:
        written.epoch = epoch
    written.active.append([f"column {n}" for n, _ in enumerate(values)])
    written.active.append(values)
    if shape:
        written.active["A2"].number_format = shape
    written.save(out)
    [(_, read)] = read_sheet(out.getvalue()).lines
    return read


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("  Оспанова  Динара ", "Оспанова Динара"),
        ("<b> & \"'", "<b> & \"'"),
        (5, "5"),
        (2.0, "2"),
        (0.5, "0.5"),
        (True, "True"),
        (date(2024, 9, 1), date(2024, 9, 1)),
        (date(1950, 2, 28), date(1950, 2, 28)),
        (datetime(2024, 9, 1, 8, 30), "2024-09-01 08:30:00"),  # noqa: DTZ001
        (time(8, 30), "08:30:00"),
        (timedelta(hours=30), "1 day, 6:00:00"),
        ("#N/A", "#N/A"),
    ],
)
def test_a_cell_is_text_or_a_day(value, read):
    assert cells(value, "x") == [read, "x"]


def test_a_text_in_two_fonts_is_one_text():
    assert cells(CellRichText("Оспа", TextBlock(InlineFont(b=True), "нова")), "x") == ["Оспанова", "x"]


def test_days_of_an_old_mac_are_the_same_days():
    assert cells(date(2024, 9, 1), "x", epoch=MAC_EPOCH) == [date(2024, 9, 1), "x"]


@pytest.mark.parametrize(
    ("shape", "read"), [("dd.mm.yyyy", date(2023, 3, 15)), ('0"d"', "45000"), ("0.00", "45000"), ("[Red]0", "45000")]
)
def test_the_format_of_a_number_says_whether_it_is_a_day(shape, read):
    assert cells(45000, "x", shape=shape) == [read, "x"]


def test_an_impossible_day_is_an_error_of_its_cell():
    assert cells(1e15, "x", shape="dd.mm.yyyy") == ["#VALUE!", "x"]


def test_rows_and_cells_may_leave_places_out():
    sheet = '<row r="3"><c r="A3"><v>1</v></c></row><row><c/><c/></row><row r="9"><c><v>2</v></c></row>'

    assert read_sheet(book(sheet)).lines == [(3, ["1"]), (9, ["2"])]


def test_rows_out_of_order_are_refused_and_not_passed_over():
    with pytest.raises(SheetRefused, match="cannot be read"):
        read_sheet(book('<row r="3"/><row r="2"><c><v>1</v></c></row>'))


def test_how_a_text_is_read_aloud_is_not_part_of_it():
    texts = f"<sst {MAIN}><si><t>Оспан</t><rPh sb='0' eb='1'><t>oh</t></rPh></si></sst>"

    assert read_sheet(book('<row><c t="s"><v>0</v></c></row>', sharedStrings=texts)).lines == [(2, ["Оспан"])]


def test_another_programs_prefixes_make_no_difference():
    sheet = '<x:row><x:c t="str"><x:v>Оспан</x:v></x:c></x:row>'

    opened = f"<worksheet {MAIN} {MAIN.replace('=', ':x=', 1)}>"

    assert read_sheet(book(sheet, opening=opened)).lines == [(2, ["Оспан"])]
