import uuid
from collections.abc import Callable, Iterator

import pytest
from django.test import override_settings

from tanu.messages.actions import Draft, decide
from tanu.messages.models import Letter
from tests.messages.smtp_server import SmtpServer


def draft(key: str = "a-letter", **terms: object) -> Draft:
    standard: dict = {
        "kind": "plain",
        "recipient_id": uuid.uuid4(),
        "address": f"{key}@school.example",
        "language": "kk",
        "subject": "Тану: оқу мерзімі",
        "body": "Сәлеметсіз бе!\n",
    }
    return Draft(key=key, **{**standard, **terms})


@pytest.fixture
def letter(db: None) -> Callable[..., Letter]:
    """Decides a letter."""
    return lambda key="a-letter", **terms: decide(draft(key, **terms))[0]


@pytest.fixture
def server() -> Iterator[SmtpServer]:
    """A mail server that our settings name; it answers within a second or counts as slow."""
    with (
        SmtpServer() as server,
        override_settings(
            EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
            EMAIL_HOST="127.0.0.1",
            EMAIL_PORT=server.port,
            EMAIL_HOST_USER="",
            EMAIL_USE_TLS=False,
            EMAIL_USE_SSL=False,
            EMAIL_TIMEOUT=0.5,
        ),
    ):
        yield server
