"""Loading: all or nothing, and the same files twice change nothing."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tanu.content.loading import ContentRefused, load_library
from tanu.content.models import LoadedItem
from tanu.courses.models import CompiledCourse, CompiledLesson, Course, Lesson, LessonPage
from tanu.question_banks.models import Question, QuestionVersion
from tanu.records.models import TrainingEdition
from tests.content.tree import BANK, COURSE, LESSON, build_tree, copy_shipped, load_beside

KEY = "first-steps/bruises"


@pytest.fixture
def root(tmp_path, db) -> Path:
    """A small course, loaded beside what is shipped."""
    build_tree(tmp_path)
    load_beside(tmp_path)
    return tmp_path


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def counts() -> dict[str, int]:
    models = (Course, Lesson, LessonPage, CompiledLesson, CompiledCourse, Question, QuestionVersion, LoadedItem)
    return {model.__name__: model.objects.count() for model in models}


def test_loading_the_same_files_again_changes_nothing(tmp_path, db):
    before = counts()
    assert load_library(copy_shipped(tmp_path)) == []
    assert counts() == before


def test_a_changed_lesson_is_compiled_anew_and_the_old_document_stays(root):
    lesson = Lesson.objects.get(key=KEY)
    old = lesson.current
    replace(root / f"{LESSON}.en.md", "title: Bruises", "title: What bruises say")
    changes = load_beside(root)
    lesson.refresh_from_db()
    assert [(change.kind, change.what) for change in changes] == [("lesson", "changed")]
    assert lesson.current.document["en"]["title"] == "What bruises say"
    assert CompiledLesson.objects.get(pk=old.pk).document["en"]["title"] == "Bruises"


def test_a_changed_question_gets_a_new_version_under_its_old_key(root):
    old = Question.objects.get(key="first-steps/signs/q1").current
    replace(root / BANK, "stem: {kk: ", "stem: {kk: Бүгін ")
    load_beside(root)
    question = Question.objects.get(key="first-steps/signs/q1")
    assert question.current != old
    assert list(question.versions.order_by("pk")) == [old, question.current]


def test_a_dry_run_says_what_would_change_and_changes_nothing(root):
    replace(root / f"{LESSON}.en.md", "title: Bruises", "title: What bruises say")
    before = counts()
    assert load_library(root, is_whole=False, dry_run=True)
    assert counts() == before
    assert len(load_beside(root)) == 1


def test_one_problem_anywhere_loads_nothing(root):
    replace(root / f"{LESSON}.en.md", "title: Bruises", "title: What bruises say")
    replace(root / BANK, "type: single", "type: essay")
    with pytest.raises(ContentRefused) as refused:
        load_beside(root)
    assert any("signs.yaml" in str(problem) for problem in refused.value.problems)
    assert Lesson.objects.get(key=KEY).current.document["en"]["title"] == "Bruises"


def test_the_command_prints_every_problem_with_its_place(root, capsys):
    replace(root / BANK, "type: single", "type: essay")
    replace(root / f"{LESSON}.ru.md", "lang: ru", "lang: de")
    with pytest.raises(CommandError, match="Nothing was loaded"):
        call_command("load_content", root=root)
    out = capsys.readouterr().out
    assert "signs.yaml:" in out
    assert "01-bruises.ru.md:3:" in out


def test_what_an_editor_changed_is_kept_and_named(root):
    page = LessonPage.objects.get(lesson__key=KEY, locale__language_code="kk")
    page.title = "Редактор өзгерткен атау"
    page.save_revision()
    replace(root / f"{LESSON}.en.md", "title: Bruises", "title: What bruises say")
    assert [(change.key, change.what) for change in load_beside(root)] == [(KEY, "kept")]


def test_a_question_that_stands_in_no_file_is_retired_and_comes_back_with_it(root):
    replace(root / BANK, "- id: q2", "- id: q9")
    load_beside(root)
    question = Question.objects.get(key="first-steps/signs/q2")
    assert question.retired_on is not None
    replace(root / BANK, "- id: q9", "- id: q2")
    load_beside(root)
    question.refresh_from_db()
    assert question.retired_on is None


def test_a_new_edition_date_announces_a_new_edition(root):
    replace(root / COURSE, "edition: 2026-11-21", "edition: 2027-02-01")
    load_beside(root)
    editions = TrainingEdition.objects.filter(training__key="first-steps").order_by("number")
    assert [edition.number for edition in editions] == [1, 2]
    assert Course.objects.get(key="first-steps").current.edition == editions[1]


def test_publishing_in_the_admin_compiles_the_lesson_and_the_course(db):
    page = LessonPage.objects.get(lesson__slug="bruises-that-speak", locale__language_code="ru")
    course = Course.objects.get(key="recognition-and-referral")
    page.title = "Новое название"
    page.save_revision().publish()
    lesson = Lesson.objects.get(slug="bruises-that-speak")
    assert lesson.current.document["ru"]["title"] == "Новое название"
    assert Course.objects.get(key="recognition-and-referral").current_id != course.current_id


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
    load_beside(root)
    assert Question.objects.get(key="first-steps/bruises/c1").retired_on is not None
    assert Question.objects.get(key="first-steps/bruises/c2").retired_on is None
