"""'Whom do we call': one page for the staff room, and nothing else on it."""

from datetime import timedelta

import pytest

from tanu.institutions.actions import define_institution, designate
from tanu.institutions.models import Designation, ReferralRoute
from tanu.lib.languages import LANGUAGES


def address(institution, language: str = "en", ending: str = "/") -> str:
    return f"/{language}/institutions/{institution.pk}/poster{ending}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_one_page_with_the_numbers_the_officer_and_the_route(baurzhan, cast, pages, language):
    (page,) = pages(baurzhan.get(address(cast.school, language, ".pdf")))
    for number in ("111", "102", "103", "112", "+7 710 000 01 01", "+7 710 000 00 01"):
        assert number in page
    assert cast.aigerim.full_name in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_stays_one_page_with_two_officers_a_deputy_and_long_names(baurzhan, cast, pages, language):
    long = dict.fromkeys(LANGUAGES, "Балалардың құқықтарын қорғау жөніндегі аудандық мемлекеттік мекеме " * 3)
    ReferralRoute.objects.update(recipient=long, hours=long)
    define_institution(
        "zh-school", territory=cast.district, kind="school", name=long, head_name="Б. С.", valid_from=cast.today
    )
    for person, role in ((cast.gulmira, "officer"), (cast.zarina, "deputy"), (cast.baurzhan, "deputy")):
        designate(person, cast.school, valid_from=cast.today, role=Designation.Role(role))
    (page,) = pages(baurzhan.get(address(cast.school, language, ".pdf")))
    assert cast.zarina.full_name in page


def test_the_page_says_that_it_is_for_staff_rooms(baurzhan, cast):
    assert "For staff rooms only" in baurzhan.get(address(cast.school)).content.decode()


def test_an_unconfirmed_route_is_a_line_to_write_on(baurzhan, cast, pages):
    ReferralRoute.objects.update(confirmed_on=cast.today - timedelta(days=181))
    (page,) = pages(baurzhan.get(address(cast.school, "en", ".pdf")))
    assert "+7 710 000 00 01" not in page
    assert "Ring it first, then write it in with the day." in page


def test_aigerim_opens_it_and_sergey_does_not(client, cast):
    client.force_login(cast.aigerim)
    assert client.get(address(cast.school)).status_code == 200
    client.force_login(cast.sergey)
    assert client.get(address(cast.school)).status_code == 404


def test_gulmira_reads_it_on_the_wall(client, cast):
    client.force_login(cast.gulmira)
    assert client.get(address(cast.school)).status_code == 404
