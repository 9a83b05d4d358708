import pytest

from tanu.courses.actions import finish_lesson, set_aside
from tests.quizzes.paper import sit


@pytest.fixture
def page(course) -> str:
    return f"/en/courses/{course.key}/"


def test_a_visitor_sees_what_the_course_contains_and_no_progress(client, course, page):
    text = client.get(page).content.decode()
    assert course.title["en"] in text
    assert "Sign in to begin" in text
    assert "Lessons done" not in text


def test_the_map_knows_what_is_done_and_where_to_go_on(client, cast, lessons, page):
    finish_lesson(cast.aigerim, lessons[0], "kk")
    set_aside(cast.aigerim, lessons[1], "kk")
    client.force_login(cast.aigerim)
    path = client.get(page).context["path"]
    assert [step.state for step in path.steps][:3] == ["done", "set-aside", ""]
    assert (path.through, path.next.slug) == (2, lessons[2].slug)


def test_what_somebody_set_aside_is_nobody_elses_business(client, cast, lessons, page):
    set_aside(cast.aigerim, lessons[0], "kk")
    client.force_login(cast.baurzhan)
    assert client.get(page).context["path"].through == 0


def test_the_map_counts_what_awaits_review(client, lessons, page):
    waiting = dict(client.get(page).context["path"].waiting)
    assert waiting["Not yet checked by a lawyer"] == len(lessons)


def test_english_awaits_no_native_speaker_and_kazakh_does(client, lessons, page):
    assert len(client.get(page).context["path"].waiting) == 2
    assert len(client.get(page.replace("/en/", "/kk/")).context["path"].waiting) == 3


def test_the_map_says_that_the_test_is_passed(client, cast, course, page):
    sit(cast.aigerim, course.test, 17)
    client.force_login(cast.aigerim)
    assert "Right answers: 17 of 20." in client.get(page).content.decode()


def test_the_map_writes_nothing_and_asks_little(client, cast, page, django_assert_max_num_queries):
    client.force_login(cast.aigerim)
    with django_assert_max_num_queries(9) as asked:
        client.get(page)
    assert all(query["sql"].startswith("SELECT") for query in asked.captured_queries)


def test_a_course_that_is_retired_is_not_found(client, cast, course, page):
    course.retired_on = cast.today
    course.save()
    assert client.get(page).status_code == 404
    assert course.title["en"] not in client.get("/en/courses/").content.decode()


def test_the_list_leads_to_the_course(client, course, page):
    assert f'href="{page}"' in client.get("/en/courses/").content.decode()
