"""A new edition: who was trained on the old one learns just what changed."""

import uuid
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse

from tanu.content.loading import ContentRefused, load_library
from tanu.courses.models import Course
from tanu.courses.publishing import course_went_live
from tanu.records.models import Completion, Refresher
from tests.content.tree import copy_shipped
from tests.home.test_my_training import complete, page

WHAT = {"kk": "Нөмір өзгерді", "ru": "Изменился номер", "en": "A number has changed"}
LESSONS = ["recognition-and-referral/the-call-and-the-form", "recognition-and-referral/first-five-minutes"]


@pytest.fixture(autouse=True)
def nothing_is_remembered():
    cache.clear()


@pytest.fixture
def aigerim_learned_the_old_edition(cast, course) -> Completion:
    complete(cast.aigerim, course)
    return Completion.objects.of(cast.aigerim).get()


@pytest.fixture
def new_edition(aigerim_learned_the_old_edition, cast) -> Course:
    course = Course.objects.get(key="recognition-and-referral")
    course.dated = max(cast.today, course.dated + timedelta(days=1))
    course.what_changed, course.changed_lessons = WHAT, LESSONS
    course.save()
    course_went_live(course)
    # As if announced on that day: the edition holds from its date.
    course.training.editions.filter(dated=course.dated).update(dated=cast.today)
    return course


def done(client, slug: str) -> None:
    address = reverse("courses:done", args=["recognition-and-referral", slug])
    assert client.post(address, {"client_key": uuid.uuid4()}).status_code == 302


def confirm(client):
    return client.post("/en/my/changes/recognition-and-referral/", {"client_key": uuid.uuid4()}, follow=True)


def test_her_own_page_says_what_changed_and_leads_to_it(client, cast, new_edition):
    text = page(client, cast.aigerim).content.decode()
    assert "A number has changed" in text
    assert "/en/my/changes/recognition-and-referral/" in text


def test_she_reads_the_lessons_that_changed_and_is_up_to_date(
    client, cast, new_edition, aigerim_learned_the_old_edition
):
    client.force_login(cast.aigerim)
    shown = client.get("/en/my/changes/recognition-and-referral/")
    assert shown.context["left"] == 2
    confirm(client)
    assert not Refresher.objects.exists()
    for key in LESSONS:
        done(client, key.rpartition("/")[2])
    assert "You are up to date" in confirm(client).content.decode()
    assert Refresher.objects.get().completion == aigerim_learned_the_old_edition
    assert Completion.objects.of(cast.aigerim).count() == 1
    assert client.get("/en/my/changes/recognition-and-referral/").status_code == 404
    assert "A number has changed" not in page(client, cast.aigerim).content.decode()


def test_who_has_not_completed_the_course_has_nothing_to_refresh(client, cast, new_edition):
    client.force_login(cast.gulmira)
    assert client.get("/en/my/changes/recognition-and-referral/").status_code == 404


def test_an_announced_edition_is_not_changed_by_files(course, tmp_path):
    path = copy_shipped(tmp_path) / "courses/recognition-and-referral/course.md"
    changes = f"changes:\n  what: {{kk: а, ru: б, en: c}}\n  lessons: [{LESSONS[0]}]\nreview:\n"
    path.write_text(path.read_text(encoding="utf-8").replace("review:\n", changes, 1), encoding="utf-8")
    with pytest.raises(ContentRefused) as refused:
        load_library(tmp_path)
    assert "is announced and never changes" in str(next(iter(refused.value.problems)))
