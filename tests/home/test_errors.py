"""When something goes wrong the page says what, in the reader's language, and asks nobody who may be out of reach."""

import pytest
from django.core.exceptions import BadRequest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from tests.serving import House

LANGUAGES = ["kk", "ru", "en"]
ASKED_WITHOUT_A_DATABASE = """
import django
from django.conf import settings
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
django.setup()
from django.test import Client
answer = Client(raise_request_exception=False, headers={"host": "127.0.0.1"}).get("/ru/courses/")
print(answer.status_code, answer["Retry-After"], answer["Content-Security-Policy"], answer.content.decode())
"""


@pytest.fixture
def failing(monkeypatch):
    """The list of courses fails with the error that is given."""

    def fail(error: Exception) -> Client:
        def refuse(*_arguments, **_more):
            raise error

        monkeypatch.setattr("tanu.courses.views.walk_all", refuse)
        return Client(raise_request_exception=False)

    return fail


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("error", "status", "title"),
    [
        (ValueError("broken"), 500, "Something broke on our side"),
        (OperationalError("gone"), 503, "Tanu is out of reach for a moment"),
        (BadRequest("no key"), 400, "This request could not be read"),
    ],
)
def test_the_page_answers_in_the_readers_language_with_the_numbers_to_call(
    failing, course, error, status, title, language
):
    answer = failing(error).get(f"/{language}/courses/")
    text = answer.content.decode()

    assert answer.status_code == status
    assert f'<html lang="{language}">' in text
    assert (title in text) == (language == "en")
    assert "tel:112" in text


def test_the_switch_of_a_broken_page_leads_to_the_same_page(failing, course):
    assert 'href="/ru/courses/"' in failing(ValueError()).get("/kk/courses/").content.decode()


@pytest.mark.parametrize("error", [ValueError(), OperationalError(), BadRequest()])
def test_a_broken_page_asks_the_database_nothing(failing, cast, error, django_assert_num_queries):
    client = failing(error)
    client.force_login(cast.aigerim)
    client.get("/kk/courses/")
    with django_assert_num_queries(2):  # the session and the reader, before it broke
        client.get("/kk/courses/")


def test_a_form_without_its_secret_is_not_taken(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.aigerim)
    answer = client.post(reverse("people:sign_out"))

    assert answer.status_code == 403
    assert "tel:112" in answer.content.decode()
    assert client.get("/kk/my/").status_code == 200, "nothing was done"


def test_without_a_database_the_page_says_so_and_when_to_come_back(tmp_path):
    house = House(tmp_path, f"sqlite:///{tmp_path}/nowhere/tanu.sqlite3")
    text = house.run("-c", ASKED_WITHOUT_A_DATABASE, PYTHONPATH="site", DJANGO_SETTINGS_MODULE="tanu.settings")

    assert text.startswith("503 60 ")
    assert "script-src 'self'" in text
    assert "tel:112" in text
