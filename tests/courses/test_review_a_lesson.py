"""A page goes through the workflow of its language, and the page says who reviewed it."""

import pytest

from tanu.courses.models import Lesson, LessonPage
from tanu.people.actions import let_into_admin
from tanu.reviews.actions import let_review
from tests.courses.posting import address_of, page_form


@pytest.fixture
def lesson(course) -> Lesson:
    return Lesson.objects.get(slug="bruises-that-speak")


@pytest.fixture
def page(lesson) -> LessonPage:
    return LessonPage.objects.get(lesson=lesson, locale__language_code="ru")


@pytest.fixture
def submitted(alma, page) -> LessonPage:
    alma.post(address_of(page), page_form(alma, page, title="Новое название") | {"action-submit": "1"})
    return LessonPage.objects.get(pk=page.pk)


def approve(page: LessonPage, reviewer) -> None:
    state = LessonPage.objects.get(pk=page.pk).current_workflow_task_state
    state.task.specific.on_action(state, reviewer, "approve")


def test_a_submitted_page_waits_for_a_clinician_first(submitted):
    assert submitted.current_workflow_task.specific.kind == "clinical"
    assert submitted.title != "Новое название"


def test_the_last_approval_publishes_and_learners_see_who_reviewed(submitted, lesson, cast):
    let_review(cast.natalya, "clinical")
    let_review(cast.aliya, "legal")
    let_review(cast.vera, "language", "ru")
    for reviewer in (cast.natalya, cast.aliya, cast.vera):
        approve(submitted, reviewer)
    lesson.refresh_from_db()
    assert lesson.current.document["ru"]["title"] == "Новое название"
    assert lesson.current.document["ru"]["awaits"] == []
    assert lesson.current.document["kk"]["awaits"] == ["language"]
    assert lesson.review["clinical"]["state"] == "approved"


def test_what_an_editor_publishes_without_review_still_awaits_it(alma, page, lesson):
    alma.post(address_of(page), page_form(alma, page, title="Новое название") | {"action-publish": "1"})
    assert "clinical" in Lesson.objects.get(pk=lesson.pk).current.document["ru"]["awaits"]


def test_an_editor_sees_the_page_in_the_lists_of_the_admin(alma, cast, submitted):
    let_into_admin(cast.alma)
    text = alma.get("/admin/snippets/courses/lesson/").content.decode()
    assert address_of(submitted) in text
