"""The face all pages share: language, way to the content, errors in words."""

import pytest
from django.core.cache import cache

LANGUAGES = ["kk", "ru", "en"]


@pytest.fixture(autouse=True)
def nothing_is_remembered():
    cache.clear()


def test_a_bare_address_opens_in_kazakh(client, db):
    assert client.get("/").url == "/kk/"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_front_page_says_both_at_once_and_the_same_day(client, course, language):
    answer = client.get(f"/{language}/")
    headlines = {"kk": "Бірден", "ru": "Сразу", "en": "At once or the same day"}
    assert headlines[language] in answer.content.decode()
    assert answer["Content-Language"] == language


def test_the_current_language_is_marked_and_the_others_lead_to_the_same_page(client, db):
    text = client.get("/ru/sign-in/").content.decode()
    assert '<span aria-current="true" lang="ru">РУС</span>' in text
    assert '<a href="/kk/sign-in/" hreflang="kk" lang="kk"' in text


def test_every_page_begins_with_the_way_to_its_content(client, db):
    text = client.get("/kk/").content.decode()
    assert text.index('href="#main"') < text.index("<header")
    assert 'id="main"' in text


def test_nothing_on_the_front_page_comes_from_another_host(client, db):
    answer = client.get("/en/")
    assert "unsafe-inline" not in answer["Content-Security-Policy"]
    assert 'src="http' not in answer.content.decode()


def test_a_page_that_is_not_there_says_so_with_the_numbers_to_call(client, db):
    answer = client.get("/en/nothing-here/")
    assert answer.status_code == 404
    assert "There is no such page here" in answer.content.decode()
    assert "tel:112" in answer.content.decode()
