"""The component gallery shows every component in the reader's language, to editors and in the demo."""

import re

import pytest

from tanu.home.gallery import TROUBLES

# What no page needs yet: cases come later, and with them their templates.
COMPONENTS = [
    "note", "note care", "note good", "note now", "basted", "sewn", "choices", "choices locked", "choice chosen right",
    "fieldset", "lines", "knots", "lessons", "help", "local", "calls", "heat", "empty stack", "facts", "says", "found",
    "hook stack", "check stack", "pager row ends mid", "strip", "cert", "cord", "tag", "tag ok", "tag day", "tag now",
    "btn", "btn plain", "chart",
]  # fmt: skip


@pytest.fixture
def page(client, cast):
    client.force_login(cast.alma)

    def in_language(language: str) -> str:
        return client.get(f"/{language}/gallery/").content.decode()

    return in_language


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_component_is_there(page, language):
    classes = {name.strip() for name in re.findall(r'class="([^"]*)"', page(language))}

    assert [name for name in COMPONENTS if name not in classes] == []


def test_no_two_elements_have_one_id(page):
    ids = re.findall(r'\bid="([^"]+)"', page("kk"))

    assert sorted(ids) == sorted(set(ids))


def test_it_asks_the_database_for_nothing_of_anybody(client, cast, django_assert_max_num_queries):
    client.force_login(cast.alma)
    client.get("/kk/gallery/")
    with django_assert_max_num_queries(8):
        client.get("/kk/gallery/")


@pytest.mark.parametrize("name", TROUBLES)
def test_the_pages_of_trouble_say_what_happened_and_lead_on(client, cast, name):
    client.force_login(cast.alma)
    answer = client.get(f"/kk/gallery/{name}/")
    main = answer.content.decode().split("<main")[1]

    assert answer.status_code == TROUBLES[name][1]
    assert main.count("<h1>") == 1
    assert main.count('class="btn') == 1


def test_everybody_else_is_told_that_there_is_no_such_page(client, cast):
    for code in ("aigerim", "nurlan"):
        client.force_login(getattr(cast, code))
        assert client.get("/kk/gallery/").status_code == 404


def test_in_the_demo_it_is_open_to_everybody(client, db, settings, monkeypatch):
    monkeypatch.setattr("tanu.people.demo.is_open", lambda request: True)

    assert client.get("/kk/gallery/").status_code == 200
