from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils.translation import override

from tanu.lib.dates import long_date, short_date

DAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("language", "text"),
    [("kk", "2026 жылғы 21\xa0қараша"), ("ru", "21\xa0ноября 2026 года"), ("en", "21\xa0November 2026")],
)
def test_a_date_in_a_sentence(language, text):
    assert long_date(DAY, language) == text
    with override(language):
        assert Template("{% load dates %}{{ day|long_date }}").render(Context({"day": DAY})) == text


def test_a_date_in_a_table_is_the_same_in_every_language():
    assert short_date(DAY) == "21.11.2026"


def test_a_moment_is_told_by_its_date_in_kazakhstan():
    late = datetime(2026, 11, 20, 22, 0, tzinfo=UTC)
    with override("en"):
        assert Template("{% load dates %}{{ at|short_date }}").render(Context({"at": late})) == "21.11.2026"


def test_no_date_is_no_text():
    assert Template("{% load dates %}{{ day|long_date }}{{ day|short_date }}").render(Context({"day": None})) == ""
