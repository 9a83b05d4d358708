import pytest
from django.test import Client

from tanu.people.actions import register


@pytest.fixture
def here(settings) -> Client:
    """A browser on the machine that runs the demo."""
    settings.DEMO = True
    return Client(headers={"host": "127.0.0.1:8000"}, REMOTE_ADDR="127.0.0.1")


def door(person) -> str:
    return f"/kk/sign-in/demo/{person.pk}/"


def lists_the_cast(client: Client) -> bool:
    return "/kk/sign-in/demo/" in client.get("/kk/sign-in/").content.decode()


def test_the_cast_is_introduced_with_work_and_place(here, cast):
    roles = {role.person: role for role in here.get("/en/sign-in/").context["roles"]}
    assert roles[cast.aigerim].work == "Social pedagogue, Zhusandy village school"
    assert roles[cast.zarina].work.count("Nurse") == 2
    assert roles[cast.nurlan].work == "Official"
    assert roles[cast.kairat].work == "No post today"
    assert all(role.shows for code, role in zip(cast.everybody(), roles.values(), strict=False))


def test_one_button_signs_in_without_a_password(here, cast):
    assert here.post(door(cast.natalya)).url == "/ru/my/"
    assert here.get("/ru/my/").context["user"] == cast.natalya


def test_the_button_is_a_form_and_no_link(here, cast):
    assert here.get(door(cast.natalya)).status_code == 405


def test_without_demo_there_is_no_door(here, cast, settings):
    settings.DEMO = False
    assert not lists_the_cast(here)
    assert here.post(door(cast.natalya)).status_code == 404


@pytest.mark.parametrize(
    ("host", "address"),
    [("127.0.0.1", "192.168.1.7"), ("testserver", "127.0.0.1"), ("10.0.0.5", "127.0.0.1"), ("127.0.0.1", "")],
)
def test_from_elsewhere_there_is_no_door(here, cast, settings, host, address):
    settings.ALLOWED_HOSTS = ["*"]
    client = Client(headers={"host": host}, REMOTE_ADDR=address)
    assert not lists_the_cast(client)
    assert client.post(door(cast.natalya)).status_code == 404


@pytest.mark.parametrize("host", ["localhost:8000", "[::1]:8000", "[::1]"])
def test_every_name_of_this_machine_opens_it(here, cast, settings, host):
    settings.ALLOWED_HOSTS = ["*"]
    assert lists_the_cast(Client(headers={"host": host}, REMOTE_ADDR="::1"))


def test_one_real_person_in_the_database_closes_it(here, cast):
    register(given_name="Real", code="real")
    assert not lists_the_cast(here)
    assert here.post(door(cast.natalya)).status_code == 404
