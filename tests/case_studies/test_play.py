"""A case played in the pages, as a learner's browser posts it."""

import re
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tanu.case_studies.actions import begin, choose
from tanu.case_studies.models import Playthrough, Step
from tests.case_studies.cases import GRAPH, publish

FORM = {
    "enough": 2,
    "fields": {
        "threshold": {"options": ["now", "same-day", "discuss"], "right": "now"},
        "words": {"options": ["hers", "mine"], "right": "hers"},
    },
}


@pytest.fixture
def gulmira(cast, client: Client) -> Client:
    client.force_login(cast.gulmira)
    return client


def post(client: Client, address: str, **fields: str):
    return client.post(address, {"client_key": str(uuid.uuid4()), **fields})


def begin_in_the_page(client: Client, language: str = "en") -> str:
    return post(client, f"/{language}/cases/two-doors/begin/").url


def words_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", response.content.decode()))


def test_the_warning_comes_first_with_a_way_to_skip_that_costs_nothing(gulmira, case):
    page = gulmira.get("/en/cases/two-doors/")
    assert "content_warning (en)" in words_of(page)
    assert "counts the same" in words_of(page) or "two-doors" in words_of(page)
    assert not Playthrough.objects.exists(), "a GET writes nothing"


def test_she_plays_to_the_end_and_reads_both_ways(gulmira, case):
    way = begin_in_the_page(gulmira)
    for number, choice in enumerate(("promise", "call"), start=1):
        assert post(gulmira, way, step=str(number), choice=choice).status_code == 302
    debrief = gulmira.get(way, follow=True)
    assert debrief.redirect_chain[-1][0].endswith("/debrief/")
    said = words_of(debrief)
    assert "Verdict: safe-harder." in said
    assert "Safe path: 2 of 4" in said
    assert "You promise (en)" in said
    assert "The expert listen (en)" in said
    assert "You and the expert call (en)" in said


def test_the_language_changed_in_the_middle_keeps_the_way(gulmira, case):
    way = begin_in_the_page(gulmira, "kk")
    post(gulmira, way, step="1", choice="listen")
    russian = way.replace("/kk/", "/ru/")
    assert "This is talk (ru)" in words_of(gulmira.get(russian))
    post(gulmira, russian, step="2", choice="call")
    assert list(Step.objects.values_list("scene", "language")) == [("desk", "kk"), ("talk", "ru")]


def test_a_second_window_and_a_second_click_store_a_step_once(gulmira, case):
    way = begin_in_the_page(gulmira)
    fields = {"client_key": str(uuid.uuid4()), "step": "1", "choice": "listen"}
    assert gulmira.post(way, fields).url == gulmira.post(way, fields).url == way
    page = gulmira.post(way, fields | {"client_key": str(uuid.uuid4()), "choice": "promise"}, follow=True)
    assert "taken already" in words_of(page)
    assert Step.objects.count() == 1


def test_a_step_without_a_choice_says_what_to_do_and_keeps_nothing(gulmira, case):
    way = begin_in_the_page(gulmira)
    page = gulmira.post(way, {"client_key": str(uuid.uuid4()), "step": "1"}, follow=True)
    assert "Nothing was chosen" in words_of(page)
    assert not Step.objects.exists()


def test_she_goes_back_to_a_step_and_the_first_way_stays(gulmira, case, cast):
    way = begin_in_the_page(gulmira)
    for number, choice in enumerate(("promise", "wait", "leave"), start=1):
        post(gulmira, way, step=str(number), choice=choice)
    other = post(gulmira, f"{way}back/", step="1").url
    for number, choice in enumerate(("listen", "call"), start=1):
        post(gulmira, other, step=str(number), choice=choice)
    first, second = Playthrough.objects.order_by("began_at")
    assert (first.verdict, first.kind, second.verdict, second.kind) == ("not-safe", "graded", "safe", "exploring")


def test_a_choice_is_refused_with_the_reason_and_stored(gulmira, db):
    scenes = [dict(scene) for scene in GRAPH["scenes"]]
    scenes[1] = scenes[1] | {"rules": [{"when": "not chose desk.promise", "choice": "wait", "refuse": "not-yet"}]}
    publish(scenes=scenes)
    way = begin_in_the_page(gulmira)
    post(gulmira, way, step="1", choice="listen")
    page = post(gulmira, way, step="2", choice="wait")
    assert "not-yet (en)" in words_of(gulmira.get(page.url))
    assert list(Step.objects.values_list("number", "to", "refused")) == [(1, "talk", ""), (2, "talk", "not-yet")]


@pytest.mark.parametrize(
    ("answers", "taken"),
    [
        (["now", "hers"], "right"),
        (["now", "mine"], "wrong"),
        (["discuss", "hers"], "wrong"),
    ],
)
def test_a_practice_referral_is_marked_field_by_field(gulmira, db, answers, taken):
    scenes = [dict(scene) for scene in GRAPH["scenes"]]
    right = {"id": "right", "to": "safe", "critical": "called", "expert": True}
    scenes[1] = {"id": "talk", "kind": "normal", "form": FORM, "choices": [right, {"id": "wrong", "to": "late"}]}
    scenes[0] = scenes[0] | {
        "choices": [{"id": "listen", "to": "talk", "critical": "listened", "expert": True}],
    }
    publish(scenes=scenes)
    way = begin_in_the_page(gulmira)
    post(gulmira, way, step="1", choice="listen")
    page = words_of(gulmira.get(way))
    assert "For invented children only" in page
    assert "national number" in page
    threshold, said = answers
    post(gulmira, way, step="2", **{"answer-threshold": threshold, "answer-words": said})
    step = Step.objects.get(number=2)
    assert (step.choice, step.answers) == (taken, [f"threshold:{threshold}", f"words:{said}"])
    assert "about words:hers (en)" in words_of(gulmira.get(way, follow=True))


def test_nobody_else_finds_her_way(gulmira, case, cast, client: Client):
    way = begin_in_the_page(gulmira)
    for code in ("baurzhan", "nurlan", "aliya", "alma", "arman"):
        client.force_login(getattr(cast, code))
        assert client.get(way).status_code == 404


def test_a_step_costs_at_most_ten_queries(gulmira, case):
    way = begin_in_the_page(gulmira)
    post(gulmira, way, step="1", choice="promise")
    with CaptureQueriesContext(connection) as step:
        post(gulmira, way, step="2", choice="wait")
    with CaptureQueriesContext(connection) as page:
        gulmira.get(way)
    assert len(asked(step)) <= 10
    assert len(asked(page)) <= 10


def asked(queries: CaptureQueriesContext) -> list[str]:
    """Without the borders of transactions."""
    said = [query["sql"] for query in queries.captured_queries]
    return [sql for sql in said if not sql.startswith(("SAVEPOINT", "RELEASE"))]


def test_the_list_says_what_is_begun_and_done(gulmira, case, cast):
    assert "Begun" not in words_of(gulmira.get("/en/cases/"))
    row = begin(cast.gulmira, case, "en")
    assert "Begun" in words_of(gulmira.get("/en/cases/"))
    choose(row, 1, "listen", "en")
    choose(row, 2, "call", "en")
    assert "Done" in words_of(gulmira.get("/en/cases/"))
