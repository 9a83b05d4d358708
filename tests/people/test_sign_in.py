import pytest
from django.core.cache import cache

from tanu.people.actions import set_password
from tanu.people.throttle import FAILURES_OF_A_NAME

PAGE = "/ru/sign-in/"


@pytest.fixture(autouse=True)
def nobody_has_failed_yet():
    cache.clear()


@pytest.fixture
def aigerim(cast):
    set_password(cast.aigerim, "a sentence nobody guesses")
    return cast.aigerim


def sign_in(client, **typed: str):
    return client.post(PAGE, {"name": "aigerim", "password": "a sentence nobody guesses", **typed})


def test_the_right_password_leads_to_the_training_in_the_persons_own_language(client, aigerim):
    assert sign_in(client).url == "/kk/my/"
    assert client.get("/kk/my/").status_code == 200


def test_a_name_may_be_typed_in_capitals_and_with_spaces(client, aigerim):
    assert sign_in(client, name=" AIGERIM ").url == "/kk/my/"


def test_a_wrong_password_is_answered_in_words(client, aigerim):
    answer = sign_in(client, password="something else")
    assert answer.status_code == 200
    assert "aria-invalid" in answer.content.decode() or 'role="alert"' in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_an_unknown_name_is_answered_like_a_wrong_password(client, aigerim):
    unknown, wrong = sign_in(client, name="nobody-here"), sign_in(client, password="something else")
    assert unknown.context["form"].errors == wrong.context["form"].errors
    assert unknown.context["form"].non_field_errors()


def test_an_empty_form_says_what_is_missing(client, aigerim):
    answer = sign_in(client, name="", password="")
    assert set(answer.context["form"].errors) == {"name", "password"}


def test_the_page_that_was_asked_for_comes_after_signing_in(client, aigerim):
    wanted = client.get("/en/my/").url
    assert wanted == "/en/sign-in/?next=/en/my/"
    assert sign_in(client, next="/en/my/").url == "/en/my/"


def test_nobody_is_led_to_another_site(client, aigerim):
    assert sign_in(client, next="https://example.org/").url == "/kk/my/"


def test_after_ten_failures_the_name_rests_even_for_the_right_password(client, aigerim):
    for _ in range(FAILURES_OF_A_NAME):
        assert sign_in(client, password="something else").status_code == 200
    answer = sign_in(client)
    assert answer.status_code == 429
    assert answer["Retry-After"] == "900"
    assert "_auth_user_id" not in client.session


def test_a_colleague_at_the_same_address_is_not_shut_out(client, aigerim, cast):
    set_password(cast.gulmira, "another long sentence")
    for _ in range(FAILURES_OF_A_NAME):
        sign_in(client, password="something else")
    assert sign_in(client, name="gulmira", password="another long sentence").url == "/kk/my/"


def test_the_right_password_wipes_out_earlier_failures(client, aigerim):
    for _ in range(FAILURES_OF_A_NAME - 1):
        sign_in(client, password="something else")
    sign_in(client)
    client.post("/ru/sign-out/")
    assert sign_in(client, password="something else").status_code == 200
    assert sign_in(client).url == "/kk/my/"


def test_whoever_is_signed_in_does_not_see_the_form_again(client, aigerim):
    client.force_login(aigerim)
    assert client.get(PAGE).url == "/kk/my/"


def test_signing_out_is_a_form_and_no_link(client, aigerim):
    client.force_login(aigerim)
    assert client.get("/ru/sign-out/").status_code == 405
    assert client.post("/ru/sign-out/").url == "/ru/"
    assert "_auth_user_id" not in client.session
