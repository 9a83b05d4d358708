"""Two editors at one text: neither loses an edit in silence."""

import pytest
from django.test import Client

from tanu.courses.models import Course, Fact, Lesson, LessonPage
from tanu.pictures.models import Drawing
from tanu.question_banks.models import Question
from tests.courses.posting import address_of, form_of, page_form


@pytest.fixture
def page(course) -> LessonPage:
    return LessonPage.objects.get(lesson__slug="bruises-that-speak", locale__language_code="kk")


@pytest.fixture
def two(cast) -> tuple[Client, Client]:
    """Two windows in which editors are signed in."""
    windows = Client(), Client()
    for window in windows:
        window.force_login(cast.alma)
    return windows


def test_the_second_save_of_a_page_is_refused_and_both_texts_are_shown(two, page):
    first, second = two
    theirs, mine = page_form(first, page, title="Бірінші атау"), page_form(second, page, title="Екінші атау")
    assert first.post(address_of(page), theirs).status_code == 302
    answer = second.post(address_of(page), mine)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Бірінші атау" in text
    assert "Екінші атау" in text
    assert LessonPage.objects.get(pk=page.pk).get_latest_revision_as_object().title == "Бірінші атау"
    assert [other.mine for other in answer.context["others"]] == ["Екінші атау"]


def test_a_block_that_was_edited_is_kept_to_copy(two, page):
    first, second = two
    theirs, mine = page_form(first, page, title="Бірінші атау"), page_form(second, page)
    name = next(name for name in mine if name.endswith("-value") and "\r\n" in mine[name])
    mine[name] = f"{mine[name]}\r\n\r\nМенің сөйлемім."
    first.post(address_of(page), theirs)
    assert any("Менің сөйлемім." in other.mine for other in second.post(address_of(page), mine).context["others"])


def test_it_is_refused_to_publish_over_a_newer_text_too(two, page):
    first, second = two
    theirs, mine = page_form(first, page, title="Бірінші атау"), page_form(second, page, title="Екінші атау")
    first.post(address_of(page), theirs | {"action-publish": "1"})
    assert second.post(address_of(page), mine | {"action-publish": "1"}).status_code == 409
    assert LessonPage.objects.get(pk=page.pk).title == "Бірінші атау"


def test_whoever_saves_twice_overwrites_nobody(two, page):
    window = two[0]
    assert window.post(address_of(page), page_form(window, page, title="Бірінші атау")).status_code == 302
    assert window.post(address_of(page), page_form(window, page, title="Екінші атау")).status_code == 302


@pytest.mark.parametrize(
    ("model", "app", "changes"),
    [
        (Course, "courses", ({"hours": "7"}, {"hours": "8"})),
        (Lesson, "courses", ({"minutes": "11"}, {"minutes": "12"})),
        (Fact, "courses", ({"source": "One"}, {"source": "Another"})),
        (Drawing, "pictures", ({"drawn_by": "One"}, {"drawn_by": "Another"})),
        (Question, "question_banks", ({"stem_kk": "Бір"}, {"stem_kk": "Екі"})),
    ],
)
def test_what_is_not_a_page_is_guarded_too(two, course, model, app, changes):
    thing = model.objects.first()
    address = f"/admin/snippets/{app}/{model._meta.model_name}/edit/{thing.pk}/"
    theirs, mine = (form_of(window, address, thing, **change) for window, change in zip(two, changes, strict=True))
    assert two[0].post(address, theirs).status_code == 302
    answer = two[1].post(address, mine)
    assert answer.status_code == 409
    shown = [(other.theirs, other.mine) for other in answer.context["others"]]
    assert len(shown) == 1
    assert next(iter(changes[0].values())) in shown[0][0]
    assert next(iter(changes[1].values())) in shown[0][1]
