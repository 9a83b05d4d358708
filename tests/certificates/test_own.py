import pytest
from django.test import Client

from tanu.certificates.actions import replace, revoke
from tanu.certificates.models import Certificate
from tanu.people.models import Person


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def addresses(certificate: Certificate) -> list[str]:
    page = f"/en/certificates/{certificate.serial}/"
    return [page, f"{page}certificate.kk.pdf"]


def test_the_own_certificate_shows_name_facts_and_code(cast, certificate):
    page = signed_in(cast.aigerim).get(f"/en/certificates/{certificate.serial}/").content.decode()
    assert "Сапарова Айгерім Ермекқызы" in page
    assert "Zhusandy village school, social pedagogue" in page
    assert "Pilot edition" in page
    assert '<svg viewBox="0 0' in page
    assert 'class="qr"' in page
    assert "style=" not in page
    for language in ("kk", "ru", "en"):
        assert f"/en/certificates/{certificate.serial}/certificate.{language}.pdf" in page


def test_the_own_pdf_is_given_in_each_language(cast, certificate):
    for language in ("kk", "ru", "en"):
        answer = signed_in(cast.aigerim).get(f"/en/certificates/{certificate.serial}/certificate.{language}.pdf")
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
        assert answer.content.startswith(b"%PDF")
        assert f"{certificate.serial}.{language}.pdf" in answer["Content-Disposition"]


def test_a_language_that_is_none_of_ours_is_not_found(cast, certificate):
    answer = signed_in(cast.aigerim).get(f"/en/certificates/{certificate.serial}/certificate.de.pdf")
    assert answer.status_code == 404


def test_nobody_else_may_know_of_it(cast, certificate):
    for code, person in cast.everybody().items():
        client = signed_in(person)
        found = [client.get(address).status_code for address in addresses(certificate)]
        assert (code, found) == (code, [200, 200] if code == "aigerim" else [404, 404])


def test_a_visitor_is_asked_to_sign_in(client, certificate):
    answers = [client.get(address) for address in [*addresses(certificate), "/en/certificates/"]]
    assert [(answer.status_code, "sign-in" in answer["Location"]) for answer in answers] == [(302, True)] * 3


def test_a_person_whose_records_were_joined_keeps_the_certificate(cast, certificate):
    Person.objects.filter(pk=cast.aigerim.pk).update(merged_into=cast.gulmira)
    assert signed_in(cast.gulmira).get(addresses(certificate)[0]).status_code == 200


def test_my_certificates_lists_mine_alone(cast, certificate):
    address = f"/en/certificates/{certificate.serial}/"
    assert address in signed_in(cast.aigerim).get("/en/certificates/").content.decode()
    other = signed_in(cast.gulmira).get("/en/certificates/").content.decode()
    assert address not in other
    assert "You have no certificate yet" in other


def test_the_newer_one_stands_in_place_of_the_replaced(cast, certificate):
    newer = replace(certificate, name="Айгерім")
    client = signed_in(cast.aigerim)
    listed = client.get("/en/certificates/").content.decode()
    assert newer.serial in listed
    assert certificate.serial not in listed
    assert newer.serial in client.get(f"/en/certificates/{certificate.serial}/").content.decode()


@pytest.mark.parametrize("withdraw", [revoke, lambda one: replace(one, name="Айгерім")])
def test_one_that_no_longer_stands_is_not_printed(cast, certificate, withdraw):
    withdraw(certificate)
    page, pdf = addresses(certificate)
    client = signed_in(cast.aigerim)
    assert client.get(pdf).status_code == 404
    shown = client.get(page)
    assert shown.status_code == 200
    assert pdf not in shown.content.decode()


def test_reading_writes_nothing_and_asks_little(cast, certificate, django_assert_max_num_queries):
    client = signed_in(cast.aigerim)
    for address in [*addresses(certificate), "/en/certificates/"]:
        with django_assert_max_num_queries(4) as asked:
            client.get(address)
        assert all(query["sql"].startswith("SELECT") for query in asked.captured_queries)
