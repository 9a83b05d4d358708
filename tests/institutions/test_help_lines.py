from datetime import date

import pytest
from django.core.cache import cache
from django.template import Context, Template
from django.utils.translation import override

from tanu.institutions.models import HelpLine

TEXTS = {"kk": "полиция", "ru": "полиция", "en": "police"}


@pytest.fixture(autouse=True)
def nothing_is_remembered():
    cache.clear()


def shown(language: str = "en") -> str:
    with override(language):
        return Template("{% load places %}{% help_lines %}").render(Context())


def test_without_a_table_the_four_numbers_are_there(db):
    HelpLine.objects.all().delete()
    page = shown()
    assert [f"tel:{number}" in page for number in (111, 102, 103, 112)] == [True] * 4
    assert "These numbers are not confirmed yet." in page


def test_a_confirmed_number_says_since_when_and_another_that_it_is_not(db):
    HelpLine.objects.all().delete()
    HelpLine.objects.create(
        number="102", position=1, purpose=TEXTS, confirmed_on=date(2026, 11, 1), confirmed_by="the duty desk"
    )
    HelpLine.objects.create(number="103", position=2, purpose=TEXTS)
    page = shown()
    assert "confirmed on 01.11.2026" in page
    assert "not confirmed yet" in page


def test_a_page_asks_for_the_numbers_once_a_minute(db, django_assert_num_queries):
    with django_assert_num_queries(1):
        shown()
        shown("ru")


def test_error_pages_show_them_without_a_database():
    page = Template("{% load places %}{% help_lines ask_database=False %}").render(Context())
    assert "tel:112" in page
