from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from tanu.certificates.actions import erase_holder, replace, revoke
from tanu.certificates.models import Certificate
from tanu.certificates.serials import EXAMPLE, StrangeSign, WrongLength, read_serial
from tanu.records.actions import record_completion
from tests.certificates.conftest import make_edition

NAME = "Сапарова Айгерім Ермекқызы"


@pytest.fixture(autouse=True)
def nobody_has_guessed():
    cache.clear()
    yield
    cache.clear()


def asked(client: Client, code: str, language: str = "en", status: int = 200) -> str:
    page = client.get(f"/{language}/v/{code}/")
    assert page.status_code == status
    return page.content.decode()


def test_a_valid_certificate_shows_what_the_paper_shows(client, certificate):
    page = asked(client, certificate.serial)
    assert "This certificate is valid" in page
    assert NAME in page
    assert "Recognise child abuse and refer it" in page
    assert "Zhusandy village school" in page
    assert "Pilot edition" in page
    assert 'content="noindex"' in page


def test_nothing_but_the_certificate_is_shown(client, cast, certificate):
    page = asked(client, certificate.serial)
    assert str(cast.aigerim.pk) not in page
    assert "attempt:1" not in page


def test_a_reviewed_edition_is_not_called_pilot(client, cast):
    record_completion(cast.gulmira, make_edition(is_pilot=False), source="online", evidence="attempt:1")
    assert "Pilot edition" not in asked(client, Certificate.objects.get().serial)


def test_an_expired_one_says_until_when_it_was_valid(client, cast, edition):
    long_ago = cast.today - timedelta(days=365 * 4)
    record_completion(cast.saule, edition, source="online", evidence="attempt:1", completed_on=long_ago)
    page = asked(client, Certificate.objects.get().serial)
    assert "This certificate has expired" in page
    assert f"until {long_ago.day}" in page


def test_on_the_first_day_it_no_longer_counts_it_has_expired(cast, certificate, completion):
    assert certificate.state_on(completion.valid_until - timedelta(days=1)) == "valid"
    assert certificate.state_on(completion.valid_until) == "expired"


def test_one_without_an_end_stays_valid(client, cast):
    edition = make_edition(valid_months=None)
    long_ago = cast.today - timedelta(days=365 * 40)
    record_completion(cast.saule, edition, source="online", evidence="attempt:1", completed_on=long_ago)
    assert "with no end date" in asked(client, Certificate.objects.get().serial)


def test_one_that_was_taken_back_says_so(client, certificate):
    revoke(certificate)
    page = asked(client, certificate.serial)
    assert "This certificate was taken back" in page
    assert "is valid" not in page


def test_a_replaced_one_says_so_and_does_not_betray_the_newer(client, certificate):
    newer = replace(certificate, name="Новое Имя")
    page = asked(client, certificate.serial)
    assert "A newer certificate has replaced this one" in page
    assert newer.serial not in page
    assert "Новое Имя" not in page
    assert "This certificate is valid" in asked(client, newer.serial)


def test_without_its_holder_it_still_verifies_without_a_name(client, certificate):
    erase_holder(certificate)
    page = asked(client, certificate.serial)
    assert "This certificate is valid" in page
    assert "Сапарова" not in page


def test_an_unknown_code_is_not_known(client, certificate):
    assert "No certificate has this code" in asked(client, EXAMPLE, status=404)


def test_small_letters_blanks_and_missing_dashes_do_not_matter(client, certificate):
    serial = certificate.serial
    bare = serial.replace("-", "")
    for typed in (serial, f" {serial.lower().replace('-', ' ')} ", bare, bare[2:]):
        page = client.get("/en/v/", {"code": typed})
        assert (page.status_code, page["Location"]) == (302, f"/en/v/{serial}/")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ТН АВЕК МНРС ТУХ3", "TN-ABEK-MHPC-TYX3"),
        ("tn—7к4р—29qх—м3на", "TN-7K4P-29QX-M3HA"),
        ("TN-TN22-3344-5566", "TN-TN22-3344-5566"),
        ("TN2233445566", "TN-TN22-3344-5566"),
        ("7k4p29qxm3hz", "TN-7K4P-29QX-M3H2"),
    ],
)
def test_what_looks_alike_on_another_keyboard_is_understood(typed, meant):
    assert read_serial(typed) == meant


def test_a_code_of_the_wrong_length_is_told_how_many_signs_it_needs(client):
    page = client.get("/en/v/", {"code": "TN-7K4P-29QX-M"})
    assert "This code has 9 signs, it needs 12. Check the last group." in page.content.decode()
    assert "This code has 9 signs" in asked(client, "TN-7K4P-29QX-M", status=404)


@pytest.mark.parametrize("typed", ["", "-", "TN", "TN-7K4P-29QX-M3HA-2", "x" * 1000])
def test_other_lengths_are_no_serial_numbers(typed):
    with pytest.raises(WrongLength):
        read_serial(typed)


def test_a_sign_we_never_use_is_named(client):
    with pytest.raises(StrangeSign):
        read_serial("TN-7K4P-29QX-M3HЖ")
    assert "Our codes have no «Ж»" in client.get("/en/v/", {"code": "TN-7K4P-29QX-M3HЖ"}).content.decode()


def test_the_empty_form_and_a_hostile_code_are_answered(client, db):
    assert client.get("/kk/v/").status_code == 200
    assert "Type the code" in client.get("/en/v/", {"code": ""}).content.decode()
    page = client.get("/en/v/", {"code": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in page


def test_the_address_of_the_qr_code_leads_to_the_language_of_the_browser(client, certificate):
    for language in ("kk", "ru", "en"):
        page = client.get(f"/v/{certificate.serial}", headers={"accept-language": language}, follow=True)
        assert page.redirect_chain[-1][0] == f"/{language}/v/{certificate.serial}/"
        assert page.status_code == 200


def test_after_thirty_unknown_codes_checking_rests_for_that_address(client, certificate):
    for _ in range(30):
        asked(client, EXAMPLE, status=404)
    page = client.get(f"/en/v/{certificate.serial}/")
    assert page.status_code == 429
    assert "10 minutes" in page.content.decode()
    elsewhere = client.get(f"/en/v/{certificate.serial}/", REMOTE_ADDR="10.0.0.2")
    assert elsewhere.status_code == 200


def test_valid_codes_and_mistyped_ones_are_no_guesses(client, certificate):
    for _ in range(31):
        asked(client, certificate.serial)
        asked(client, "TN-7K4P", status=404)
    assert "is valid" in asked(client, certificate.serial)


def test_checking_writes_nothing_and_asks_one_question(client, certificate, django_assert_num_queries):
    with django_assert_num_queries(1) as asked_of_database:
        asked(client, certificate.serial)
    assert all(query["sql"].startswith("SELECT") for query in asked_of_database.captured_queries)
