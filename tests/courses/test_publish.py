"""Whatever goes live in the admin, at once or by schedule, is compiled into what learners read."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from tanu.audit.models import Event
from tanu.courses.models import Course, Lesson, LessonPage, Module
from tanu.pictures.models import Drawing


@pytest.fixture
def lesson(course) -> Lesson:
    return Lesson.objects.get(slug="bruises-that-speak")


def page_in(lesson: Lesson, language: str) -> LessonPage:
    return LessonPage.objects.get(lesson=lesson, locale__language_code=language)


def publish(thing) -> None:
    thing.save_revision().publish()


def schedule(thing) -> None:
    """For a moment that has just passed, as if an editor had asked for it yesterday."""
    thing.go_live_at = timezone.now() + timedelta(hours=1)
    publish(thing)
    past = timezone.now() - timedelta(minutes=1)
    thing.revisions.filter(approved_go_live_at__isnull=False).update(approved_go_live_at=past)
    for revision in thing.revisions.filter(approved_go_live_at__isnull=False):
        revision.content["go_live_at"] = past.isoformat()
        revision.save()


@pytest.fixture(params=["at once", "by schedule"])
def go_live(request):
    def run(thing) -> None:
        if request.param == "at once":
            publish(thing)
        else:
            schedule(thing)
            call_command("publish_scheduled")

    return run


def test_a_page(lesson, go_live):
    page = page_in(lesson, "ru")
    page.title = "Новое название"
    go_live(page)
    assert Lesson.objects.get(pk=lesson.pk).current.document["ru"]["title"] == "Новое название"


def test_what_is_neutral_to_language(lesson, go_live):
    lesson.minutes = 33
    go_live(lesson)
    document = Course.objects.get(pk=lesson.course_id).current.document
    entries = {entry["slug"]: entry for module in document["modules"] for entry in module["lessons"]}
    assert entries["bruises-that-speak"]["minutes"] == 33


def test_a_course(course, go_live):
    course.title = {"kk": "Жаңа", "ru": "Новый", "en": "New"}
    go_live(course)
    assert Course.objects.get(pk=course.pk).current.document["title"]["en"] == "New"


def test_a_drawing(lesson, go_live):
    drawing = Drawing.objects.get(path="figures/bruise-places.svg")
    drawing.svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h7"/></svg>\n'
    go_live(drawing)
    parts = Lesson.objects.get(pk=lesson.pk).current.document["kk"]["parts"]
    assert any('d="M1 1h7"' in part.get("html", "") for part in parts)


def test_a_check_question(lesson, go_live):
    question = lesson.checks.get(name="c1").question
    before = question.current
    question.stem = {**question.stem, "en": "Another question?"}
    go_live(question)
    question.refresh_from_db()
    assert question.current != before
    assert "Another question?" in question.current.document["stem"]["en"]


def test_a_scheduled_text_is_not_read_before_its_time(lesson):
    page = page_in(lesson, "ru")
    page.title = "Новое название"
    page.go_live_at = timezone.now() + timedelta(hours=1)
    publish(page)
    call_command("publish_scheduled")
    assert Lesson.objects.get(pk=lesson.pk).current.document["ru"]["title"] != "Новое название"


def test_a_new_date_of_the_course_announces_an_edition_and_a_comma_does_not(course):
    course.summary = {**course.summary, "en": "Another summary."}
    publish(course)
    assert course.training.editions.count() == 1
    course.dated += timedelta(days=40)
    publish(course)
    assert course.training.editions.latest("number").dated == course.dated
    assert Course.objects.get(pk=course.pk).current.edition.dated == course.dated


def test_an_old_draft_brings_no_old_compilation_back(lesson):
    stale = lesson.save_revision()
    page = page_in(lesson, "ru")
    page.title = "Новое название"
    publish(page)
    stale.publish()
    assert Lesson.objects.get(pk=lesson.pk).current.document["ru"]["title"] == "Новое название"


def test_an_old_draft_of_a_course_takes_no_module_away(course):
    stale = course.save_revision()
    module = Module.objects.create(course=course, key="07-later", position=9, title={}, summary={})
    Lesson.objects.filter(slug="bruises-that-speak").update(module=module)
    stale.publish()
    assert Lesson.objects.get(slug="bruises-that-speak").module == module


def test_a_lesson_that_is_unpublished_is_retired_and_comes_back(lesson, course):
    lesson.unpublish()
    assert lesson not in course.lessons.published()
    assert "bruises-that-speak" not in str(Course.objects.get(pk=course.pk).current.document["modules"])
    publish(Lesson.objects.get(pk=lesson.pk))
    assert lesson in course.lessons.published()


def test_what_goes_live_is_audited_without_its_words(lesson, cast):
    page = page_in(lesson, "ru")
    page.title = "Новое название"
    page.save_revision(user=cast.alma).publish(user=cast.alma)
    entry = Event.objects.filter(verb="compile-lesson").latest("at")
    assert "Новое" not in str(entry.__dict__)
