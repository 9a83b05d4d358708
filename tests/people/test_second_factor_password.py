"""Who has only taken over a session changes nothing about the second factor: the password is asked as well."""

import pytest
from django.conf import settings as site
from django.test import Client
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from tanu.people import throttle
from tanu.people.actions import set_password
from tanu.people.second_factor import factor_of
from tests.people.apps_on_telephones import PASSWORD, code_of, forget_the_wait, set_up

PAGE = "/en/account/code/"
SET_UP = "/en/account/code/set-up/"


@pytest.fixture
def baurzhan(cast):
    set_password(cast.baurzhan, PASSWORD)
    return cast.baurzhan


@pytest.fixture
def browser(client, baurzhan) -> Client:
    return signed_in(client)


def signed_in(client: Client) -> Client:
    client.post("/en/sign-in/", {"name": "baurzhan", "password": PASSWORD})
    return client


def copy_of(browser: Client) -> Client:
    """The same session in the browser of a thief."""
    thief = Client()
    thief.cookies[site.SESSION_COOKIE_NAME] = browser.cookies[site.SESSION_COOKIE_NAME].value
    return thief


def begun(browser: Client, person) -> TOTPDevice:
    browser.post(f"{PAGE}begin/")
    return TOTPDevice.objects.get(user=person)


def is_in(browser: Client) -> bool:
    return browser.get("/en/my/").status_code == 200


def faults(answer, field: str) -> str:
    return " ".join(answer.context["form"].errors.get(field, []))


@pytest.mark.parametrize("typed", ["", "not the password"])
def test_without_the_password_nothing_is_set_up(browser, baurzhan, typed):
    device = begun(browser, baurzhan)
    answer = browser.post(SET_UP, {"password": typed, "code": code_of(device)})
    assert faults(answer, "password")
    assert factor_of(baurzhan) is None
    assert is_in(browser)


def test_with_the_password_it_is_and_every_other_session_ends(browser, baurzhan):
    elsewhere = signed_in(Client())
    device = begun(browser, baurzhan)
    assert is_in(elsewhere)
    browser.post(SET_UP, {"password": PASSWORD, "code": code_of(device)})
    assert factor_of(baurzhan) == device
    assert is_in(browser)
    assert elsewhere.get("/en/my/").url.startswith("/en/sign-in/")


def test_the_password_stays_the_same_word(browser, baurzhan):
    browser.post(SET_UP, {"password": PASSWORD, "code": code_of(begun(browser, baurzhan))})
    baurzhan.refresh_from_db()
    assert baurzhan.check_password(PASSWORD)


def test_the_key_is_shown_to_nobody_who_copied_the_session(browser, baurzhan):
    thief = copy_of(browser)
    assert is_in(thief)
    begun(browser, baurzhan)
    assert browser.get(SET_UP).status_code == 200
    assert thief.get(SET_UP).url.startswith("/en/sign-in/")


def test_the_key_is_shown_in_no_other_session_of_the_person(browser, baurzhan):
    elsewhere = signed_in(Client())
    begun(browser, baurzhan)
    assert elsewhere.get(SET_UP).url == PAGE


@pytest.mark.parametrize("address", ["recovery", "remove"])
def test_in_a_session_with_the_code_the_password_is_still_asked(browser, baurzhan, address):
    device, codes = set_up(baurzhan)
    browser.post(PAGE, {"code": codes[0]})
    kept = set(StaticToken.objects.filter(device__user=baurzhan).values_list("token", flat=True))
    answer = browser.post(f"{PAGE}{address}/", {"password": "not the password", "code": code_of(device)})
    assert faults(answer, "password")
    assert factor_of(baurzhan) == device
    assert set(StaticToken.objects.filter(device__user=baurzhan).values_list("token", flat=True)) == kept


def test_a_wrong_password_spends_no_code(browser, baurzhan):
    device, codes = set_up(baurzhan)
    browser.post(PAGE, {"code": codes[0]})
    code = code_of(device)
    browser.post(f"{PAGE}remove/", {"password": "not the password", "code": code})
    assert browser.post(f"{PAGE}remove/", {"password": PASSWORD, "code": code}).url == PAGE
    assert factor_of(baurzhan) is None


@pytest.mark.parametrize("address", ["recovery", "remove", "set-up"])
def test_passwords_are_guessed_ten_times_and_then_not_looked_at(browser, baurzhan, address):
    if address == "set-up":
        device = begun(browser, baurzhan)
    else:
        device, codes = set_up(baurzhan)
        browser.post(PAGE, {"code": codes[0]})
    for _ in range(throttle.FAILURES_OF_A_NAME):
        browser.post(f"{PAGE}{address}/", {"password": "not the password", "code": "000000"})
    forget_the_wait(baurzhan)
    answer = browser.post(f"{PAGE}{address}/", {"password": PASSWORD, "code": code_of(device)})
    assert answer.status_code == 429
    assert (factor_of(baurzhan) is None) == (address == "set-up")


def test_a_password_that_was_changed_in_between_is_not_brought_back(browser, baurzhan, monkeypatch):
    from tanu.people import factor_actions

    device = begun(browser, baurzhan)
    judge = factor_actions.verify_token

    def judge_while_it_changes(*given):
        set_password(type(baurzhan).objects.get(pk=baurzhan.pk), "quite another sentence")
        return judge(*given)

    monkeypatch.setattr(factor_actions, "verify_token", judge_while_it_changes)
    browser.post(SET_UP, {"password": PASSWORD, "code": code_of(device)})
    baurzhan.refresh_from_db()
    assert baurzhan.check_password("quite another sentence")
    assert factor_of(baurzhan) is None


def test_in_the_demo_who_came_in_without_a_password_types_none(cast, settings):
    settings.DEMO = True
    browser = Client(headers={"host": "127.0.0.1"})
    browser.post(f"/en/sign-in/demo/{cast.gulmira.pk}/")
    device = begun(browser, cast.gulmira)
    assert "password" not in browser.get(SET_UP).context["form"].fields
    browser.post(SET_UP, {"code": code_of(device)})
    assert factor_of(cast.gulmira) == device
    assert is_in(browser)


def test_elsewhere_who_has_no_password_sets_up_nothing(client, cast):
    client.force_login(cast.gulmira)
    device = begun(client, cast.gulmira)
    client.post(SET_UP, {"code": code_of(device)})
    assert factor_of(cast.gulmira) is None
