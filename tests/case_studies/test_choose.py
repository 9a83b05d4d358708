"""Steps through a case: stored when they are taken, once each."""

import pytest

from tanu.case_studies.actions import MovedOn, begin, choose, go_back, play_again
from tanu.case_studies.engine import Impossible
from tests.case_studies.cases import publish


def walk(way, *keys, language="kk"):
    for number, key in enumerate(keys, start=way.length + 1):
        choose(way, number, key, language)
    way.refresh_from_db()
    return way


def test_the_first_way_is_begun_once_and_kept(cast, case):
    first = begin(cast.gulmira, case, "kk")
    assert begin(cast.gulmira, case, "ru") == first
    assert first.profession == "teacher"
    assert first.institution_kind == "school"


def test_every_step_is_stored_with_what_it_changed(cast, case):
    way = walk(begin(cast.gulmira, case, "kk"), "promise")
    choose(way, 2, "wait", "ru")
    assert [(step.scene, step.choice, step.to, step.counters, step.language) for step in way.steps.all()] == [
        ("desk", "promise", "talk", {"burden": 1}, "kk"),
        ("talk", "wait", "monday", {"burden": 1}, "ru"),
    ]


def test_a_step_taken_twice_is_stored_once(cast, case):
    way = walk(begin(cast.gulmira, case, "kk"), "listen")
    with pytest.raises(MovedOn):
        choose(way, 1, "promise", "kk")
    assert way.steps.count() == 1


def test_what_is_not_offered_cannot_be_chosen(cast, case):
    with pytest.raises(Impossible):
        choose(begin(cast.gulmira, case, "kk"), 1, "call", "kk")


def test_the_end_is_marked_over_the_whole_case(cast, case):
    way = walk(begin(cast.gulmira, case, "kk"), "promise", "call")
    assert (way.points, way.verdict, way.passed) == (2, "safe-harder", False)
    assert way.is_ended


def test_an_edited_case_does_not_disturb_who_is_in_the_middle_of_it(cast, case):
    way = walk(begin(cast.gulmira, case, "kk"), "listen")
    changed = publish(minutes=30)
    assert changed.current_id != way.edition_id
    walk(way, "call")
    assert way.verdict == "safe"
    assert play_again(cast.gulmira, changed, "kk").edition_id == changed.current_id


def test_going_back_keeps_the_first_way_as_it_was(cast, case):
    way = walk(begin(cast.gulmira, case, "kk"), "promise", "wait", "act")
    other = walk(go_back(way, 2, "ru"), "call")
    assert [(step.choice, step.is_replayed) for step in other.steps.all()] == [("promise", True), ("call", False)]
    way.refresh_from_db()
    assert (way.kind, way.verdict) == ("graded", "late")
    assert (other.kind, other.verdict) == ("exploring", "safe-harder")
