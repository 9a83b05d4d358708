"""An editor begins a course, a lesson and a check question; learners see nothing of them until all is published."""

import pytest

from tanu.courses.exporting import export_course, export_lesson
from tanu.courses.models import Course, CoursePage, Lesson, LessonPage
from tanu.question_banks.models import Question
from tests.courses.posting import address_of, form_of, page_form

TITLES = {"title_kk": "Жаңа", "title_ru": "Новый", "title_en": "New"}


@pytest.fixture
def begun(alma, course) -> Lesson:
    form = {"course": str(course.pk), "module": str(course.modules.first().pk), "slug": "new-lesson", **TITLES}
    alma.post("/admin/snippets/courses/lesson/add/", form)
    return Lesson.objects.get(slug="new-lesson")


def test_a_lesson_is_begun_with_a_page_in_each_language(begun, course):
    pages = {page.locale.language_code: page for page in begun.pages.all()}
    assert {language: page.title for language, page in pages.items()} == {"kk": "Жаңа", "ru": "Новый", "en": "New"}
    assert not any(page.live for page in pages.values())
    assert {page.translation_key for page in pages.values()} == {begun.pk}
    assert [block.value for block in pages["ru"].body][1] == "## Что вы видите {#see}"


def test_it_stands_at_the_end_of_its_module_and_nobody_sees_it(begun, course):
    others = begun.module.lessons.exclude(pk=begun.pk).values_list("position", flat=True)
    assert begun.position == max(others) + 1
    assert begun not in course.lessons.published()
    assert export_lesson(begun) == {}


def test_the_form_leads_on_to_the_editor_of_the_lesson(alma, course):
    form = {"course": str(course.pk), "module": str(course.modules.first().pk), "slug": "new-lesson", **TITLES}
    answer = alma.post("/admin/snippets/courses/lesson/add/", form, follow=True)
    assert (
        answer.redirect_chain[-1][0]
        == f"/admin/snippets/courses/lesson/edit/{Lesson.objects.get(slug='new-lesson').pk}/"
    )
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("field", "value"),
    [("slug", "bruises-that-speak"), ("slug", "Not a name"), ("slug", "test"), ("title_ru", ""), ("module", "999")],
)
def test_a_form_that_cannot_be_followed_makes_nothing(alma, course, field, value):
    before = LessonPage.objects.count()
    form = {"course": str(course.pk), "module": str(course.modules.first().pk), "slug": "new-lesson", **TITLES}
    answer = alma.post("/admin/snippets/courses/lesson/add/", form | {field: value})
    assert answer.context["form"].errors.keys() == {field.partition("_")[0]}
    assert LessonPage.objects.count() == before


def test_each_page_of_the_new_lesson_can_be_opened_and_saved(alma, begun):
    for page in begun.pages.all():
        assert alma.post(address_of(page), page_form(alma, page)).status_code == 302


def test_a_check_question_is_begun_under_the_next_name(alma, course):
    lesson = Lesson.objects.get(slug="bruises-that-speak")
    assert alma.get(f"/admin/snippets/courses/lesson/check/{lesson.pk}/").status_code == 200
    answer = alma.post(f"/admin/snippets/courses/lesson/check/{lesson.pk}/", follow=True)
    question = Question.objects.get(key="recognition-and-referral/bruises-that-speak/c2")
    assert lesson.checks.get(name="c2").question == question
    assert question.current is None
    assert answer.redirect_chain[-1][0].endswith(f"/edit/{question.pk}/")


def test_a_course_is_begun_and_learners_see_nothing_of_it(alma, course):
    answer = alma.post("/admin/snippets/courses/course/add/", {"key": "new-course", **TITLES}, follow=True)
    begun = Course.objects.get(key="new-course")
    assert answer.redirect_chain[-1][0] == f"/admin/snippets/courses/course/edit/{begun.pk}/"
    assert answer.status_code == 200
    assert begun not in Course.objects.published()
    assert export_course(begun) == {}
    address = f"/admin/snippets/courses/course/edit/{begun.pk}/"
    assert alma.post(address, form_of(alma, address)).status_code == 302


def test_no_page_is_made_moved_copied_or_deleted_by_hand(alma, course):
    page = LessonPage.objects.first()
    for action in ("copy", "move", "delete", "unpublish"):
        assert alma.get(f"/admin/pages/{page.pk}/{action}/").status_code == 302, action
    container = CoursePage.objects.first()
    assert alma.get(f"/admin/pages/{container.pk}/edit/").status_code == 302
    assert alma.get(f"/admin/pages/add/courses/lessonpage/{container.pk}/").status_code == 302
    explorer = alma.get("/admin/pages/").content.decode()
    assert "Welcome to your new Wagtail" not in explorer
    assert alma.get(f"/admin/pages/{container.pk}/").status_code == 200
