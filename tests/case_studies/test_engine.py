"""How a case moves: the first rule that holds decides the way; hiding, saying and counting add up."""

from typing import Any

import pytest

from tanu.case_studies.engine import (
    FURTHEST,
    Impossible,
    RunsInCircles,
    State,
    additions,
    begin,
    offered,
    refusal,
    take,
)
from tanu.case_studies.specs import CaseSpec
from tests.case_studies.cases import GRAPH, spec

ENDS = [scene for scene in GRAPH["scenes"] if scene["kind"] == "end"]


def case_of(*scenes: dict[str, Any], start: int = 0) -> CaseSpec:
    """A case of these scenes and the four endings: safe, harder, late, lost."""
    kinds = ["start", *["normal"] * len(scenes)]
    scenes = tuple({"kind": kind, **scene} for kind, scene in zip(kinds, scenes, strict=False))
    return spec(scenes=[*scenes, *ENDS], counters={"burden": {"start": start}})


def scene(key: str, *choices: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": key, "choices": list(choices), **more}


def to(key: str, where: str = "safe", **more: Any) -> dict[str, Any]:
    return {"id": key, "to": where, **more}


def walk(case: CaseSpec, *keys: str) -> State:
    state = begin(case)
    for key in keys:
        state = take(case, state, key)
    return state


def test_a_step_remembers_where_one_was_what_was_chosen_and_what_it_earned() -> None:
    state = walk(spec(), "promise", "wait")
    assert state == State(
        "monday",
        {"burden": 1},
        frozenset({"desk", "talk", "monday"}),
        frozenset({"desk.promise", "talk.wait"}),
        frozenset({"promised", "waited"}),
        66,
    )


def test_a_state_survives_being_stored() -> None:
    state = walk(spec(), "promise")
    assert State.from_json(state.as_json()) == state


def test_what_was_last_said_of_urgency_is_remembered() -> None:
    desk = scene("desk", to("now", "desk", threshold="now"), to("later", "desk", threshold="same-day"), to("go"))
    assert walk(case_of(desk)).said is None
    assert walk(case_of(desk), "later", "now").said == "now"
    assert walk(case_of(desk), "now", "later", "go").said == "same-day"


def test_of_rules_that_lead_elsewhere_the_first_that_holds_decides() -> None:
    rules = [
        {"when": "burden > 5", "choice": "go", "to": "lost"},
        {"when": "burden > 0", "choice": "go", "to": "harder"},
        {"when": "burden > 0", "choice": "go", "to": "late"},
    ]
    assert walk(case_of(scene("desk", to("go"), to("stay")), start=0), "go").scene == "safe"
    assert walk(case_of(scene("desk", to("go"), rules=rules), start=1), "go").scene == "harder"
    assert walk(case_of(scene("desk", to("go"), rules=rules), start=9), "go").scene == "lost"


def test_a_rule_for_a_choice_sees_what_this_choice_changes() -> None:
    rules = [{"when": "burden >= 1 and chose desk.go", "choice": "go", "to": "harder"}]
    case = case_of(scene("desk", to("go", add={"burden": 1}), to("stay", add={"burden": 1}), rules=rules))
    assert walk(case, "go").scene == "harder"
    assert walk(case, "stay").scene == "safe"


def test_what_is_hidden_is_not_offered_and_cannot_be_taken() -> None:
    rules = [{"when": "visited desk", "hide": "go"}, {"when": "burden = 0", "hide": "stay"}]
    case = case_of(scene("desk", to("go"), to("stay"), to("wait"), rules=rules))
    assert [choice.id for choice in offered(case, begin(case))] == ["wait"]
    for key in ("go", "stay", "nothing"):
        with pytest.raises(Impossible):
            walk(case, key)


def test_what_is_refused_is_offered_says_why_and_cannot_be_taken() -> None:
    rules = [
        {"when": "not visited hall", "choice": "leave", "refuse": "not-yet"},
        {"when": "not visited hall", "choice": "leave", "refuse": "never"},
    ]
    case = case_of(scene("desk", to("leave"), to("look", "hall"), rules=rules), scene("hall", to("back", "desk")))
    state = begin(case)
    leave = offered(case, state)[0]
    assert refusal(case, state, leave) == "not-yet"
    with pytest.raises(Impossible):
        take(case, state, "leave")
    state = walk(case, "look", "back")
    assert refusal(case, state, leave) is None
    assert take(case, state, "leave").scene == "safe"


def test_all_paragraphs_are_said_whose_rule_holds() -> None:
    rules = [
        {"when": "burden >= 1", "say": "silent"},
        {"when": "visited hall", "say": "again"},
        {"when": "not visited hall", "say": "first"},
    ]
    case = case_of(scene("desk", to("go"), rules=rules), start=1)
    assert additions(case, begin(case)) == ["silent", "first"]


def test_entering_may_lead_elsewhere_and_the_scene_is_then_not_visited() -> None:
    hall = scene("hall", to("on"), add={"burden": 1}, rules=[{"when": "chose desk.run", "to": "yard"}])
    yard = scene("yard", to("on"), rules=[{"when": "burden >= 1", "to": "lost"}])
    case = case_of(scene("desk", to("run", "hall"), to("go", "hall")), hall, yard)
    state = walk(case, "run")
    assert (state.scene, state.visited, state.counters) == ("yard", {"desk", "yard"}, {"burden": 0})
    assert walk(case, "go").scene == "hall"


def test_entering_counts_and_each_rule_sees_what_the_one_before_added() -> None:
    rules = [
        {"when": "burden = 2", "add": {"burden": 10}},
        {"when": "burden = 12", "add": {"burden": 1}},
        {"when": "burden = 2", "add": {"burden": 50}},
    ]
    case = case_of(scene("desk", to("go", "hall")), scene("hall", to("on"), set={"burden": 2}, rules=rules))
    assert walk(case, "go").counters == {"burden": 13}


def test_setting_comes_before_adding() -> None:
    case = case_of(scene("desk", to("go", set={"burden": 5}, add={"burden": 2})), start=50)
    assert walk(case, "go").counters == {"burden": 7}


@pytest.mark.parametrize(("amount", "stop"), [(60, FURTHEST), (-60, -FURTHEST)])
def test_a_counter_stops_at_its_end(amount: int, stop: int) -> None:
    case = case_of(scene("desk", to("more", "desk", add={"burden": amount})))
    assert walk(case, *["more"] * 5).counters == {"burden": stop}


def test_rules_that_lead_in_a_circle_are_told() -> None:
    rules = [{"when": "burden = 0", "to": "yard"}], [{"when": "burden = 0", "to": "hall"}]
    hall, yard = scene("hall", to("on"), rules=rules[0]), scene("yard", to("on"), rules=rules[1])
    with pytest.raises(RunsInCircles):
        walk(case_of(scene("desk", to("go", "hall")), hall, yard), "go")
    assert walk(case_of(scene("desk", to("go", "hall")), hall, yard, start=1), "go").scene == "hall"
