from datetime import timedelta

import pytest
from django.utils import timezone

from tanu.quizzes.models import Attempt
from tests.quizzes.paper import form, sit


@pytest.fixture
def page(course) -> str:
    return f"/en/courses/{course.key}/test/"


def test_the_page_tells_the_rules_and_begins_nothing(aigerim, page):
    text = aigerim.get(page).content.decode()
    assert "20 questions, 16 right ones are needed." in text
    assert "Three tries left." in text
    assert not Attempt.objects.exists()


def test_the_form_begins_a_try_and_leads_to_it(aigerim, cast, course, page):
    answer = aigerim.post(page, form([]))
    attempt = Attempt.objects.get()
    assert answer.url == f"/en/tests/{attempt.pk}/1/"
    assert (attempt.person, attempt.language, attempt.compiled_hash) == (cast.aigerim, "en", course.current.hash)


def test_the_same_form_again_leads_to_the_same_try(aigerim, page):
    sent = form([])
    assert aigerim.post(page, sent).url == aigerim.post(page, sent).url
    assert Attempt.objects.count() == 1


def test_an_open_try_is_gone_on_with(aigerim, page):
    first = aigerim.post(page, form([]))
    assert "Go on with the test" in aigerim.get(page).content.decode()
    assert aigerim.post(page, form([])).url == first.url


def test_after_the_third_try_the_page_says_when_a_new_set_opens(aigerim, cast, course, page):
    for _ in range(3):
        sit(cast.aigerim, course.test, 0)
    text = aigerim.get(page).content.decode()
    assert "A new set of questions opens:" in text
    assert "Begin the test" not in text
    assert aigerim.post(page, form([])).url == page
    assert Attempt.objects.count() == 3


def test_a_day_later_a_new_set_can_be_begun(aigerim, cast, course, page):
    for _ in range(3):
        sit(cast.aigerim, course.test, 0, at=timezone.now() - timedelta(hours=25))
    assert "Three tries left." in aigerim.get(page).content.decode()
    aigerim.post(page, form([]))
    assert Attempt.objects.open().get().round == 2


def test_after_a_pass_there_is_nothing_to_begin(aigerim, cast, course, page):
    sit(cast.aigerim, course.test, 20)
    assert "You have passed this test." in aigerim.get(page).content.decode()
    assert aigerim.post(page, form([])).url == page


def test_the_result_leads_to_the_lessons_of_what_was_missed(aigerim, cast, course, walked_by):
    attempt = sit(cast.aigerim, course.test, 0)
    text = aigerim.get(f"/en/tests/{attempt.pk}/result/").content.decode()
    lessons = [lesson for lesson in walked_by("school") if set(lesson.outcomes) & set(course.test.outcomes)]
    assert lessons
    for lesson in lessons:
        assert f'href="/en/courses/{course.key}/{lesson.slug}/"' in text


def test_a_course_nobody_published_has_no_test(aigerim):
    assert aigerim.get("/en/courses/no-such-course/test/").status_code == 404


def test_the_page_writes_nothing_and_asks_little(aigerim, page, django_assert_max_num_queries):
    aigerim.get(page)
    with django_assert_max_num_queries(12) as asked:
        aigerim.get(page)
    assert all(query["sql"].startswith("SELECT") for query in asked.captured_queries)
