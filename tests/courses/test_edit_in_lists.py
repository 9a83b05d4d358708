"""Courses, lessons, facts and drawings have lists and forms of their own, and an edit goes back to one line."""

import difflib
from collections.abc import Callable
from typing import Any

import pytest

from tanu.courses.exporting import export_course, export_facts, export_lesson
from tanu.courses.models import Course, Fact, Lesson
from tanu.pictures.exporting import export_drawings
from tanu.pictures.models import Drawing
from tanu.quizzes.models import Quiz
from tests.courses.posting import form_of

KEY = "recognition-and-referral"


def lesson() -> Lesson:
    return Lesson.objects.get(slug="bruises-that-speak")


def drawing() -> Drawing:
    return Drawing.objects.get(path="figures/bruise-places.svg")


def fact() -> Fact:
    return Fact.objects.get(key="F-CLIN-12")


EXPORTS: dict[type, tuple[Callable[[], Any], Callable[[], dict[str, str]]]] = {
    Course: (lambda: Course.objects.get(key=KEY), lambda: export_course(Course.objects.get(key=KEY))),
    Lesson: (lesson, lambda: export_lesson(lesson())),
    Quiz: (lambda: Course.objects.get(key=KEY).test, lambda: export_course(Course.objects.get(key=KEY))),
    Fact: (fact, lambda: export_facts(Fact.objects.all())),
    Drawing: (drawing, lambda: export_drawings(Drawing.objects.all())),
}


def address(thing: Any) -> str:
    return f"/admin/snippets/{thing._meta.app_label}/{thing._meta.model_name}/edit/{thing.pk}/"


def changed(before: dict[str, str], after: dict[str, str]) -> list[str]:
    lines = difflib.unified_diff(_whole(before), _whole(after), n=0)
    return [line for line in lines if line[0] in "+-" and line[:3] not in ("+++", "---")]


def _whole(texts: dict[str, str]) -> list[str]:
    return [f"{path}: {line}" for path, text in sorted(texts.items()) for line in text.split("\n")]


@pytest.mark.parametrize("model", EXPORTS)
def test_publishing_what_the_browser_shows_changes_nothing(alma, course, model):
    find, export = EXPORTS[model]
    thing, before = find(), export()
    answer = alma.post(address(thing), form_of(alma, address(thing)) | {"action-publish": "1"})
    assert answer.status_code == 302, answer.context["form"].errors
    assert changed(before, export()) == []


@pytest.mark.parametrize(
    ("model", "field", "value", "lines"),
    [
        (Course, "title_ru", "Новое название", 2),
        (Course, "hours", "7", 2),
        (Course, "modules-0-title_kk", "Жаңа атау", 2),
        (Lesson, "minutes", "19", 6),
        (Lesson, "dated", "2026-11-23", 6),
        (Quiz, "title_en", "Last test", 2),
        (Quiz, "pass_mark", "15", 2),
        (Fact, "source", "Another source: read again", 2),
        (Fact, "wording", "Another wording.", 2),
        (Drawing, "drawn_by", "Somebody else", 2),
    ],
)
def test_an_edit_changes_its_line_and_no_other(alma, course, model, field, value, lines):
    find, export = EXPORTS[model]
    thing, before = find(), export()
    answer = alma.post(address(thing), form_of(alma, address(thing), **{field: value}) | {"action-publish": "1"})
    assert answer.status_code == 302, answer.context["form"].errors
    found = changed(before, export())
    assert len(found) == lines, found
    assert all(value in line for line in found if line[0] == "+")


def test_a_draft_changes_nothing(alma, course):
    before = export_course(course)
    alma.post(address(course), form_of(alma, address(course), title_ru="Черновик"))
    course.refresh_from_db()
    assert export_course(course) == before
    assert "Черновик" in str(export_course(course, draft=True))


def test_a_new_fact_stands_in_the_register(alma, course):
    said = {
        "key": "F-LAW-99",
        "wording": "A wording",
        "source": "A source",
        "status": "read",
        "confidence": "low",
        "checked": "2026-11-22",
        "flags": ["LAW"],
    }
    form = form_of(alma, "/admin/snippets/courses/fact/add/") | said | {"action-publish": "1"}
    assert alma.post("/admin/snippets/courses/fact/add/", form).status_code == 302
    assert "F-LAW-99:\n  wording:\n    en: A wording\n" in export_facts(Fact.objects.all())["courses/sources.yaml"]


def test_a_name_is_written_once(alma, course):
    for thing, field in ((fact(), "key"), (drawing(), "path")):
        before = getattr(thing, field)
        alma.post(address(thing), form_of(alma, address(thing), **{field: "F-LAW-1"}) | {"action-publish": "1"})
        thing.refresh_from_db()
        assert getattr(thing, field) == before


def test_a_drawing_that_could_do_harm_is_refused(alma, course):
    bad = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>alert(1)</script></svg>'
    answer = alma.post(address(drawing()), form_of(alma, address(drawing()), svg=bad))
    assert "script" in str(answer.context["form"].errors["svg"])


def test_the_list_of_lessons_leads_to_each_language(alma, course, django_assert_max_num_queries):
    alma.get("/admin/snippets/courses/lesson/")
    with django_assert_max_num_queries(60):
        text = alma.get("/admin/snippets/courses/lesson/").content.decode()
    for page in lesson().pages.all():
        assert f"/admin/pages/{page.pk}/edit/" in text
    assert "Awaiting review" in text


@pytest.mark.parametrize(
    "name", ["courses/course", "courses/lesson", "courses/fact", "quizzes/quiz", "pictures/drawing"]
)
def test_each_list_opens_and_nothing_in_it_is_deleted_or_copied(alma, course, name):
    assert alma.get(f"/admin/snippets/{name}/").status_code == 200
    app, model = name.split("/")
    thing = next(kind for kind in EXPORTS if kind._meta.model_name == model and kind._meta.app_label == app)
    pk = thing.objects.first().pk
    assert alma.get(f"/admin/snippets/{name}/delete/{pk}/").status_code == 302
    assert alma.get(f"/admin/snippets/{name}/copy/{pk}/").status_code == 404
    assert alma.get(f"/admin/snippets/{name}/history/{pk}/").status_code == 200


def test_courses_stand_in_a_menu_of_their_own(alma, course):
    text = alma.get("/admin/").content.decode()
    for name in ("courses/course", "courses/lesson", "courses/fact", "pictures/drawing"):
        assert f"/admin/snippets/{name}/" in text


@pytest.mark.parametrize(("field", "value"), [("pass_mark", "99"), ("draw", "60"), ("draw", "0"), ("tries", "0")])
def test_a_test_that_cannot_be_passed_is_refused(alma, course, field, value):
    answer = alma.post(address(course.test), form_of(alma, address(course.test), **{field: value}))
    assert field in answer.context["form"].errors


def test_a_changed_test_stands_in_the_map_at_once(alma, course):
    alma.post(address(course.test), form_of(alma, address(course.test), minutes="45") | {"action-publish": "1"})
    assert Course.objects.get(key=KEY).current.document["test"]["minutes"] == 45


def test_a_test_is_previewed_by_its_rules(alma, course):
    preview = f"/admin/snippets/quizzes/quiz/preview/{course.test.pk}/"
    alma.post(preview, form_of(alma, address(course.test)))
    assert alma.get(preview, {"mode": "ru"}).content.decode().count("<h1>") == 1
