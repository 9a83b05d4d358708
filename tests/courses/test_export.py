"""What is in the database goes back to text, and the text is that of the files."""

from tanu.courses.exporting import check_sources, export_course, export_facts, export_lesson
from tanu.courses.models import Course, Fact, Lesson
from tanu.courses.rules import course_faults, read_page, surroundings
from tanu.courses.writing import REGISTER, course_texts, lesson_texts, register_text
from tanu.pictures.exporting import export_drawings
from tanu.pictures.models import Drawing


def test_every_course_comes_back_as_its_file_says(course, library):
    for file in library.courses:
        assert export_course(Course.objects.get(key=file.spec.id)) == course_texts(file)


def test_every_lesson_comes_back_as_its_files_say(course, library):
    for file in library.courses:
        for lesson in file.lessons:
            assert export_lesson(Lesson.objects.get(key=lesson.id)) == lesson_texts(lesson)


def test_the_register_comes_back_as_its_file_says(course, library):
    assert export_facts(Fact.objects.all()) == {REGISTER: register_text(library.register.facts)}


def test_every_drawing_comes_back_with_its_credit(course, library):
    texts = export_drawings(Drawing.objects.all())
    assert {f"media/{path}": figure.file.text for path, figure in library.figures.items()}.items() <= texts.items()
    assert set(library.figures) == {
        line[:-1] for line in texts["media/credits.yaml"].split("\n") if line[:7] == "figures"
    }


def test_every_shipped_text_keeps_the_rules_in_the_admin_too(course):
    for lesson in Lesson.objects.all():
        around = surroundings(check_sources(lesson))
        for page in lesson.pages.select_related("locale"):
            assert read_page(lesson, page, around).faults == []
    assert course_faults(course, course.modules.all()) == []


def test_a_draft_is_written_only_when_it_is_asked_for(course):
    lesson = Lesson.objects.get(slug="bruises-that-speak")
    page = lesson.pages.get(locale__language_code="en")
    page.title = "A draft"
    page.save_revision()
    assert "title: A draft" not in str(export_lesson(lesson))
    assert "title: A draft" in str(export_lesson(lesson, draft=True))


def test_what_is_retired_has_no_file(course):
    lesson = Lesson.objects.get(slug="bruises-that-speak")
    lesson.unpublish()
    assert export_lesson(Lesson.objects.get(pk=lesson.pk)) == {}
    course.unpublish()
    assert export_course(Course.objects.get(pk=course.pk)) == {}


def test_a_lesson_that_moves_takes_its_files_along(course):
    lesson = Lesson.objects.get(slug="bruises-that-speak")
    lesson.module, lesson.position = course.modules.first(), 9
    lesson.save_revision().publish()
    folder = f"courses/{course.key}/{course.modules.first().key}"
    assert set(export_lesson(Lesson.objects.get(pk=lesson.pk))) == {
        f"{folder}/09-bruises-that-speak.{language}.md" for language in ("kk", "ru", "en")
    }
