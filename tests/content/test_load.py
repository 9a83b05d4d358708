"""Loading: all or nothing, and the same files twice change nothing."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tanu.content.loading import ContentRefused, load_library
from tanu.content.models import LoadedItem
from tanu.courses.models import CompiledCourse, CompiledLesson, Course, Lesson, LessonPage
from tanu.question_banks.models import Question, QuestionVersion
from tanu.records.models import TrainingEdition
from tests.content.tree import copy_shipped

LESSON = "courses/recognition-and-referral/03-recognising-signs/01-bruises-that-speak"
BANK = "question_banks/recognition-and-referral/disclosure.yaml"


@pytest.fixture
def root(tmp_path, db) -> Path:
    return copy_shipped(tmp_path)


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def counts() -> dict[str, int]:
    models = (Course, Lesson, LessonPage, CompiledLesson, CompiledCourse, Question, QuestionVersion, LoadedItem)
    return {model.__name__: model.objects.count() for model in models}


def test_loading_the_same_files_again_changes_nothing(root):
    before = counts()
    assert load_library(root) == []
    assert counts() == before


def test_a_changed_lesson_is_compiled_anew_and_the_old_document_stays(root):
    lesson = Lesson.objects.get(slug="bruises-that-speak")
    old = lesson.current
    replace(root / f"{LESSON}.en.md", "title: What a bruise can tell you", "title: What bruises say")
    changes = load_library(root)
    lesson.refresh_from_db()
    assert [(change.kind, change.what) for change in changes] == [("lesson", "changed")]
    assert lesson.current.document["en"]["title"] == "What bruises say"
    assert CompiledLesson.objects.get(pk=old.pk).document["en"]["title"] == "What a bruise can tell you"


def test_a_changed_question_gets_a_new_version_under_its_old_key(root):
    old = Question.objects.get(key="recognition-and-referral/disclosure/di-01").current
    replace(root / BANK, "  stem:\n    kk: ", "  stem:\n    kk: Бүгін ")
    load_library(root)
    question = Question.objects.get(key="recognition-and-referral/disclosure/di-01")
    assert question.current != old
    assert list(question.versions.order_by("pk")) == [old, question.current]


def test_a_dry_run_says_what_would_change_and_changes_nothing(root):
    replace(root / f"{LESSON}.en.md", "title: What a bruise can tell you", "title: What bruises say")
    before = counts()
    assert load_library(root, dry_run=True)
    assert counts() == before
    assert len(load_library(root)) == 1


def test_one_problem_anywhere_loads_nothing(root):
    replace(root / f"{LESSON}.en.md", "title: What a bruise can tell you", "title: What bruises say")
    replace(root / BANK, "type: single", "type: essay")
    with pytest.raises(ContentRefused) as refused:
        load_library(root)
    assert any("disclosure.yaml" in str(problem) for problem in refused.value.problems)
    assert Lesson.objects.get(slug="bruises-that-speak").current.document["en"]["title"] == "What a bruise can tell you"


def test_the_command_prints_every_problem_with_its_place(root, capsys):
    replace(root / BANK, "type: single", "type: essay")
    replace(root / f"{LESSON}.ru.md", "lang: ru", "lang: de")
    with pytest.raises(CommandError, match="Nothing was loaded"):
        call_command("load_content", root=root)
    out = capsys.readouterr().out
    assert "disclosure.yaml:" in out
    assert "01-bruises-that-speak.ru.md:3:" in out


def test_what_an_editor_changed_is_kept_and_named(root):
    page = LessonPage.objects.get(lesson__slug="bruises-that-speak", locale__language_code="kk")
    page.title = "Редактор өзгерткен атау"
    page.save_revision()
    replace(root / f"{LESSON}.en.md", "title: What a bruise can tell you", "title: What bruises say")
    assert [(change.key, change.what) for change in load_library(root)] == [
        ("recognition-and-referral/bruises-that-speak", "kept")
    ]


def test_a_question_that_stands_in_no_file_is_retired_and_comes_back_with_it(root):
    replace(root / BANK, "- id: di-04", "- id: di-09")
    load_library(root)
    question = Question.objects.get(key="recognition-and-referral/disclosure/di-04")
    assert question.retired_on is not None
    replace(root / BANK, "- id: di-09", "- id: di-04")
    load_library(root)
    question.refresh_from_db()
    assert question.retired_on is None


def test_a_new_edition_date_announces_a_new_edition(root):
    replace(root / "courses/recognition-and-referral/course.md", "edition: 2026-11-21", "edition: 2027-02-01")
    load_library(root)
    editions = TrainingEdition.objects.filter(training__key="recognition-and-referral").order_by("number")
    assert [edition.number for edition in editions] == [1, 2]
    assert Course.objects.get().current.edition == editions[1]


def test_publishing_in_the_admin_compiles_the_lesson_and_the_course(db):
    page = LessonPage.objects.get(lesson__slug="bruises-that-speak", locale__language_code="ru")
    course = Course.objects.get()
    page.title = "Новое название"
    page.save_revision().publish()
    lesson = Lesson.objects.get(slug="bruises-that-speak")
    assert lesson.current.document["ru"]["title"] == "Новое название"
    assert Course.objects.get().current_id != course.current_id


def test_the_courses_pages_share_the_things_key(db):
    lesson = Lesson.objects.get(slug="bruises-that-speak")
    pages = LessonPage.objects.filter(lesson=lesson)
    assert {page.translation_key for page in pages} == {lesson.pk}
    assert {page.locale.language_code for page in pages} == {"kk", "ru", "en"}


def test_every_shipped_course_is_a_pilot_until_it_is_reviewed(course):
    assert course.current.edition.is_pilot


def test_a_check_question_taken_out_of_its_lesson_is_retired(root):
    for language in ("kk", "ru", "en"):
        path = root / f"{LESSON}.{language}.md"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("::: check c1 ", "::: check c2 "), encoding="utf-8")
    load_library(root)
    assert Question.objects.get(key="recognition-and-referral/bruises-that-speak/c1").retired_on is not None
    assert Question.objects.get(key="recognition-and-referral/bruises-that-speak/c2").retired_on is None
