"""The written referral protocol of an institution, filled in with what is known of it."""

from datetime import timedelta

import pytest
from django.utils.translation import gettext, override

from tanu.institutions.actions import designate, end_designation, name_help_line
from tanu.institutions.models import Designation, ReferralRoute
from tanu.lib.dates import long_date
from tanu.lib.languages import LANGUAGES


def address(institution, language: str = "en", ending: str = "/") -> str:
    return f"/{language}/institutions/{institution.pk}/protocol{ending}"


def test_baurzhan_finds_his_school_filled_in(baurzhan, cast):
    page = baurzhan.get(address(cast.school)).content.decode()
    assert "Zhusandy village school" in page
    assert "Бауыржан Серікұлы" in page
    assert cast.aigerim.full_name in page
    assert "+7 710 000 01 01" in page
    assert "№ 14" in page
    assert "District division for child rights (invented)" in page
    assert "+7 710 000 00 01" in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_says_the_same_in_every_language(baurzhan, cast, pages, language):
    words = " ".join(pages(baurzhan.get(address(cast.school, language, ".pdf"))))
    assert cast.aigerim.full_name in words
    assert "+7 710 000 00 01" in words
    with override(language):
        for heading in (
            gettext("What this protocol is for"),
            gettext("Who is designated"),
            gettext("How soon: three levels"),
            gettext("Step by step"),
            gettext("Whom we call"),
            gettext("Records and confidentiality"),
            gettext("When the concern is about a colleague"),
            gettext("Review of this protocol"),
            gettext("In force"),
        ):
            assert heading in words


def test_it_says_that_it_is_a_template_and_replaces_nothing(baurzhan, cast):
    page = baurzhan.get(address(cast.school)).content.decode()
    assert "A template that awaits a lawyer." in page
    assert "It replaces neither the law nor an approved protocol" in page
    assert "A lawyer has not confirmed the three levels and the deadlines." in page


def test_what_is_missing_is_named_and_left_blank(baurzhan, cast):
    page = baurzhan.get(address(cast.school)).content.decode()
    assert "the deputy of the designated officer" in page
    assert "the designated officer: nobody has been appointed" not in page
    assert page.count('class="blank"') > 3


def test_an_appointed_deputy_is_no_longer_missing(baurzhan, cast):
    designate(
        cast.gulmira,
        cast.school,
        valid_from=cast.today,
        role=Designation.Role.DEPUTY,
        order_number="№ 15",
        order_date=cast.today,
    )
    page = baurzhan.get(address(cast.school)).content.decode()
    assert cast.gulmira.full_name in page
    assert "the deputy of the designated officer" not in page


def test_without_an_officer_it_says_to_go_to_the_head(baurzhan, cast):
    for designation in Designation.objects.as_known().filter(institution=cast.school):
        end_designation(designation, cast.today)
    page = baurzhan.get(address(cast.school)).content.decode()
    assert cast.aigerim.full_name not in page
    assert "the designated officer: nobody has been appointed" in page
    assert "As long as nobody has been appointed, go to the head." in page


def test_a_number_nobody_has_confirmed_lately_is_not_printed(baurzhan, cast, pages):
    ReferralRoute.objects.update(confirmed_on=cast.today - timedelta(days=181))
    words = " ".join(pages(baurzhan.get(address(cast.school, "en", ".pdf"))))
    assert "+7 710 000 00 01" not in words
    assert "The number is not confirmed, so it is not printed." in words
    assert "________" in words


def test_every_number_carries_the_day_it_was_confirmed(baurzhan, cast):
    name_help_line("111", position=0, purpose={"kk": "бала", "ru": "дети", "en": "children"}, **rung(cast))
    page = baurzhan.get(address(cast.school)).content.decode()
    assert page.count(f"Confirmed: {long_date(cast.today, 'en')}.") == 1
    assert "not confirmed yet" in page


def rung(cast) -> dict:
    return {"confirmed_on": cast.today, "confirmed_by": "Роза"}


def test_it_carries_the_day_on_which_it_was_printed(baurzhan, cast, pages):
    words = " ".join(pages(baurzhan.get(address(cast.school, "en", ".pdf"))))
    assert f"Filled in by Tanu with what was known on: {long_date(cast.today, 'en')}.".replace("\xa0", " ") in words


@pytest.mark.parametrize("ending", ["/", ".pdf"])
def test_for_sergey_there_is_no_such_institution(client, cast, ending):
    client.force_login(cast.sergey)
    assert client.get(address(cast.school, "en", ending)).status_code == 404


def test_an_officer_who_has_left_no_longer_opens_it(client, cast):
    client.force_login(cast.kairat)
    assert client.get(address(cast.institution("ta-school"))).status_code == 404


def test_the_page_asks_little(baurzhan, cast, django_assert_max_num_queries):
    baurzhan.get(address(cast.school))
    with django_assert_max_num_queries(9) as asked:
        baurzhan.get(address(cast.school))
    assert [query["sql"] for query in asked if not query["sql"].startswith("SELECT")] == []
