import pytest
from django.core.cache import cache

from tanu.courses.actions import finish_lesson
from tanu.courses.models import Lesson
from tanu.courses.path import walk
from tanu.coverage.actions import recount
from tanu.home.demo.build import first_day
from tanu.home.demo.story import require_training
from tanu.lib.dates import long_date
from tests.quizzes.paper import sit


@pytest.fixture(autouse=True)
def nothing_is_remembered():
    cache.clear()


@pytest.fixture
def required(cast, course) -> None:
    require_training(first_day())
    recount()


def page(client, person, language: str = "en"):
    client.force_login(person)
    return client.get(f"/{language}/my/")


def complete(person, course) -> None:
    for lesson in Lesson.objects.published().with_editions().filter(course=course):
        finish_lesson(person, lesson, "kk")
    sit(person, course.test, 20)


def test_the_headline_says_how_much_is_left_and_by_when(client, cast, course, required):
    answer = page(client, cast.aigerim)
    (due,) = answer.context["dues"]
    left = len(walk(course, cast.aigerim).steps)
    assert answer.context["headline"] == f"Lessons left: {left}. Due: {long_date(due.due_on, 'en')}"


def test_what_is_due_says_why(client, cast, course, required):
    (due,) = page(client, cast.aigerim).context["dues"]
    assert "the akimat of the region (invented)" in due.why
    assert due.institutions == "Zhusandy village school"


def test_an_overdue_training_is_said_plainly(client, cast, course, required):
    assert page(client, cast.natalya).context["headline"].startswith("The date has passed: ")


def test_without_a_requirement_the_course_is_still_open(client, cast, course):
    answer = page(client, cast.sergey)
    assert answer.context["dues"] == []
    assert "Nothing is asked of you by a date" in answer.content.decode()
    assert answer.context["headline"] == f"Lessons left: {len(walk(course, cast.sergey).steps)}"


def test_it_leads_on_to_the_next_lesson(client, cast, course):
    first, second = Lesson.objects.published().with_editions().filter(course=course)[:2]
    finish_lesson(cast.aigerim, first, "kk")
    assert f'href="/en/courses/{course.key}/{second.slug}/"' in page(client, cast.aigerim).content.decode()


def test_after_the_lessons_only_the_test_is_left(client, cast, course):
    for lesson in Lesson.objects.published().with_editions().filter(course=course):
        finish_lesson(cast.sergey, lesson, "kk")
    assert page(client, cast.sergey).context["headline"] == "Only the test is left"


def test_a_completed_course_shows_its_certificate_and_nothing_to_do(client, cast, course, required):
    complete(cast.aigerim, course)
    answer = page(client, cast.aigerim)
    assert answer.context["headline"] == "Nothing is left to do today"
    (certificate,) = answer.context["certificates"]
    assert f"/en/certificates/{certificate.serial}/" in answer.content.decode()


def test_nobody_elses_certificate_stands_there(client, cast, course, required):
    complete(cast.aigerim, course)
    assert list(page(client, cast.gulmira).context["certificates"]) == []


def test_somebody_with_two_posts_sees_both(client, cast, course):
    assert len(page(client, cast.zarina).context["works"]) == 2


def test_only_an_official_is_offered_the_boards(client, cast, course):
    assert "/en/coverage/" in page(client, cast.nurlan).content.decode()
    assert "/en/coverage/" not in page(client, cast.aigerim).content.decode()


def test_the_page_writes_nothing_and_asks_little(client, cast, course, required, django_assert_max_num_queries):
    client.force_login(cast.aigerim)
    with django_assert_max_num_queries(25) as asked:
        client.get("/en/my/")
    assert all(query["sql"].startswith("SELECT") for query in asked.captured_queries)
