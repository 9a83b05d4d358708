import pytest

from tanu.question_banks.models import Question


@pytest.fixture
def alma(client, cast):
    """The editor's browser, in English."""
    client.force_login(cast.alma)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.fixture
def question(db) -> Question:
    """A shipped question with one right answer."""
    return Question.objects.get(key="recognition-and-referral/disclosure/di-01")
