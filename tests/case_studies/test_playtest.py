"""Alma plays a draft before anybody else does, and nothing of it is kept."""

import re

import pytest
from django.core.signing import dumps
from django.test import Client

from tanu.case_studies.models import Case, CaseEdition, Playthrough, Step
from tanu.case_studies.playtest import SALT
from tests.case_studies.posting import address, send

HIDDEN = re.compile(r'name="state" value="([^"]+)"')


@pytest.fixture
def alma(client, cast):
    client.force_login(cast.alma)
    return client


def play(alma, case: Case, *choices: str, language: str = "en"):
    """The answer to the last of `choices`, from the start."""
    there = address("playtest", case.pk)
    answer = alma.get(there)
    for choice in choices:
        fields = {"state": state_in(answer), "language": language, "choose": "1", "choice": choice}
        answer = alma.post(there, fields)
    return answer


def state_in(answer) -> str:
    found = HIDDEN.search(answer.content.decode())
    assert found
    return found[1]


def text(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def test_she_plays_it_to_the_end_and_nothing_is_stored(alma, case):
    editions = CaseEdition.objects.count()
    page = text(play(alma, case, "listen", "call"))
    assert "<h1>safe (en)</h1>" in page
    assert "4 of 4" in page
    assert (Playthrough.objects.count(), Step.objects.count(), CaseEdition.objects.count()) == (0, 0, editions)


def test_rules_hold_as_for_a_learner(alma, case):
    assert "silent (en)" in text(play(alma, case, "promise"))
    assert "<h1>harder (en)</h1>" in text(play(alma, case, "promise", "call"))


def test_the_language_changes_in_the_middle_and_the_way_stays(alma, case):
    state = state_in(play(alma, case, "listen"))
    page = text(alma.post(address("playtest", case.pk), {"state": state, "language": "ru"}))
    assert "<h1>talk (ru)</h1>" in page
    assert "listened" in page


def test_she_plays_the_draft_and_not_what_is_published(alma, case):
    draft = case.get_latest_revision_as_object()
    draft.words["kk"]["scenes"]["desk"]["heading"] = "Another desk"
    draft.save_revision()
    assert "<h1>Another desk</h1>" in text(play(alma, case))


def test_a_draft_that_cannot_be_played_says_so(alma, case):
    send(alma, case, action="", minutes="")
    page = text(alma.get(address("playtest", case.pk)))
    assert 'name="state"' not in page


@pytest.mark.parametrize(
    "state", ["", "changed", dumps({"a": 1}, salt="another")], ids=["nothing", "not signed", "signed for another"]
)
def test_a_state_that_is_not_ours_begins_anew(alma, case, state):
    answer = alma.post(address("playtest", case.pk), {"state": state, "choose": "1", "choice": "listen"})
    assert "<h1>desk (" in text(answer)


def test_a_scene_that_is_gone_from_the_draft_begins_anew(alma, case):
    gone = {"scene": "gone", "counters": {}, "visited": [], "chosen": [], "points": [], "hours": 0}
    answer = alma.post(address("playtest", case.pk), {"state": dumps(gone, salt=SALT, compress=True), "choose": "1"})
    assert "<h1>desk (" in text(answer)


def test_a_step_without_a_choice_stays_where_it_is(alma, case):
    assert "<h1>desk (en)</h1>" in text(play(alma, case, ""))


def test_only_editors_find_it(client, cast, case):
    there = address("playtest", case.pk)
    assert Client().get(there).status_code == 302
    client.force_login(cast.gulmira)
    assert client.get(there).status_code == 404
