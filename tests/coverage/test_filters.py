"""What the address says of a board, and what the board and its files make of it."""

from datetime import date, timedelta

import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from tanu.coverage.algebra import Cover
from tanu.coverage.boards.board import PAGE, read_board
from tanu.coverage.boards.filters import NoSuchBoard, read_asked
from tanu.institutions.actions import define_institution
from tanu.institutions.models import Kind
from tests.coverage.test_board_figures import table

TODAY = date(2026, 11, 22)
DAYS = st.dates(date(1990, 1, 1), TODAY)


@pytest.fixture
def official(client, story):
    client.force_login(story.nurlan)
    return client


def address(territory) -> str:
    with override("en"):
        return reverse("coverage:board", args=[territory.pk])


@given(
    on=DAYS,
    known=st.none() | DAYS,
    kind=st.sampled_from(["", *Kind.values]),
    cover=st.sampled_from(["", *Cover.values]),
)
def test_what_an_address_says_is_read_back_from_the_address_it_makes(on, known, kind, cover):
    given = {"on": on.isoformat(), "known": known.isoformat() if known else "", "kind": kind, "cover": cover}
    asked = read_asked(given, TODAY)

    assert read_asked(QueryDict(asked.query.removeprefix("?")).dict(), TODAY) == asked


@pytest.mark.parametrize(
    "given",
    [
        {"on": "2026-11-23"},
        {"known": "2026-11-23"},
        {"on": "x"},
        {"kind": "zoo"},
        {"cover": "fine"},
        {"on": "0001-01-01"},
    ],
)
def test_an_address_that_asks_for_nothing_there_is_refused(given):
    with pytest.raises(NoSuchBoard):
        read_asked(given, TODAY)


def test_today_as_known_today_needs_no_words_in_the_address():
    assert read_asked({"on": "2026-11-22", "known": "2026-11-22"}, TODAY).query == ""


@pytest.mark.parametrize(
    "query", ["?on=2999-01-01", "?known=2999-01-01", "?kind=zoo", "?cover=x", "?page=0", "?page=²"]
)
def test_an_unknown_filter_is_an_unknown_page(official, story, query):
    assert official.get(address(story.district) + query).status_code == 404


def test_a_kind_narrows_every_figure(official, story):
    page = official.get(address(story.district), {"kind": "school"}).content.decode()

    assert "0 of 2 institutions have a trained person." in page
    assert "Zhusandy city hospital" not in page
    assert "Only this kind of institution: School" in page


def test_a_status_narrows_the_lists_and_not_the_figures(official, story):
    page = official.get(address(story.district), {"cover": "nobody-appointed"}).content.decode()

    assert "2 of 7 institutions have a trained person." in page
    assert "Basic school No. 7" in page
    assert "Zhusandy city hospital" not in page


def test_the_files_are_narrowed_as_the_board_is(official, story):
    _, *schools = table(official, story.district, "institutions", kind="school")
    _, *nobody = table(official, story.district, "uncovered", cover="nobody-appointed")
    _, *figures = table(official, story.district, "parts", kind="hospital")

    assert {row[2] for row in schools} == {"School"}
    assert [row[1] for row in nobody] == ["Basic school No. 7"]
    assert [row[1] for row in figures] == ["Hospital"]


def test_links_to_parts_and_files_keep_what_was_asked(client, story):
    client.force_login(story.roza)
    page = client.get(address(story.region), {"kind": "school"}).content.decode()

    assert f"{address(story.district)}?kind=school" in page
    assert f"{address(story.region)}uncovered.csv?kind=school" in page


def test_as_it_was_known_then_leaves_out_what_was_recorded_later(official, story):
    """The whole story was recorded today: yesterday evening nothing of it was known."""
    yesterday = story.today - timedelta(days=1)

    page = official.get(address(story.district), {"known": yesterday.isoformat()}).content.decode()

    assert "No institution is recorded here." in page
    assert "as it was known on the evening of" in page
    assert "2 of 7" in official.get(address(story.district), {"known": story.today.isoformat()}).content.decode()


def test_files_as_known_then_are_those_of_then(official, story):
    yesterday = (story.today - timedelta(days=1)).isoformat()

    assert [len(table(official, story.district, name, known=yesterday)) for name in ("institutions", "parts")] == [1, 1]


@pytest.mark.parametrize("name", ["board", "months", "people", "papers"])
def test_nobody_sees_beyond_their_own_territory(official, story, name):
    for territory, status in ((story.district, 200), (story.region, 404), (story.moved_district, 404)):
        with override("ru"):
            assert official.get(reverse(f"coverage:{name}", args=[territory.pk])).status_code == status


@pytest.mark.parametrize(("table_name", "form"), [("nothing", "csv"), ("parts", "pdf"), ("uncovered", "ods")])
def test_there_are_no_other_files(official, story, table_name, form):
    with override("en"):
        assert official.get(reverse("coverage:export", args=[story.district.pk, table_name, form])).status_code == 404


def many_institutions(story, number: int) -> None:
    for place in range(number):
        name = f"Zz {place:03d}"
        define_institution(
            f"many-{place}", territory=story.district, kind="school", name={"kk": name, "ru": name, "en": name}
        )


def test_a_long_list_has_pages_and_the_most_urgent_come_first(official, story):
    many_institutions(story, PAGE + 3)

    first, second = read_board(story.district, story.today), read_board(story.district, story.today, page=2)

    assert (len(first.rows), len(second.rows)) == (PAGE, 10)
    assert {row.status.cover for row in first.rows} == {Cover.NOT_REGISTERED}
    assert first.counts.total == second.counts.total == PAGE + 10
    assert "?page=2" in official.get(address(story.district)).content.decode()
    assert read_board(story.district, story.today, page=9).page == 2
