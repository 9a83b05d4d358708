import pytest

from tests.cast import PEOPLE


@pytest.mark.parametrize(
    "address", ["", "pages/", "images/", "snippets/", "users/", "account/", "reports/site-history/"]
)
def test_the_admin_opens_to_the_editor(client, cast, address):
    client.force_login(cast.alma)

    assert client.get(f"/admin/{address}", follow=True).status_code == 200


@pytest.mark.parametrize("address", ["/admin/", "/admin/login/", "/admin/pages/", "/admin/password_reset/"])
def test_for_everybody_else_there_is_no_admin(client, cast, address):
    for code in PEOPLE.keys() - {"alma"}:
        client.force_login(getattr(cast, code))
        assert (code, client.get(address).status_code) == (code, 404)


def test_a_visitor_is_led_to_our_sign_in_page_and_back(client, cast):
    for address in ("/admin/", "/admin/login/", "/admin/login/?next=/admin/pages/"):
        assert client.get(address, headers={"accept-language": "kk"})["Location"] == "/kk/sign-in/?next=%2Fadmin%2F"
    led = client.get("/admin/pages/?q=a", headers={"accept-language": "ru"})
    assert led["Location"] == "/ru/sign-in/?next=%2Fadmin%2Fpages%2F%3Fq%3Da"


def test_an_address_that_is_not_there_is_a_404_in_the_admin_too(client, cast):
    client.force_login(cast.alma)

    assert client.get("/admin/nothing-here/").status_code == 404
