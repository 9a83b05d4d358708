import uuid

import pytest

from tanu.courses.models import Course, Lesson


@pytest.fixture
def lessons(course: Course) -> list[Lesson]:
    return list(Lesson.objects.published().with_editions().filter(course=course))


@pytest.fixture
def sent():
    """What a browser posts with every form of a learner."""
    return lambda **fields: {"client_key": str(uuid.uuid4()), **fields}


@pytest.fixture
def aigerim(client, cast):
    """The browser of the village school's social pedagogue."""
    client.force_login(cast.aigerim)
    return client
