"""Tables made to occupy whoever opens them: refused at the row that is too much, before it is held."""

import io
import tracemalloc
import zipfile

import pytest

from tanu.institutions.sheets import Sheet, SheetRefused, read_sheet
from tests.institutions.workbooks import MAIN, book

OF_A_PAGE = 2_000
A_FEW_MB = 12_000_000


@pytest.fixture
def unpacked(monkeypatch) -> list[int]:
    """How many bytes each reading of a part of a workbook gave."""
    sizes: list[int] = []
    read = zipfile.ZipExtFile.read

    def counted(self, n=-1):
        data = read(self, n)
        sizes.append(len(data))
        return data

    monkeypatch.setattr(zipfile.ZipExtFile, "read", counted)
    return sizes


def read(data: bytes) -> tuple[Sheet, int]:
    """The sheet, and the most memory that reading it took."""
    tracemalloc.start()
    try:
        return read_sheet(data, limit_rows=OF_A_PAGE), tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def refused(data: bytes) -> tuple[int, str, int]:
    """The row, what is said, and the most memory it took to say so."""
    tracemalloc.start()
    try:
        with pytest.raises(SheetRefused) as caught:
            read_sheet(data, limit_rows=OF_A_PAGE)
        return caught.value.problem.line, str(caught.value), tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("cell", ["<c/>", '<c r="A2"/>', "<c><v/></c>", '<x:c xmlns:x="urn:x"/>'])
def test_a_row_of_cells_without_end_is_refused_before_it_is_held(unpacked, cell):
    line, said, memory = refused(book(f'<row r="2">{cell * 100_000}</row>'))

    assert (line, "more than 1000 cells" in said) == (2, True)
    assert memory < A_FEW_MB
    assert sum(unpacked) < 200_000


def test_a_prefix_hides_no_cell():
    data = book(f'<x:row r="2">{"<x:c/>" * 5_000}</x:row>', opening=f"<worksheet {MAIN} {MAIN.replace('=', ':x=', 1)}>")

    assert refused(data)[:1] == (2,)


def test_a_cell_far_to_the_right_counts_as_all_that_stand_before_it():
    assert "more than 1000 cells" in refused(book('<row r="2"><c r="XFD2"/></row>'))[1]


@pytest.mark.parametrize("row", ["<row/>", f"<row>{'<c/>' * 900}</row>", f"<row><c>{'<f/>' * 5_000}</c></row>"])
def test_a_sheet_of_more_cells_than_a_roster_is_refused(row):
    _, said, memory = refused(book(row * (450_000 // row.count("<"))))

    assert "more cells or longer texts" in said or "beyond row" in said
    assert memory < A_FEW_MB


def test_a_row_beyond_every_sheet_is_no_sheet():
    assert "cannot be read" in refused(book(f'<row r="{"9" * 4_000}"/>'))[1]


@pytest.mark.parametrize(
    "hidden", ["<!--%s-->", "<![CDATA[%s]]>", '<x a="%s"/>'.replace('"%s"', "'%s'"), "<?x %s?>"], ids=str
)
def test_what_only_looks_like_cells_or_merged_cells_is_none(hidden):
    words = '<mergeCell ref="A1:B2" <c/> '
    said = words.replace("<", "&lt;") if "'" in hidden else words

    sheet, memory = read(book('<row r="2"><c><v>5</v></c></row>', after=hidden % (said * 8_000)))

    assert sheet.lines == [(2, ["5"])]
    assert memory < A_FEW_MB


@pytest.mark.parametrize("hidden", ["<!--%s-->", "<x a='%s'/>", "<x>%s</x>", "<?x %s?>"])
def test_megabytes_without_an_element_are_refused(unpacked, hidden):
    _, said, memory = refused(book(after=hidden % ("mergeCell " * 1_500_000)))

    assert "more cells or longer texts" in said
    assert memory < A_FEW_MB
    assert sum(unpacked) < 1_000_000


def test_an_element_cannot_be_put_in_by_a_name_of_its_own():
    entity = f'<!DOCTYPE x [<!ENTITY a "{"<c/>" * 100}">]><worksheet {MAIN}>'

    assert "cannot be read" in refused(book('<row r="2">&a;</row>', opening=entity))[1]


def test_texts_of_other_parts_are_bounded_too():
    assert "more cells or longer texts" in refused(book(styles="<x>" + "<xf/>" * 500_000 + "</x>"))[1]
    assert "more cells or longer texts" in refused(book(sharedStrings="<sst>" + "<si/>" * 500_000 + "</sst>"))[1]


def test_a_text_that_many_cells_point_to_is_not_copied_for_each():
    texts = f"<sst {MAIN}><si><t>{'word ' * 50_000}</t></si></sst>"
    row = "<row>" + '<c t="s"><v>0</v></c>' * 30 + "</row>"

    line, said, memory = refused(book(row * 1_000, sharedStrings=texts))

    assert (line, "more than 4000 signs" in said) == (2, True)
    assert memory < A_FEW_MB


def test_a_formula_is_told_without_being_worked_out():
    shared = '<row><c><f t="shared" si="0" ref="A2:A9">%s</f></c></row>' % ("A1+" * 1_000)
    sheet, _ = read(book(shared + '<row><c><f t="shared" si="0"/><v>5</v></c></row>' * 3))

    assert [problem.line for problem in sheet.problems] == [2, 3, 4, 5]


def test_more_parts_than_a_workbook_has_are_not_listed():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        for number in range(600):
            parts.writestr(f"{number}", "")

    assert "It was not opened" in refused(out.getvalue())[1]


@pytest.mark.parametrize("by", [",", ";", "\t"])
def test_a_line_of_delimiters_without_end_is_refused_before_it_is_parted(by):
    line, said, memory = refused(f"institution{by}code\n".encode() + by.encode() * 5_000_000)

    assert (line, "more than 1000 cells" in said) == (2, True)
    assert memory < A_FEW_MB


@pytest.mark.parametrize("text", [b"a" * 5_000_000, b'"' + b"a\n" * 2_500_000, b'"' + b'\n","' * 900_000])
def test_a_row_without_end_is_refused_where_it_begins(text):
    line, _, memory = refused(b"institution,code\n" + text)

    assert line == 2
    assert memory < A_FEW_MB


def test_lines_that_hold_nothing_are_not_counted_for_ever():
    line, said, memory = refused(b"institution" + b"\n" * 1_000_000)

    assert (line, "beyond row" in said) == (120_001, True)
    assert memory < A_FEW_MB


def test_a_heading_without_end_is_refused():
    assert refused(b"a" * 5_000_000)[0] == 1
    assert refused(b"," * 5_000_000)[0] == 1


def test_a_sheet_with_two_hundred_empty_columns_is_read():
    cells = "".join(f'<c s="0" t="n"><v>{n}</v></c>' for n in range(3)) + '<c s="0"/>' * 197

    assert read(book(f"<row>{cells}</row>"))[0].problems
    assert read_sheet(b"institution,code\nx,y" + b"," * 198).lines == [(2, ["x", "y"])]
