"""Alma, the editor, sees what lags, decides about two versions, takes a course out and brings one in."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tanu.content.exporting import export_one
from tanu.content.models import LoadedItem
from tanu.content.packs import pack
from tanu.courses.models import Fact, LessonPage
from tanu.institutions.models import ReferralRoute
from tanu.lib.dates import local_day

LESSON = "recognition-and-referral/bruises-that-speak"


@pytest.fixture
def alma(client, cast):
    client.force_login(cast.alma)
    return client


@pytest.fixture
def two_versions(db) -> LoadedItem:
    """Alma has renamed the lesson here, somebody else has renamed it in the files."""
    row = LoadedItem.objects.get(kind="lesson", key=LESSON)
    row.incoming = {
        path: text.replace("title: What a bruise can tell you", "title: Bruises speak")
        for path, text in row.base.items()
    }
    row.save()
    page = LessonPage.objects.get(lesson__key=LESSON, locale__language_code="en")
    page.title = "What bruises say"
    page.save_revision().publish()
    return row


def title() -> str:
    return LessonPage.objects.get(lesson__key=LESSON, locale__language_code="en").title


@pytest.mark.parametrize("address", ["content_texts", "content_lags", "content_check"])
def test_the_pages_are_for_editors_only(client, cast, address):
    for who in (cast.aigerim, cast.nurlan, cast.bolat):
        client.force_login(who)
        assert client.get(reverse(address)).status_code == 404


def test_both_versions_are_shown_and_one_is_chosen(alma, two_versions):
    page = alma.get(reverse("content_texts")).content.decode()
    assert "-title: What bruises say\n+title: Bruises speak" in page
    alma.post(reverse("content_decide", args=[two_versions.pk]), {"choice": "theirs"})
    assert title() == "Bruises speak"
    assert not LoadedItem.objects.filter(incoming__isnull=False).exists()


def test_what_stands_here_can_be_kept(alma, two_versions):
    alma.post(reverse("content_decide", args=[two_versions.pk]), {"choice": "mine"})
    assert title() == "What bruises say"
    assert not LoadedItem.objects.filter(incoming__isnull=False).exists()


def test_nothing_is_decided_without_a_choice(alma, two_versions):
    alma.post(reverse("content_decide", args=[two_versions.pk]), {"choice": "both"})
    assert LoadedItem.objects.filter(incoming__isnull=False).get() == two_versions


def test_a_course_is_taken_out_and_brought_back_unchanged(alma, course):
    packed = alma.get(reverse("content_take_out", args=[course.key])).content
    assert packed == pack(export_one(course))
    answer = alma.post(reverse("content_bring"), {"pack": SimpleUploadedFile("one.zip", packed)}, follow=True)
    assert answer.status_code == 200


def test_a_zip_that_means_harm_is_refused_with_the_reason(alma):
    answer = alma.post(reverse("content_bring"), {"pack": SimpleUploadedFile("x.zip", b"no zip")})
    assert answer.status_code == 422
    assert "not a zip that can be read" in answer.content.decode()
    assert alma.post(reverse("content_bring"), {}).status_code == 422


def test_everything_live_passes_the_check(alma):
    page = alma.get(reverse("content_check"))
    assert page.status_code == 200
    assert page.context["is_checked"]
    assert not page.context["problems"]


def test_what_lags_names_the_item_and_leads_to_it(alma, two_versions):
    Fact.objects.filter(key="F-CLIN-14").update(checked="2025-01-01")
    ReferralRoute.objects.update(confirmed_on=None, confirmed_by="")
    lags = {lag.title: lag.rows for lag in alma.get(reverse("content_lags")).context["lags"]}
    rows = [row for found in lags.values() for row in found]
    assert all(row.address for row in rows)
    titles = {row.title for row in rows}
    assert {LESSON, "F-CLIN-14", "111"} <= titles
    for row in rows:
        assert alma.get(row.address).status_code == 200, row


def test_a_confirmed_route_does_not_lag(alma, cast):
    def districts() -> set[str]:
        return {row.title for lag in alma.get(reverse("content_lags")).context["lags"] for row in lag.rows}

    ReferralRoute.objects.update(confirmed_on=local_day(), confirmed_by="duty desk")
    assert not any("Жусанды" in name for name in districts())
    ReferralRoute.objects.update(confirmed_on=None, confirmed_by="")
    assert any("Жусанды" in name for name in districts())
