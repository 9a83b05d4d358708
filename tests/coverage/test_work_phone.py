"""A work telephone by hand is held to what a roster may hold."""

import pytest

from tanu.institutions.models import Post
from tests.coverage.staff_desk import desk_of, of


@pytest.fixture
def written(client, story):
    """Writes a telephone as Aigerim's and says what is then recorded."""
    desk = desk_of(client, story.baurzhan, story.school)

    def write(phone: str) -> str:
        posts = Post.objects.on(story.today).filter(person=story.aigerim, institution=story.school)
        desk.do(of(story.aigerim, "contact"), post=posts.get().pk, phone=phone, mail="")
        return posts.get().phone

    return write


@pytest.mark.parametrize("phone", ['1;=HYPERLINK("http://x.y","1")', "=1+1", "@SUM(A1)", "call me", "12"])
def test_what_is_no_telephone_is_refused(written, phone):
    before = written("+7 710 000 02 02")

    assert written(phone) == before


@pytest.mark.parametrize("phone", ["", "+7 710 000 02 02", "8 (710) 000-02-02", "+7 710 000 02 02; +7 710 000 03 03"])
def test_telephones_as_people_write_them_are_recorded(written, phone):
    assert written(phone) == phone
