"""What the checker says of the ways through a case is what walking every one of them shows."""

from typing import Any

import pytest
from hypothesis import HealthCheck, assume, event, given, settings

from tanu.case_studies.checking import survey
from tanu.case_studies.components import components
from tanu.case_studies.earnings import Followed, earn, perfect_stray
from tanu.case_studies.engine import RunsInCircles, begin, take
from tanu.case_studies.expert import expert_choices
from tanu.case_studies.scoring import result
from tanu.case_studies.search import Way, Ways, explore
from tanu.case_studies.specs import CaseSpec
from tanu.case_studies.watching import linked
from tests.case_studies import brute
from tests.case_studies.cases import spec
from tests.case_studies.graphs import graphs

SILENT, UNREACHED, UNTAKEN = "this rule never takes effect", "nobody can reach", "nobody can take the choice"
DEAD, LOOP = "a dead end", "a loop without exit"

many = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


def true_of(graph: dict[str, Any]) -> brute.Truth:
    """Passes over graphs that brute force cannot walk."""
    try:
        return brute.walk(graph)
    except (brute.Circle, brute.TooMany):
        assume(False)
        raise


def spec_of(graph: dict[str, Any]) -> CaseSpec:
    return CaseSpec.model_validate(graph, strict=False)


def said_of(case: CaseSpec, beginning: str) -> set[tuple[str | int, ...]]:
    """Places of the findings that begin so; each once."""
    paths = [finding.path for finding in survey(case).findings if finding.sentence.startswith(beginning)]
    assert len(paths) == len(set(paths))
    return set(paths)


def places(case: CaseSpec, scenes: set[str]) -> set[tuple[str | int, ...]]:
    return {("scenes", number) for number, scene in enumerate(case.scenes) if scene.id in scenes}


@given(graphs())
@many
def test_the_checker_finds_what_stops_a_player_and_nothing_else(graph: dict[str, Any]) -> None:
    truth, case = true_of(graph), spec_of(graph)
    event("a dead end" if truth.dead_ends else "a loop" if truth.trapped else "a way out everywhere")
    assert said_of(case, UNREACHED) == places(case, {scene.id for scene in case.scenes} - truth.scenes)
    assert said_of(case, DEAD) == places(case, {place.scene for place in truth.dead_ends})
    assert said_of(case, LOOP) == places(case, truth.trapped)


@given(graphs())
@many
def test_a_rule_that_never_does_anything_is_found_and_a_choice_that_nobody_can_take(graph: dict[str, Any]) -> None:
    truth, case = true_of(graph), spec_of(graph)
    event("silent rules" if truth.silent else "every rule speaks")
    numbers = {scene.id: number for number, scene in enumerate(case.scenes)}
    assert said_of(case, SILENT) == {("scenes", numbers[scene], "rules", rule) for scene, rule in truth.silent}
    untaken = {path[1:4:2] for path in said_of(case, UNTAKEN)}
    assert {f"{case.scenes[n].id}.{case.scenes[n].choices[m].id}" for n, m in untaken} == truth.never_taken  # type: ignore[index]


@given(graphs())
@many
def test_scores_and_lengths_and_numbers_of_ways_are_exact(graph: dict[str, Any]) -> None:
    truth, case = true_of(graph), spec_of(graph)
    ways = explore(case)
    assert ways.is_whole
    assert earn(Followed(ways)).scores == ((min(truth.scores), max(truth.scores)) if truth.ends else None)
    walks = {end: truth.walks(end) for end in {place.scene for place in truth.ends}}
    assert ways.ways_to_ends() == {end: found and found[1] for end, found in walks.items()}
    event("goes round" if None in walks.values() else "comes to an end")
    if truth.ends and None not in walks.values():
        lengths = [length for found in walks.values() if found for length in found[0]]
        assert (ways.shortest(), ways.longest()) == (min(lengths), max(lengths))
    elif truth.ends:
        assert ways.longest() is None


@given(graphs())
@many
def test_a_perfect_way_that_is_not_the_experts_is_found_and_can_be_walked(graph: dict[str, Any]) -> None:
    truth, case = true_of(graph), spec_of(graph)
    way = perfect_stray(Followed(explore(case)))
    event("strays perfectly" if way else "only the expert is perfect")
    assert (way is not None) == truth.has_perfect_stray
    if way:
        state = walked(case, way)
        found = result(case, state)
        assert found.points == found.out_of
        assert any(f"{scene}.{choice}" not in expert_choices(case) for scene, choice in way.steps)


@given(graphs())
@many
def test_rules_that_lead_in_a_circle_are_found(graph: dict[str, Any]) -> None:
    circles = False
    try:
        brute.walk(graph)
    except brute.Circle:
        circles = True
    except brute.TooMany:
        assume(False)
    event("circles" if circles else "arrives")
    said = "lead from scene to scene and never arrive"
    assert any(said in finding.sentence for finding in survey(spec_of(graph)).findings) == circles


@given(graphs())
@many
def test_a_search_that_is_cut_short_says_nothing_untrue(graph: dict[str, Any]) -> None:
    truth, case = true_of(graph), spec_of(graph)
    ways = explore(case, most=3)
    assert ways.scenes <= truth.scenes <= linked(case)
    assert {ways.states[number].scene for number in ways.dead_ends} <= {place.scene for place in truth.dead_ends}
    assert {ways.states[number].scene for number in ways.trapped} <= truth.trapped
    for most in (1, 1_000):
        earnings = earn(Followed(ways), most=most)
        if earnings.scores:
            assert min(truth.scores) <= earnings.scores[0] <= earnings.scores[1] <= max(truth.scores)
    for end, number in ways.ways_to_ends().items():
        all_of_them = truth.walks(end)
        assert all_of_them is None or (number is not None and number <= all_of_them[1])


@given(graphs())
@many
def test_every_state_can_be_walked_to(graph: dict[str, Any]) -> None:
    case = spec_of(graph)
    ways = _explored(case)
    for number in range(len(ways.states)):
        assert walked(case, ways.way_to(number)).scene == ways.states[number].scene


def _explored(case: CaseSpec) -> Ways:
    try:
        return explore(case, most=300)
    except RunsInCircles:
        assume(False)
        raise


def walked(case: CaseSpec, way: Way) -> Any:
    state = begin(case)
    for scene, choice in way.steps:
        assert state.scene == scene
        state = take(case, state, choice)
    assert state.scene == way.end
    return state


def test_too_many_ways_are_told_as_bounds() -> None:
    """Each of sixteen doors is remembered: 65,536 states are not walked."""
    doors = 16
    scenes: list[dict[str, Any]] = [
        {
            "id": f"door-{number}",
            "kind": "normal" if number else "start",
            "choices": [
                {"id": "in", "to": f"door-{number + 1}", "critical": "listened", "expert": True},
                {"id": "by", "to": f"door-{number + 1}", "forbidden": "waited", "tempting": True},
            ],
        }
        for number in range(doors)
    ]
    rules = [{"when": f"chose door-{number}.in", "say": f"said-{number}"} for number in range(doors)]
    last = {"id": "go", "to": "safe", "critical": "called", "expert": True}
    scenes.append(
        {"id": f"door-{doors}", "kind": "normal", "choices": [last, {"id": "no", "to": "lost"}], "rules": rules}
    )
    scenes[0]["choices"][1]["forbidden"] = ["waited", "promised"]
    scenes += [{"id": "safe", "kind": "end", "verdict": "safe"}, {"id": "lost", "kind": "end", "verdict": "not-safe"}]
    found = survey(spec(scenes=scenes, counters={}))
    assert not any(finding.sentence.startswith((SILENT, UNREACHED, DEAD, LOOP)) for finding in found.findings)
    measures = found.measures
    assert measures is not None
    assert not measures.is_whole
    assert (measures.best, measures.out_of) == (4, 4)
    assert measures.shortest == doors + 1


@pytest.mark.parametrize(
    ("links", "found"),
    [
        ([[1], [2], []], [[0], [1], [2]]),
        ([[1], [0, 2], [2]], [[0, 1], [2]]),
        ([[2], [2], [3], [2]], [[0], [1], [2, 3]]),
        ([[0]], [[0]]),
    ],
)
def test_circles_are_told_apart_and_stand_in_order(links: list[list[int]], found: list[list[int]]) -> None:
    assert sorted(sorted(component) for component in components(links)) == sorted(found)
    order = {node: place for place, component in enumerate(components(links)) for node in component}
    assert all(order[node] <= order[to] for node, after in enumerate(links) for to in after)
