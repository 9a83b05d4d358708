"""The score has one denominator, whatever way was taken, and the verdict stands beside it in words."""

from typing import Any

import pytest
from hypothesis import assume, given, settings

from tanu.case_studies.engine import RunsInCircles, begin, offered, refusal, take
from tanu.case_studies.scoring import Result, remarks, result
from tanu.case_studies.specs import CaseSpec
from tests.case_studies.cases import spec
from tests.case_studies.graphs import graphs


def ended(case: CaseSpec, *keys: str) -> Result:
    state = begin(case)
    for key in keys:
        state = take(case, state, key)
    return result(case, state)


def test_the_experts_way_has_every_point() -> None:
    found = ended(spec(), "listen", "call")
    assert (found.points, found.out_of, found.verdict, found.passed) == (4, 4, "safe", True)
    assert (found.taken, found.missed) == (("listened", "called"), ())
    assert (found.avoided, found.done) == (("promised", "waited"), ())
    assert (found.not_seen, found.entered) == ((), ())


def test_a_slip_costs_its_point_and_is_named() -> None:
    found = ended(spec(), "promise", "wait", "leave")
    assert (found.points, found.out_of, found.verdict, found.passed) == (0, 4, "not-safe", False)
    assert (found.missed, found.done) == (("listened", "called"), ("promised", "waited"))
    assert found.entered == ("monday",)
    assert found.hours == 66


def test_threshold_recipient_and_lost_time_say_which_points_answer_them() -> None:
    right, late = ended(spec(), "promise", "call"), ended(spec(), "listen", "wait", "act")
    assert (right.has_right_threshold, right.has_right_recipient, right.lost_time) == (True, True, False)
    assert (late.has_right_threshold, late.has_right_recipient, late.lost_time) == (False, False, True)
    assert (right.threshold_said, late.threshold_said) == ("now", None)


def test_points_alone_do_not_pass_and_neither_does_the_verdict_alone() -> None:
    score = spec().score.model_dump(by_alias=True, mode="json")
    strict = spec(score={**score, "pass": {"points": 3, "verdicts": ["safe"]}})
    assert ended(strict, "listen", "call").passed
    harder = ended(spec(score={**score, "pass": {"points": 2, "verdicts": ["safe"]}}), "promise", "call")
    assert (harder.points, harder.verdict, harder.passed) == (2, "safe-harder", False)
    few = ended(spec(), "promise", "call")
    assert (few.points, few.verdict, few.passed) == (2, "safe-harder", False)


def test_a_must_visit_that_was_passed_by_is_named() -> None:
    graph = spec().model_dump(by_alias=True, mode="json")
    graph["scenes"][0]["choices"][0]["to"] = "safe"
    found = ended(spec(scenes=graph["scenes"]), "promise")
    assert found.not_seen == ("talk",)


def test_a_way_that_has_not_ended_has_no_result() -> None:
    case = spec()
    with pytest.raises(ValueError, match="has not ended"):
        result(case, begin(case))


def test_remarks_are_said_when_they_hold() -> None:
    case = spec(
        remarks=[
            {"id": "slow", "when": "seconds > 900"},
            {"id": "gentle", "when": "burden = 0 and not chose desk.promise"},
            {"id": "strayed", "when": "entered >= 1 and missed = 0"},
            {"id": "monday", "when": "visited monday"},
        ]
    )
    state = take(case, begin(case), "listen")
    assert remarks(case, take(case, state, "call"), 900) == ["gentle"]
    late = take(case, take(case, state, "wait"), "act")
    assert remarks(case, late, 901) == ["slow", "gentle", "strayed", "monday"]


@given(graphs())
@settings(max_examples=40, deadline=None)
def test_points_taken_and_missed_make_up_the_whole_on_every_way(graph: dict[str, Any]) -> None:
    case = CaseSpec.model_validate(graph, strict=False)
    for keys in range(3):
        try:
            state = begin(case)
            for step in range(30):
                open_ones = [choice for choice in offered(case, state) if not refusal(case, state, choice)]
                if not open_ones:
                    break
                state = take(case, state, open_ones[(keys + step) % len(open_ones)].id)
        except RunsInCircles:
            assume(False)
        if case.scene(state.scene).is_end:
            found = result(case, state)
            assert found.out_of == case.score.out_of
            assert set(found.taken) | set(found.missed) == set(case.score.critical)
            assert set(found.avoided) | set(found.done) == set(case.score.forbidden)
