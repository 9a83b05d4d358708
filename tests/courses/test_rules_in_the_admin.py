"""What the files forbid, nobody can publish in the admin; and languages that differ never reach a learner."""

import pytest

from tanu.courses.beginning import begin_lesson
from tanu.courses.models import Lesson, LessonPage
from tests.courses.posting import address_of, blocks, form_of, page_form, sources


@pytest.fixture
def lesson(course) -> Lesson:
    return Lesson.objects.get(slug="bruises-that-speak")


@pytest.fixture
def page(lesson) -> LessonPage:
    return page_in(lesson, "en")


def page_in(lesson: Lesson, language: str) -> LessonPage:
    return LessonPage.objects.get(lesson=lesson, locale__language_code=language)


def body(page: LessonPage) -> list[dict]:
    return page.body.get_prep_value()


def place(page: LessonPage, kind: str) -> int:
    return [block["type"] for block in body(page)].index(kind)


def with_block(page: LessonPage, kind: str, **value: str) -> dict[str, str]:
    """The blocks of the page with one of them changed."""
    stream, number = body(page), place(page, kind)
    stream[number]["value"] = {**stream[number]["value"], **value}
    return blocks(stream)


def said_in_blocks(answer) -> dict[int, str]:
    """The sentences at each block."""
    error = answer.context["form"].errors.as_data()["body"][0]
    return {
        number: " ".join(found.messages if not hasattr(found, "non_block_errors") else found.non_block_errors)
        for number, found in error.block_errors.items()
    }


def publish(client, page: LessonPage, **changes):
    return client.post(address_of(page), page_form(client, page, **changes) | {"action-publish": "1"})


@pytest.mark.parametrize(
    ("kind", "value", "sentence"),
    [
        ("case", {"text": "Nine <b>o'clock</b>."}, "raw HTML is not allowed"),
        ("callout", {"text": "One\n\n::: local officer\n:::"}, "a directive opens inside `callout`"),
        ("figure", {"path": "figures/nowhere.svg"}, "there is no figure media/figures/nowhere.svg"),
        ("check", {"name": "c9"}, "there is no check question `c9`"),
        ("callout", {"title": 'Say "no"'}, "write `::: callout do|dont|remember"),
    ],
)
def test_a_fault_in_a_block_is_said_at_the_block(alma, page, kind, value, sentence):
    answer = publish(alma, page, **with_block(page, kind, **value))
    assert sentence in said_in_blocks(answer)[place(page, kind)]
    assert LessonPage.objects.get(pk=page.pk).latest_revision_id == page.latest_revision_id


@pytest.mark.parametrize(
    ("add", "sentence"),
    [
        ("A sentence. [F-CLIN-19, F-CLIN-20]", "each fact stands in brackets of its own"),
        ("A sentence [F-LAW-999].", "F-LAW-999 is cited but not listed"),
        ('::: callout do "One"\nTwo.\n:::', "a line begins with `:::`"),
        ("## Another {#see}\n\nText.", "the anchor {#see} stands twice"),
        ("## Another\n\nText.", "needs its anchor"),
    ],
)
def test_a_fault_in_prose_is_said_at_its_block(alma, page, add, sentence):
    stream = body(page)
    number = max(index for index, block in enumerate(stream) if block["type"] == "prose")
    stream[number]["value"] += f"\n\n{add}"
    assert sentence in said_in_blocks(publish(alma, page, **blocks(stream)))[number]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("content_warning", "Words <i>about</i> injuries.", "raw HTML is not allowed"),
        ("objectives", "", ""),
        ("sources", "F-CLIN-19", "the text is empty"),
    ],
)
def test_a_fault_in_a_field_is_said_at_the_field(alma, page, field, value, sentence):
    errors = publish(alma, page, **{field: value}).context["form"].errors
    assert sentence in " ".join(errors[field])


def test_a_source_that_is_not_in_the_register_is_refused(alma, page):
    stream = body(page)
    number = place(page, "prose")
    stream[number]["value"] += "\n\nA sentence [F-LAW-999]."
    more = {"sources": f"{sources(page)}\nF-LAW-999 | A law"}
    errors = publish(alma, page, **blocks(stream), **more).context["form"].errors
    assert "the fact F-LAW-999 is not in the register" in errors["sources"]


def test_a_text_too_short_is_said_of_the_whole(alma, page):
    stream = body(page)
    for block in stream:
        if block["type"] == "prose":
            block["value"] = block["value"].split("\n")[0]
    error = publish(alma, page, **blocks(stream)).context["form"].errors.as_data()["body"][0]
    assert any("words outside directives" in sentence for sentence in error.non_block_errors)


def test_what_breaks_a_rule_is_not_submitted_for_review(alma, page):
    form = page_form(alma, page, content_warning="Words <i>about</i> injuries.") | {"action-submit": "1"}
    assert alma.post(address_of(page), form).status_code == 200
    assert LessonPage.objects.get(pk=page.pk).current_workflow_state is None


def test_the_editor_sees_what_differs_from_the_other_languages(alma, lesson):
    kazakh = page_in(lesson, "kk")
    stream = [*body(kazakh), {"type": "local", "value": {"what": "helplines"}}]
    alma.post(address_of(kazakh), page_form(alma, kazakh, **blocks(stream)))
    text = alma.get(address_of(kazakh)).content.decode()
    assert "::: local helplines" in text


def test_a_language_that_differs_is_live_and_not_read(alma, lesson):
    old = lesson.current
    kazakh = page_in(lesson, "kk")
    stream = [*body(kazakh), {"type": "local", "value": {"what": "helplines"}}]
    assert publish(alma, kazakh, **blocks(stream)).status_code == 302
    lesson.refresh_from_db()
    assert lesson.current == old
    assert set(lesson.held_back) == {"ru", "en"}
    listed = alma.get("/admin/snippets/courses/lesson/").content.decode()
    assert "::: local helplines" in listed


def test_when_all_languages_have_followed_learners_read_them(alma, lesson):
    for language in ("kk", "ru", "en"):
        page = page_in(lesson, language)
        publish(alma, page, **blocks([*body(page), {"type": "local", "value": {"what": "helplines"}}]))
    lesson.refresh_from_db()
    assert lesson.held_back == {}
    assert {"kind": "local", "what": "helplines"} in lesson.current.document["kk"]["parts"]


def test_a_text_that_was_published_in_another_way_and_breaks_a_rule_is_not_read(alma, lesson):
    old, page = lesson.current, page_in(lesson, "en")
    page.content_warning = "Words <i>about</i> injuries."
    page.save_revision().publish()
    lesson.refresh_from_db()
    assert lesson.current == old
    assert "raw HTML" in str(lesson.held_back["en"])


def test_an_approved_wording_that_is_changed_awaits_review_again(alma, lesson, page):
    approved = {"state": "approved", "by": "A clinician", "date": "2026-11-21"}
    lesson.note_review("clinical", "", approved)
    lesson.note_review("language", "ru", approved)
    publish(alma, page, title="What bruises say")
    lesson.refresh_from_db()
    assert lesson.review_of("clinical", "") == {"state": "awaiting"}
    assert lesson.review_of("language", "ru") == approved
    assert "clinical" in lesson.current.document["en"]["awaits"]


def test_a_module_with_lessons_cannot_be_taken_out(alma, course):
    address = f"/admin/snippets/courses/course/edit/{course.pk}/"
    answer = alma.post(address, form_of(alma, address, **{"modules-0-DELETE": "on"}))
    assert answer.status_code == 200
    assert any(
        "has lessons" in sentence or course.modules.first().key in sentence
        for sentence in answer.context["form"].non_field_errors()
    )


@pytest.mark.parametrize(("field", "value"), [("hours", "0"), ("outcomes", "Not a key"), ("test", "")])
def test_a_course_that_breaks_a_rule_is_not_published(alma, course, field, value):
    address = f"/admin/snippets/courses/course/edit/{course.pk}/"
    answer = alma.post(address, form_of(alma, address, **{field: value}) | {"action-publish": "1"})
    assert answer.status_code == 200
    assert field in answer.context["form"].errors


def test_a_place_in_a_module_is_taken_once(alma, course):
    first = Lesson.objects.get(slug="bruises-that-speak")
    second = begin_lesson(first.module, "new-lesson", {"kk": "Жаңа", "ru": "Новый", "en": "New"})
    address = f"/admin/snippets/courses/lesson/edit/{second.pk}/"
    answer = alma.post(address, form_of(alma, address, position=str(first.position)))
    assert "position" in answer.context["form"].errors
