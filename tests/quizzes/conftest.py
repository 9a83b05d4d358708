import pytest

from tanu.quizzes.models import Quiz
from tests.quizzes.paper import build_quiz


@pytest.fixture
def quiz(db) -> Quiz:
    return build_quiz()
