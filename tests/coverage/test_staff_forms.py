"""What stands in a head's form before anything is typed, and what still stands there after a fault."""

import re
from datetime import timedelta

import pytest

from tanu.institutions.absences import leave
from tanu.institutions.models import Post
from tests.coverage.staff_desk import Desk, desk_of, of


@pytest.fixture
def desk(client, story) -> Desk:
    return desk_of(client, story.baurzhan, story.school)


def typed(page: str, name: str) -> str:
    """What stands in the field of this name."""
    field = re.search(rf'<input[^>]*name="{name}"[^>]*>', page)
    assert field, name
    value = re.search(r'value="([^"]*)"', field[0])
    return value[1] if value else ""


def chosen(page: str, name: str) -> str:
    select = re.search(rf'<select[^>]*name="{name}".*?</select>', page, re.DOTALL)
    assert select, name
    option = re.search(r'<option value="([^"]*)" selected', select[0])
    return option[1] if option else ""


@pytest.mark.parametrize("verb", ["appoint", "start", "move", "leave"])
def test_the_day_is_today_unless_something_else_is_typed(desk, story, verb):
    page = desk.page(of(story.gulmira, verb))

    assert typed(page, "on") == story.today.isoformat()
    assert re.search(r'<input type="date"[^>]*name="on"', page)


def test_somebody_new_begins_today(desk, story):
    assert typed(desk.page("add/"), "on") == story.today.isoformat()


def test_somebody_is_back_today_and_the_designation_ends_today(desk, story):
    leave(story.gulmira, story.school, valid_from=story.today - timedelta(days=30))

    assert typed(desk.page(of(story.gulmira, "return")), "on") == story.today.isoformat()
    assert typed(desk.page(of(story.aigerim, "end-designation")), "on") == story.today.isoformat()


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_in_every_language_the_day_is_written_as_a_browser_reads_it(desk, story, language):
    address = f"/{language}/staff/{story.school.pk}/{of(story.gulmira, 'appoint')}"

    assert typed(desk.client.get(address).content.decode(), "on") == story.today.isoformat()


def test_no_day_of_a_document_and_no_last_day_is_guessed(desk, story):
    assert typed(desk.page("protocol/"), "on") == ""
    assert typed(desk.page(of(story.gulmira, "appoint")), "order_date") == ""
    assert typed(desk.page(of(story.gulmira, "leave")), "until") == ""
    assert typed(desk.page(of(story.gulmira, "end")), "on") == ""


@pytest.mark.parametrize("day", ["2026-01-05", "05.01.2026", "soon", ""])
def test_after_a_fault_the_day_that_was_typed_stays(desk, story, day):
    page = desk.look(of(story.gulmira, "appoint"), role="deputy", order_number="", order_date=day, on=day)

    assert (typed(page, "on"), typed(page, "order_date"), chosen(page, "role")) == (day, day, "deputy")


def test_after_a_fault_everything_that_was_typed_stays(desk, story):
    fields = {
        "family_name": "Байжанова",
        "given_name": "",
        "patronymic": "Ерлановна",
        "language": "ru",
        "profession": "nurse",
        "share": "0.5",
        "on": "2026-01-05",
        "phone": "+7 710 000 02 02",
        "mail": "l@example.kz",
        "code": "lazzat",
    }

    page = desk.look("add/", **fields)

    selects = ("language", "profession")
    assert {name: chosen(page, name) if name in selects else typed(page, name) for name in fields} == fields


def test_what_a_verb_refuses_leaves_what_was_typed(desk, story):
    day = story.today + timedelta(days=9)
    leave(story.gulmira, story.school, valid_from=story.today)

    page = desk.look(of(story.gulmira, "leave"), reason="study", on=day, until=day + timedelta(days=5))

    assert "is recorded for the same time" in page
    assert (typed(page, "on"), chosen(page, "reason")) == (day.isoformat(), "study")


def test_nobody_becomes_a_physician_by_passing_over_a_list(desk, story):
    page = desk.page("add/")

    assert chosen(page, "profession") == chosen(desk.page(of(story.gulmira, "start")), "profession") == ""
    page = desk.look("add/", given_name="Ләззат", profession="", language="kk", share="1", on=story.today)
    assert '<a href="#id_profession">' in page


def test_a_move_begins_with_the_post_there_is(desk, story):
    Post.objects.filter(person=story.gulmira, institution=story.school).update(share="0.50")

    page = desk.page(of(story.gulmira, "move"))

    assert (chosen(page, "profession"), typed(page, "share")) == ("teacher", "0.5")


def test_from_a_name_that_is_here_already_a_link_leads_to_the_person(desk, story):
    fields = {"given_name": "гулмира", "family_name": "абилкасова", "language": "kk", "profession": "teacher"}

    page = desk.look("add/", share="1", on=story.today, **fields)

    assert f"/staff/{story.school.pk}/people/{story.gulmira.pk}/" in page
