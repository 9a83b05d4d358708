"""What a roster file may be, and what is said of one that it may not."""

import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook, load_workbook

from tanu.institutions.roster import read_roster
from tanu.institutions.roster_template import template_csv, template_xlsx
from tanu.institutions.roster_words import HEADINGS, word
from tanu.lib.languages import LANGUAGES
from tanu.lib.sentences import spoken

HEADING = ["Institution", "Family name", "Given name", "Profession", "Works since"]
DINARA = ["zh-school-7", "Оспанова", "Динара", "teacher", date(2024, 9, 1)]


def workbook(*rows: list, heading: list = HEADING, merge: str = "") -> bytes:
    book = Workbook()
    book.active.append(heading)
    for row in rows:
        book.active.append(row)
    if merge:
        book.active.merge_cells(merge)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def plain(*rows: list, heading: list = HEADING, by: str = ",") -> bytes:
    return "\n".join(by.join(map(str, row)) for row in [heading, *rows]).encode()


def told(data: bytes, **options) -> list[tuple[int, str, str]]:
    rows, problems = read_roster(data, **options)
    assert problems, rows
    return [(problem.line, problem.column, str(problem.message)) for problem in problems]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_filled_in_template_is_read_in_every_language(language):
    book = load_workbook(io.BytesIO(template_xlsx(language)))
    sheet = book.worksheets[0]
    values = {
        "institution": "zh-school",
        "family_name": "Оспанова",
        "given_name": "Динара",
        "profession": word("profession", "social-pedagogue", language),
        "language": word("language", "ru", language).upper(),
        "designation": word("designation", "deputy", language),
        "since": date(2024, 9, 1),
        "order_date": "02.09.2024",
    }
    for place, column in enumerate(HEADINGS, start=1):
        sheet.cell(2, place).value = values.get(column)
    out = io.BytesIO()
    book.save(out)

    rows, problems = read_roster(out.getvalue())

    assert problems == []
    [row] = rows
    assert (row.profession, row.language, row.designation) == ("social-pedagogue", "ru", "deputy")
    assert (row.since, row.order_date) == (date(2024, 9, 1), date(2024, 9, 2))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_plain_template_has_every_heading(language):
    _, problems = read_roster(template_csv(language).encode())

    assert problems == []


@pytest.mark.parametrize("by", [",", ";", "\t"])
def test_comma_semicolon_and_tab_are_read(by):
    rows, problems = read_roster(plain(DINARA, by=by))

    assert (len(rows), problems) == (1, [])


def test_capitals_and_spaces_in_headings_make_no_difference():
    heading = ["  МЕКЕМЕ   КОДЫ*", "фамилия:", "GIVEN_NAME", "Кәсібі", "Работает  с"]

    rows, problems = read_roster(plain(DINARA, heading=heading))

    assert (len(rows), problems) == (1, [])


def test_a_file_of_one_institution_needs_no_column_for_it():
    rows, problems = read_roster(plain(DINARA[1:], heading=HEADING[1:]), institution="zh-school")

    assert ([row.institution for row in rows], problems) == (["zh-school"], [])


def test_a_row_of_another_institution_is_told():
    [(line, column, message)] = told(plain(DINARA), institution="zh-school")

    assert (line, column) == (2, "institution")
    assert "zh-school-7" in message


def test_a_formula_is_told_with_its_cell():
    assert told(workbook(DINARA, [*DINARA[:2], "=A1", *DINARA[3:]]))[0][2].startswith("Cell C3 holds a formula")
    assert told(plain([*DINARA[:2], "=1+1", *DINARA[3:]]))[0][2].startswith("Cell C2 holds a formula")


def test_merged_cells_are_told_with_their_range():
    [(line, _, message)] = told(workbook(DINARA, DINARA, merge="B2:B3"))

    assert line == 2
    assert "B2:B3" in message


def test_a_spreadsheet_that_is_large_only_when_unpacked_is_not_opened():
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/worksheets/sheet1.xml", b"\0" * 160_000_000)

    [(_, _, message)] = told(bomb.getvalue())

    assert "It was not opened" in message


def test_a_spreadsheet_of_100_mb_is_not_opened():
    [(_, _, message)] = told(b"PK\x03\x04" + b"\0" * 100_000_000)

    assert "larger than 20 MB" in message


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xd0\xcf\x11\xe0 old", "old or a protected"),
        (b"PK\x03\x04 no zip", "cannot be read"),
        (plain(["x"] * 50, heading=["x"] * 50), "more than 40 columns"),
        (plain(DINARA, heading=[*HEADING[:4], "ИИН"]), "does not have: ИИН"),
        (plain(DINARA, heading=[*HEADING[:4], "Имя"]), "stands twice: given_name"),
    ],
)
def test_what_is_no_roster_is_refused_whole(data, words):
    [(_, _, message)] = told(data)

    assert words in message


def test_more_rows_than_the_limit_are_refused_whole():
    rows, [problem] = read_roster(plain(*[DINARA] * 4), limit_rows=3)

    assert rows == []
    assert (problem.line, "more than 3 rows" in problem.message) == (5, True)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Сaпарова", "Latin letter a in “Сaпарова”"),
        ("Ospanовa", "Cyrillic letter о in “Ospanовa”"),
        ("Оспанова 2", "the sign “2”"),
        ("<b>", "the sign “<”"),
    ],
)
def test_a_name_in_two_scripts_or_with_signs_is_told(name, words):
    [(line, column, message)] = told(plain([DINARA[0], name, *DINARA[2:]]))

    assert (line, column) == (2, "family_name")
    assert words in message


@pytest.mark.parametrize("name", ["Әбілқасымұлы-Оспан", "О’Нил", "Қ. Ә.", "Ли"])
def test_names_as_people_have_them_are_read(name):
    _, problems = read_roster(plain([DINARA[0], name, *DINARA[2:]]))

    assert problems == []


@pytest.mark.parametrize("day", ["2024-13-01", "31.02.2024", "45537", "1 September", "01/09/24", "1024-09-01"])
def test_a_day_in_an_impossible_form_is_told(day):
    assert told(plain([*DINARA[:4], day]))[0][:2] == (2, "since")


def test_a_day_with_an_hour_is_no_day():
    morning = datetime(2024, 9, 1, 8, 30)  # noqa: DTZ001

    assert told(workbook([*DINARA[:4], morning]))[0][:2] == (2, "since")


@pytest.mark.parametrize("share", ["0", "2.5", "half", "-1", "nan"])
def test_a_share_out_of_range_is_told(share):
    assert told(plain([*DINARA, share], heading=[*HEADING, "Share"]))[0][:2] == (2, "share")


def test_an_order_dated_before_the_post_is_told():
    heading = [*HEADING, "Designation", "Order date"]

    [(line, column, message)] = told(plain([*DINARA, "officer", "2024-08-31"], heading=heading))

    assert (line, column) == (2, "order_date")
    assert "before the post, which began on 2024-09-01" in message


def test_every_problem_of_a_row_is_told_at_once():
    faults = told(plain(["zh-school-7", "Сaпарова", "", "wizard", "soon"], ["zh-school-7", "Ким", "", "nurse", "x"]))

    assert {(line, column) for line, column, _ in faults} == {
        (2, "family_name"), (2, "given_name"), (2, "profession"), (2, "since"), (3, "given_name"), (3, "since")
    }  # fmt: skip


def test_problems_are_said_in_the_readers_language():
    [problem] = read_roster(plain([*DINARA[:4], "soon"]))[1]

    assert spoken(problem.message) != ""
    assert problem.message.pattern.startswith("“%(found)s” is not a day")
