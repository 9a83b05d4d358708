"""One address names the mail server; without it the demo prints its mail and a public site sends none."""

import pytest

from tanu.settings.environment import read_environment
from tanu.settings.mail import mail_settings


def test_a_server_with_starttls_and_a_password_full_of_signs():
    found = mail_settings("smtp+tls://tanu%40akimat:p%2Fss@mail.example:2525", is_demo=False)

    assert found["EMAIL_BACKEND"].endswith("smtp.EmailBackend")
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == ("mail.example", 2525)
    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("tanu@akimat", "p/ss")
    assert (found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (True, False)
    assert found["EMAIL_TIMEOUT"] > 0


@pytest.mark.parametrize(("scheme", "port"), [("smtp", 25), ("smtp+tls", 587), ("smtps", 465)])
def test_each_way_has_its_usual_port(scheme, port):
    assert mail_settings(f"{scheme}://mail.example", is_demo=False)["EMAIL_PORT"] == port


@pytest.mark.parametrize(
    ("url", "is_demo", "backend"), [(None, True, "console"), (None, False, "dummy"), ("console://", False, "console")]
)
def test_without_a_server_the_demo_prints_and_a_site_sends_nothing(url, is_demo, backend):
    assert mail_settings(url, is_demo=is_demo)["EMAIL_BACKEND"].endswith(f".{backend}.EmailBackend")


@pytest.mark.parametrize("url", ["mail.example", "smtp://", "imap://mail.example", "smtp://mail.example:many"])
def test_an_address_that_names_no_mail_server_stops_the_start(url):
    with pytest.raises(SystemExit, match="MAIL_URL="):
        read_environment({"MAIL_URL": url})


@pytest.mark.parametrize("address", ["Tanu <tanu@akimat.example>", "tanu", "a@b\nBcc: c@d"])
def test_the_sender_is_one_bare_address(address):
    with pytest.raises(SystemExit, match="MAIL_FROM="):
        read_environment({"MAIL_FROM": address})
