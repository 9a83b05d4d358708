import pytest

from tanu.courses.models import LessonProgress


@pytest.fixture
def pages(course, lessons) -> list[str]:
    return [f"/ru/courses/{course.key}/{lesson.slug}/" for lesson in lessons]


def test_done_leads_to_the_next_lesson(aigerim, pages, sent):
    assert aigerim.post(f"{pages[0]}done/", sent()).url == pages[1]


def test_after_the_last_lesson_the_map_shows_the_test(aigerim, course, pages, sent):
    assert aigerim.post(f"{pages[-1]}done/", sent()).url == f"/ru/courses/{course.key}/#test"


def test_setting_aside_leads_to_the_map_and_says_so_there(aigerim, course, pages, sent):
    there = aigerim.post(f"{pages[0]}aside/", sent()).url
    assert there == f"/ru/courses/{course.key}/"
    assert aigerim.get(there).context["path"].steps[0].state == "set-aside"


def test_the_same_form_twice_is_one_row(aigerim, pages, sent):
    form = sent()
    assert aigerim.post(f"{pages[0]}done/", form).url == aigerim.post(f"{pages[0]}done/", form).url
    assert LessonProgress.objects.count() == 1


@pytest.mark.parametrize("action", ["done/", "aside/"])
def test_opening_the_address_of_a_form_only_leads_back(aigerim, pages, action):
    assert aigerim.get(f"{pages[0]}{action}").url == pages[0]
    assert not LessonProgress.objects.exists()


@pytest.mark.parametrize("action", ["done/", "aside/"])
def test_a_visitor_writes_nothing(client, pages, sent, action):
    assert client.post(f"{pages[0]}{action}", sent()).status_code == 302
    assert not LessonProgress.objects.exists()
