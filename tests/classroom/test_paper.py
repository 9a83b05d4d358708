"""A test on paper: dealt once, printed, entered twice, and counted once nobody doubts what it says."""

import io
import random

import pytest
from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from tanu.classroom.actions import close_day, sign_in
from tanu.classroom.models import Day, PaperSheet
from tanu.classroom.paper import count_right, items_of, printed, read_sheet
from tanu.classroom.paper_actions import (
    SheetCounts,
    SheetIsEntered,
    agree_sheet,
    clear_sheet,
    deal_paper_test,
    enter_sheet,
)
from tests.classroom.conftest import answers, ledger, sent


@pytest.fixture
def paper(cast, day):
    deal_paper_test(day, by=cast.bolat, chance=random.Random(7))
    return Day.objects.get(pk=day.pk)


@pytest.fixture
def seat(cast, paper):
    return sign_in(cast.gulmira, paper.code)


def test_the_deal_is_made_once(cast, day):
    first = deal_paper_test(day, by=cast.bolat)
    order = list(first.items.values_list("version", "option_order"))
    assert deal_paper_test(day, by=cast.bolat) == first
    assert list(first.items.values_list("version", "option_order")) == order
    assert len(order) == day.course.test.length


def test_two_entries_that_agree_count(cast, paper, seat, colleague):
    first = enter_sheet(seat, answers(paper, 17), by=cast.bolat)
    assert (first.score, first.passed, first.agreed_at) == (None, None, None)
    sheet = enter_sheet(seat, answers(paper, 17), by=colleague)
    assert (sheet.passed, sheet.first_by, sheet.second_by) == (True, cast.bolat, colleague)
    assert sheet.score >= paper.paper_test.pass_mark


def test_one_entry_proves_nothing(cast, paper, seat):
    enter_sheet(seat, answers(paper), by=cast.bolat)
    close_day(paper, {seat.pk}, by=cast.bolat)
    assert ledger(cast.gulmira) == []
    enter_sheet(seat, answers(paper), by=cast.bolat)
    (row,) = ledger(cast.gulmira)
    assert (row.source, row.completed_on) == ("classroom", paper.date)


def test_two_entries_that_differ_wait_for_the_paper(browser, cast, paper, seat):
    enter_sheet(seat, answers(paper, 20), by=cast.bolat)
    enter_sheet(seat, answers(paper, 19), by=cast.bolat)
    close_day(paper, {seat.pk}, by=cast.bolat)
    assert ledger(cast.gulmira) == []
    page = browser("bolat").get(f"/en/days/seats/{seat.pk}/sheet/").content.decode()
    assert "The two entries differ; questions: 1" in page
    assert "First entry:" in page
    with pytest.raises(ValueError, match="nothing is said of"):
        agree_sheet(seat, {}, by=cast.bolat)
    sheet = agree_sheet(seat, answers(paper, 20), by=cast.bolat)
    assert (sheet.score, sheet.first != sheet.second) == (20, True)
    assert len(ledger(cast.gulmira)) == 1


def test_a_look_at_the_paper_settles_only_what_differs(cast, paper, seat):
    enter_sheet(seat, answers(paper, 20), by=cast.bolat)
    enter_sheet(seat, answers(paper, 19), by=cast.bolat)
    sheet = agree_sheet(seat, answers(paper, 0), by=cast.bolat)
    assert sheet.score == 19


def test_a_third_entry_is_not_taken(cast, paper, seat):
    for right_ones in (20, 19):
        enter_sheet(seat, answers(paper, right_ones), by=cast.bolat)
    with pytest.raises(SheetIsEntered):
        enter_sheet(seat, answers(paper), by=cast.bolat)


def test_a_sheet_without_enough_right_answers_is_no_row(cast, paper, seat):
    for _ in range(2):
        enter_sheet(seat, answers(paper, 5), by=cast.bolat)
    close_day(paper, {seat.pk}, by=cast.bolat)
    assert ledger(cast.gulmira) == []
    assert PaperSheet.objects.get().passed is False


def test_a_sheet_is_entered_anew_until_it_counts(cast, paper, seat):
    for _ in range(2):
        enter_sheet(seat, answers(paper, 5), by=cast.bolat)
    clear_sheet(seat, by=cast.bolat)
    for _ in range(2):
        enter_sheet(seat, answers(paper), by=cast.bolat)
    close_day(paper, {seat.pk}, by=cast.bolat)
    with pytest.raises(SheetCounts):
        clear_sheet(seat, by=cast.bolat)


def test_the_forms_lead_from_the_first_entry_to_the_ledger(browser, cast, paper, seat):
    bolat, address = browser("bolat"), f"/en/days/seats/{seat.pk}/sheet/"
    close_day(paper, {seat.pk}, by=cast.bolat)
    body = form_of(paper)
    assert bolat.post(address, sent(**body)).status_code == 302
    page = bolat.get(address).content.decode()
    assert "Second entry" in page
    assert page.count("checked") == sum(not part.several for one in shown(paper) for part in one.parts)
    broken = {**body, "q1": ""}
    assert bolat.post(address, sent(**broken)).url == address
    unsaid = bolat.post(address, sent()).content.decode()
    assert "Both entries are kept, and nothing counts yet." in unsaid
    bolat.post(address, sent(**body))
    assert len(ledger(cast.gulmira)) == 1


def test_what_the_question_does_not_offer_is_refused(browser, paper, seat):
    answer = browser("bolat").post(f"/en/days/seats/{seat.pk}/sheet/", sent(q1="made-up"))
    assert answer.status_code == 400
    assert not PaperSheet.objects.exists()


def test_the_printed_sheet_holds_every_question_and_no_key(browser, paper):
    answer = browser("bolat").get(f"/en/days/{paper.pk}/test.pdf")
    assert answer["Content-Language"] == "ru"
    words = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    assert all(f"{number}." in words for number in range(1, paper.course.test.length + 1))
    assert "16" in words


def test_who_sits_there_enters_no_sheets(browser, cast, paper, colleague):
    seat = sign_in(colleague, paper.code)
    with pytest.raises(PermissionDenied):
        enter_sheet(seat, answers(paper), by=colleague)
    assert browser("aliya").get(f"/en/days/{paper.pk}/sheets/").status_code == 403
    assert browser("aliya").get(f"/en/days/{paper.pk}/test.pdf").status_code == 403


def test_a_colleague_enters_sheets_and_sees_no_scores(browser, cast, paper, seat, colleague):
    for _ in range(2):
        enter_sheet(seat, answers(paper, 17), by=colleague)
    page = browser("aliya").get(f"/en/days/{paper.pk}/sheets/").content.decode()
    assert cast.gulmira.full_name in page
    assert "Right:" not in page
    assert browser("aliya").get(f"/en/days/{paper.pk}/").status_code == 403


def test_a_stranger_enters_nothing(browser, cast, paper, seat, stranger):
    with pytest.raises(PermissionDenied):
        enter_sheet(seat, answers(paper), by=stranger)
    for address in (f"/en/days/{paper.pk}/sheets/", f"/en/days/seats/{seat.pk}/sheet/"):
        assert browser("sergey").get(address).status_code == 404


@given(right_ones=st.integers(0, 20))
def test_a_sheet_is_marked_as_on_a_phone(right_ones):
    items = [Item(position) for position in range(1, 21)]
    said = {str(item.position): ["a"] if item.position <= right_ones else ["b"] for item in items}
    assert count_right(items, said) == right_ones


class Item:
    """A question whose right answer is a."""

    def __init__(self, position: int) -> None:
        self.position = position
        self.version = self
        self.type = "single"
        self.document = {"options": [{"key": "a", "weight": 1}, {"key": "b", "weight": 0}]}


def shown(day):
    return printed(items_of(day.paper_test), "en")


def form_of(day) -> dict:
    """The right answers as the form sends them."""
    body: dict[str, list[str]] = {}
    said = answers(day)
    for one in shown(day):
        for part in one.parts:
            field = part.name.removeprefix(f"{one.shown.name}-")
            prefix = f"{field}:" if one.shown.fields else ""
            keys = said[str(one.item.position)]
            body[part.name] = [option.value for _, option in part.lettered if f"{prefix}{option.value}" in keys]
    query = QueryDict(mutable=True)
    for name, values in body.items():
        query.setlist(name, values)
    assert read_sheet(items_of(day.paper_test), query) == said
    return body
