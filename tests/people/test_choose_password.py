"""A password of one's own: the rules are told beforehand, and in the same words when one is broken."""

import pytest
from django.test import Client

from tanu.audit.models import Event
from tanu.people.actions import set_password
from tanu.people.slips import make_slip
from tanu.people.throttle import FAILURES_OF_A_NAME
from tests.people.conftest import PASSWORD

CHOOSE = "/en/sign-in/password/"
CHANGE = "/en/account/password/"
NEW = "a heron stands by the lake"


@pytest.fixture
def choosing(client, cast, type_slip):
    """Aigerim's browser after the secret of her slip."""
    slip = make_slip(cast.aigerim)
    type_slip(slip)
    return client, slip


@pytest.fixture
def aigerim(client, cast):
    """Aigerim's browser, signed in with a password."""
    set_password(cast.aigerim, PASSWORD)
    client.post("/ru/sign-in/", {"name": "aigerim", "password": PASSWORD})
    return client


def change(client, old: str = PASSWORD, new: str = NEW, again: str | None = None):
    return client.post(CHANGE, {"old": old, "new": new, "again": new if again is None else again})


def errors(answer) -> dict[str, list[str]]:
    return {name: list(found) for name, found in answer.context["form"].errors.items()}


def test_the_rules_stand_on_the_page_before_anything_is_typed(choosing, aigerim):
    client, _ = choosing
    rules = client.get(CHANGE).context["rules"]
    assert rules[0].startswith("At least 10 signs.")
    page = aigerim.get(CHANGE).content.decode()
    assert [rule for rule in rules if rule not in page] == []


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ("short", "This password has 5 signs, it needs 10. Add a word."),
        ("1234567890", "Very many people use this password, so it is guessed first. Choose another."),
        ("", "Write the new password."),
    ],
)
def test_a_password_against_the_rules_is_refused_in_words_and_the_slip_stays_good(choosing, cast, new, said):
    client, _ = choosing
    assert errors(client.post(CHOOSE, {"new": new, "again": new}))["new"] == [said]
    assert not cast.aigerim.has_usable_password()
    assert client.post(CHOOSE, {"new": NEW, "again": NEW}).url == "/kk/my/"


def test_the_secret_of_the_slip_is_no_password_of_ones_own(choosing):
    client, slip = choosing
    for typed in (slip.secret, slip.secret.lower(), f"{slip.secret[:4]}-{slip.secret[4:]}"):
        assert "secret of the slip" in errors(client.post(CHOOSE, {"new": typed, "again": typed}))["new"][0]


def test_two_that_differ_are_refused(choosing, cast):
    client, _ = choosing
    assert "not the same" in errors(client.post(CHOOSE, {"new": NEW, "again": f"{NEW}!"}))["again"][0]
    assert not cast.aigerim.has_usable_password()


def test_what_was_typed_is_never_sent_back(choosing):
    client, _ = choosing
    assert NEW not in client.post(CHOOSE, {"new": NEW, "again": "another"}).content.decode()


def test_a_changed_password_opens_the_door_and_the_old_one_does_not(aigerim, cast, is_in):
    assert change(aigerim).url == "/en/account/"
    assert is_in(cast.aigerim)
    aigerim.post("/ru/sign-out/")
    aigerim.post("/ru/sign-in/", {"name": "aigerim", "password": PASSWORD})
    assert not is_in(cast.aigerim)
    aigerim.post("/ru/sign-in/", {"name": "aigerim", "password": NEW})
    assert is_in(cast.aigerim)


def test_other_browsers_are_signed_out_by_the_change(aigerim, cast):
    phone = Client()
    phone.post("/ru/sign-in/", {"name": "aigerim", "password": PASSWORD})
    assert phone.get("/kk/my/").status_code == 200
    change(aigerim)
    assert phone.get("/kk/my/").status_code == 302
    assert aigerim.get("/kk/my/").status_code == 200


def test_without_the_old_password_nothing_changes(aigerim, cast):
    assert "Nothing was changed." in errors(change(aigerim, old="something else"))["old"][0]
    assert cast.aigerim.check_password(PASSWORD)


def test_whoever_guesses_the_old_password_must_wait(aigerim, cast):
    for _ in range(FAILURES_OF_A_NAME):
        change(aigerim, old="something else")
    assert change(aigerim).status_code == 429
    assert cast.aigerim.check_password(PASSWORD)


def test_the_change_is_audited_without_the_password(aigerim, cast):
    before = Event.objects.filter(verb="set-password", actor_id=cast.aigerim.pk).count()
    change(aigerim)
    events = Event.objects.filter(verb="set-password", actor_id=cast.aigerim.pk)
    assert (before, events.count(), events.last().detail) == (0, 1, {})


def test_whoever_has_no_password_is_told_how_to_get_one(client, cast):
    client.force_login(cast.gulmira)
    assert "You have no password yet" in client.get("/en/account/").content.decode()
    assert client.get(CHANGE).content.decode().count('type="password"') == 0
    assert errors(change(client))["old"]
