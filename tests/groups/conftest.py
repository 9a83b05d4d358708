import uuid
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client

from tanu.case_studies.models import Case
from tanu.groups.actions import join, open_group
from tanu.groups.models import Group
from tests.case_studies.cases import publish
from tests.cast import Cast


@pytest.fixture(autouse=True)
def nothing_is_remembered() -> None:
    cache.clear()


@pytest.fixture
def case(db: None) -> Case:
    return publish()


@pytest.fixture
def group(cast: Cast) -> Group:
    """Aliya's, with Arman in it."""
    group = open_group("Social work, year 3", by=cast.aliya)
    join(cast.arman, group.code)
    return group


@pytest.fixture
def browser(client: Client, cast: Cast) -> Callable[[str], Client]:
    """The browser of somebody of the cast."""

    def of(code: str) -> Client:
        client.force_login(getattr(cast, code))
        return client

    return of


@pytest.fixture
def sent() -> Callable[..., dict[str, str]]:
    """What a browser posts with every form."""
    return lambda **fields: {"client_key": str(uuid.uuid4()), **fields}
