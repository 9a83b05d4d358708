import gzip
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import find

from tanu.courses.compiled import course_document, lesson_document
from tanu.courses.models import LessonProgress

HTML, CSS, JS = 14 * 1024, 12 * 1024, 10 * 1024


@pytest.fixture
def pages(course, lessons) -> list[str]:
    return [f"/kk/courses/{course.key}/{lesson.slug}/" for lesson in lessons]


def weight(content: bytes) -> int:
    return len(gzip.compress(content, 6))


def test_a_lesson_is_read_behind_the_sign_in(client, pages):
    assert client.get(pages[0]).url == f"/kk/sign-in/?next={pages[0]}"


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_lesson_is_there_in_every_language(aigerim, pages, language):
    for page in pages:
        answer = aigerim.get(page.replace("/kk/", f"/{language}/"))
        document = answer.context["reading"].document
        text = answer.content.decode()
        assert f'<html lang="{language}">' in text
        assert document["title"] in text
        assert document["warning"] in text
        assert all(point in text for point in document["key_points"])
        assert all(f'id="src-{source["fact"]}"' in text for source in document["sources"])


def test_a_lesson_says_what_awaits_review_and_of_which_day_it_is(aigerim, pages):
    text = aigerim.get(pages[0].replace("/kk/", "/en/")).content.decode()
    assert 'class="basted"' in text
    assert "has not checked this text yet." in text
    assert "21\xa0November 2026" in text


def test_the_way_out_stands_above_the_text(aigerim, pages):
    text = aigerim.get(pages[0]).content.decode()
    assert text.index('href="https://kk.wikipedia.org/" rel="noreferrer noopener"') < text.index("<h1>")


def test_a_lesson_asks_the_database_little_and_writes_nothing(aigerim, pages, django_assert_max_num_queries):
    for page in pages:
        course_document.cache_clear()
        lesson_document.cache_clear()
        # Two of them for the case that a lesson opens, and cold a third for its words.
        with django_assert_max_num_queries(15) as cold:
            aigerim.get(page)
        with django_assert_max_num_queries(12) as warm:
            aigerim.get(page)
        assert all(query["sql"].startswith("SELECT") for query in cold.captured_queries + warm.captured_queries)
    assert not LessonProgress.objects.exists()


def test_a_lesson_weighs_little(aigerim, pages):
    assert all(weight(aigerim.get(page).content) <= HTML for page in pages)


def test_style_sheet_and_script_weigh_little():
    assert weight(Path(find("tanu/css/tanu.css")).read_bytes()) <= CSS
    assert weight(Path(find("tanu/js/tanu.js")).read_bytes()) <= JS


def test_a_lesson_that_is_retired_is_not_found(aigerim, cast, lessons, pages):
    lessons[0].retired_on = cast.today
    lessons[0].save()
    assert aigerim.get(pages[0]).status_code == 404


def test_another_course_does_not_hold_the_lesson(aigerim, lessons):
    assert aigerim.get(f"/kk/courses/other/{lessons[0].slug}/").status_code == 404
