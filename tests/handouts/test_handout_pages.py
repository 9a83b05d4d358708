"""Handouts as pages: in the reader's language, for whoever is signed in."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from tanu.lib.dates import local_day
from tests.handouts.shelf import AID, KIT

LIST = "courses/recognition-and-referral/handouts/"


@pytest.fixture
def gulmira(client, cast):
    """The browser of a teacher of the village school."""
    client.force_login(cast.gulmira)
    return client


@pytest.mark.parametrize(
    ("language", "words"),
    [("kk", "Тұтқаны қоймас бұрын"), ("ru", "Прежде чем положить трубку"), ("en", "Before you hang up")],
)
def test_gulmira_reads_the_aid_in_her_language(gulmira, aid, language, words):
    page = gulmira.get(f"/{language}/{LIST}{AID}/").content.decode()
    assert f">{words}</h2>" in page
    assert 'id="src-F-REF-10"' in page
    assert '<svg viewBox="0 0 360 344" role="img"' in page


def test_it_says_who_has_not_reviewed_it_and_of_what_day_it_is(gulmira, aid):
    page = gulmira.get(f"/en/{LIST}{AID}/").content.decode()
    assert "A lawyer has not checked this text yet." in page
    assert "A clinician has not checked this text yet." not in page
    assert "Text of: 21\xa0November 2026." in page


def test_a_card_names_the_officer_where_she_works(gulmira, kit, cast):
    page = gulmira.get(f"/en/{LIST}{KIT}/").content.decode()
    assert cast.aigerim.full_name in page


def test_the_list_has_them_by_kind_with_their_pdf(gulmira, shelf):
    page = gulmira.get(f"/en/{LIST}").content.decode()
    assert page.index("Aid on one page") < page.index("The call on one page") < page.index("Staff briefing, 30 minutes")
    assert f'href="/en/{LIST}{KIT}.pdf"' in page


def test_the_course_map_leads_to_them_once_there_are_any(gulmira, aid):
    course_map = reverse("courses:course", args=[aid.course.key])
    with override("en"):
        link = reverse("handouts:handouts", args=[aid.course.key])
    assert f'href="{link}"' in gulmira.get(course_map.replace("/kk/", "/en/")).content.decode()
    aid.course.handouts.update(retired_on=local_day())
    assert f'href="{link}"' not in gulmira.get(course_map.replace("/kk/", "/en/")).content.decode()


def test_a_retired_handout_is_gone(gulmira, aid):
    aid.retired_on = local_day()
    aid.save()
    assert gulmira.get(f"/en/{LIST}{AID}/").status_code == 404
    assert gulmira.get(f"/en/{LIST}{AID}.pdf").status_code == 404


def test_another_course_does_not_have_it(gulmira, aid):
    assert gulmira.get(f"/en/courses/elsewhere/handouts/{AID}/").status_code == 404


def test_a_page_writes_nothing_and_asks_little(gulmira, aid, django_assert_max_num_queries):
    gulmira.get(f"/en/{LIST}{AID}/")
    with django_assert_max_num_queries(5) as asked:
        gulmira.get(f"/en/{LIST}{AID}/")
    assert [query["sql"] for query in asked if not query["sql"].startswith("SELECT")] == []
