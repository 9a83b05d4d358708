"""Editors see a draft as learners will see it, in each language, and can send nothing from it."""

import pytest
from wagtail.blocks import StreamBlock

from tanu.courses.models import Course, Lesson, LessonPage
from tanu.courses.page_blocks import LessonBody
from tests.courses.posting import blocks, form_of, page_form

LANGUAGES = ("kk", "ru", "en")


@pytest.fixture
def lesson(course) -> Lesson:
    return Lesson.objects.get(slug="bruises-that-speak")


def page_in(lesson: Lesson, language: str) -> LessonPage:
    return LessonPage.objects.get(lesson=lesson, locale__language_code=language)


def previewed(client, page: LessonPage, mode: str, **changes) -> str:
    address = f"/admin/pages/{page.pk}/edit/preview/"
    assert client.post(address, page_form(client, page, **changes)).json()["is_valid"]
    answer = client.get(address, {"mode": mode})
    assert answer.status_code == 200
    assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
    return answer.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_is_shown_in_its_language_from_the_draft(alma, lesson, language):
    text = previewed(alma, page_in(lesson, language), language, title="Draft title")
    assert f'<html lang="{language}">' in text
    assert "<h1>Draft title</h1>" in text


def test_the_other_languages_are_shown_from_their_newest_drafts(alma, lesson):
    russian = page_in(lesson, "ru")
    russian.title = "Черновик"
    russian.save_revision()
    text = previewed(alma, page_in(lesson, "kk"), "ru", title="Draft title")
    assert "<h1>Черновик</h1>" in text
    assert "Draft title" not in text


def test_nothing_can_be_sent_from_a_preview(alma, lesson):
    assert "<form" not in previewed(alma, page_in(lesson, "en"), "en").split("<main")[1]


def test_the_check_question_is_shown_as_it_is_drafted(alma, lesson):
    question = lesson.checks.get(name="c1").question
    question.stem = {**question.stem, "en": "What is drafted here?"}
    question.save_revision()
    assert "What is drafted here?" in previewed(alma, page_in(lesson, "en"), "en")


def test_an_unfinished_draft_can_be_looked_at(alma, lesson):
    page = page_in(lesson, "en")
    unfinished = [
        {"type": "figure", "value": {"path": "figures/not-drawn-yet.svg", "alt": "", "caption": "A caption"}},
        {"type": "check", "value": {"name": "c9"}},
        {"type": "callout", "value": {"kind": "do", "title": "", "text": ""}},
    ]
    assert "A caption" in previewed(alma, page, "en", **blocks(unfinished), objectives="", sources="F-CLIN-1")


def previewed_snippet(client, thing, mode: str) -> str:
    name = thing._meta.model_name
    address = f"/admin/snippets/courses/{name}/preview/{thing.pk}/"
    form = form_of(client, f"/admin/snippets/courses/{name}/edit/{thing.pk}/")
    assert client.post(address, form).json()["is_valid"]
    answer = client.get(address, {"mode": mode})
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_neutral_to_language_is_shown_in_each(alma, lesson, language):
    assert f"<h1>{lesson.current.document[language]['title']}</h1>" in previewed_snippet(alma, lesson, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_course_is_shown_as_its_map(alma, course, language):
    course.title = {code: f"Draft {code}" for code in LANGUAGES}
    course.save_revision()
    text = previewed_snippet(alma, course, language)
    assert f"<h1>Draft {language}</h1>" in text
    assert Lesson.objects.get(slug="bruises-that-speak").current.document[language]["title"] in text
    assert Course.objects.get(pk=course.pk).title["kk"] != "Draft kk"


def test_a_lesson_that_is_only_begun_stands_in_the_map(alma, course, lesson):
    Lesson.objects.filter(pk=lesson.pk).update(current=None, live=False)
    assert page_in(lesson, "en").title in previewed_snippet(alma, course, "en")


@pytest.mark.parametrize("name", list(LessonBody().child_blocks))
def test_each_block_introduces_itself(alma, course, name):
    stream: StreamBlock = LessonPage._meta.get_field("body").stream_block
    block = stream.child_blocks[name]
    assert block.is_previewable
    assert block.meta.icon not in ("placeholder", "")
    assert block.get_description()
    answer = alma.get("/admin/block-preview/", {"id": block.definition_prefix})
    assert answer.status_code == 200
    assert "tanu.css" in answer.content.decode()
