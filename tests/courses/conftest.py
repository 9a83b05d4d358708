import uuid
from collections.abc import Callable

import pytest

from tanu.courses.models import Course, Lesson
from tanu.courses.variants import is_for


@pytest.fixture
def lessons(course: Course) -> list[Lesson]:
    return list(Lesson.objects.published().with_editions().filter(course=course))


@pytest.fixture
def walked_by(lessons: list[Lesson]) -> Callable[[str], list[Lesson]]:
    """The lessons of one variant."""
    return lambda variant: [lesson for lesson in lessons if is_for(lesson.audience, variant)]


@pytest.fixture
def sent():
    """What a browser posts with every form of a learner."""
    return lambda **fields: {"client_key": str(uuid.uuid4()), **fields}


@pytest.fixture
def aigerim(client, cast):
    """The browser of the village school's social pedagogue."""
    client.force_login(cast.aigerim)
    return client


@pytest.fixture
def alma(client, cast):
    """The browser of the editor, who has asked for English."""
    client.force_login(cast.alma)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client
