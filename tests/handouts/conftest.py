import io
import uuid
from pathlib import Path

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from pypdf import PdfReader

from tanu.courses.models import Course
from tanu.handouts.models import Handout
from tests.cast import Cast
from tests.handouts.shelf import AID, KIT, put_on_shelf


@pytest.fixture(autouse=True)
def own_var(settings, tmp_path) -> Path:
    """What is drawn is kept in a folder that the test alone has."""
    settings.VAR = tmp_path
    return tmp_path


@pytest.fixture(autouse=True)
def nothing_is_remembered() -> None:
    cache.clear()


@pytest.fixture
def shelf(course: Course) -> dict[str, Handout]:
    return put_on_shelf()


@pytest.fixture
def aid(shelf: dict[str, Handout]) -> Handout:
    return shelf[AID]


@pytest.fixture
def kit(shelf: dict[str, Handout]) -> Handout:
    return shelf[KIT]


@pytest.fixture
def sent():
    """What a browser posts with every form."""
    return lambda **fields: {"client_key": str(uuid.uuid4()), **fields}


@pytest.fixture
def baurzhan(client: Client, cast: Cast) -> Client:
    """The browser of the head of the village school."""
    client.force_login(cast.baurzhan)
    return client


@pytest.fixture
def pages():
    """The words on each page of a PDF that was answered, runs of blanks made one."""

    def read(answer: HttpResponse) -> list[str]:
        assert answer.status_code == 200
        assert answer["Content-Type"] == "application/pdf"
        return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(answer.content)).pages]

    return read
