from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client

from tanu.people.models import Person
from tanu.people.slips import PrintedSlip

PASSWORD = "a sentence nobody guesses"


@pytest.fixture(autouse=True)
def nothing_is_remembered() -> None:
    cache.clear()


@pytest.fixture
def type_slip(client: Client) -> Callable[..., object]:
    """Types a slip into the sign-in page."""

    def type_slip(slip: PrintedSlip, **typed: str) -> object:
        return client.post("/ru/sign-in/", {"name": slip.name, "password": slip.secret, **typed})

    return type_slip


@pytest.fixture
def is_in(client: Client) -> Callable[[Person], bool]:
    """Whether the browser is signed in as this person."""
    return lambda person: client.session.get("_auth_user_id") == str(person.pk)
