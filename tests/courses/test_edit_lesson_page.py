"""A language of a lesson is edited in Wagtail, and the edit goes back to its file and nothing else."""

import difflib

import pytest

from tanu.courses.exporting import export_lesson
from tanu.courses.models import Lesson, LessonPage
from tests.courses.posting import address_of, blocks, page_form


@pytest.fixture
def lesson(course) -> Lesson:
    return Lesson.objects.get(slug="bruises-that-speak")


@pytest.fixture
def page(lesson) -> LessonPage:
    return page_in(lesson, "ru")


def page_in(lesson: Lesson, language: str) -> LessonPage:
    return LessonPage.objects.get(lesson=lesson, locale__language_code=language)


def changed_lines(before: dict[str, str], after: dict[str, str]) -> list[str]:
    assert before.keys() == after.keys()
    found = []
    for path, text in before.items():
        for line in difflib.ndiff(text.split("\n"), after[path].split("\n")):
            if line[:2] in ("- ", "+ "):
                found.append(f"{path.rpartition('.')[0][-2:]} {line}")
    return found


def test_saving_what_the_browser_shows_changes_nothing(alma, lesson, page):
    for language in ("kk", "ru", "en"):
        page = page_in(lesson, language)
        before = export_lesson(lesson)
        answer = alma.post(address_of(page), page_form(alma, page) | {"action-publish": "1"})
        assert answer.status_code == 302, answer.context["form"].errors
        assert export_lesson(Lesson.objects.get(pk=lesson.pk)) == before


@pytest.mark.parametrize(
    ("field", "old", "new"),
    [
        ("title", None, "Новое название"),
        ("content_warning", None, "Слова о травмах: выйти можно в любой момент."),
    ],
)
def test_an_edit_of_one_field_changes_its_line_and_no_other(alma, lesson, page, field, old, new):
    before = export_lesson(lesson)
    alma.post(address_of(page), page_form(alma, page, **{field: new}) | {"action-publish": "1"})
    lines = changed_lines(before, export_lesson(Lesson.objects.get(pk=lesson.pk)))
    assert len(lines) == 2
    assert all(line.startswith("ru ") for line in lines)
    assert new in lines[1]


def test_an_edit_inside_a_block_changes_its_line_and_no_other(alma, lesson, page):
    before = export_lesson(lesson)
    form = page_form(alma, page)
    name = next(name for name in form if name.endswith("-value") and "\r\n" in form[name])
    form[name] = form[name].replace(". ", "! ", 1)
    alma.post(address_of(page), form | {"action-publish": "1"})
    lines = changed_lines(before, export_lesson(Lesson.objects.get(pk=lesson.pk)))
    assert [line[:4] for line in lines] == ["ru -", "ru +"]
    assert lines[1].replace("+", "-", 1) == lines[0].replace(". ", "! ", 1)


def test_what_learners_read_changes_when_the_page_is_published(alma, lesson, page):
    alma.post(address_of(page), page_form(alma, page, title="Новое название"))
    assert Lesson.objects.get(pk=lesson.pk).current.document["ru"]["title"] != "Новое название"
    alma.post(address_of(page), page_form(alma, page, title="Новое название") | {"action-publish": "1"})
    assert Lesson.objects.get(pk=lesson.pk).current.document["ru"]["title"] == "Новое название"


def test_a_draft_may_break_the_rules_and_is_not_exported(alma, lesson, page):
    before = export_lesson(lesson)
    answer = alma.post(address_of(page), page_form(alma, page, **blocks([{"type": "prose", "value": "<b>одно</b>"}])))
    assert answer.status_code == 302
    assert export_lesson(Lesson.objects.get(pk=lesson.pk)) == before
    assert len(LessonPage.objects.get(pk=page.pk).get_latest_revision_as_object().body) == 1
