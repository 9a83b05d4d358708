"""Every fault of a graph is told once, at its line in case.yaml."""

import pytest

from tanu.case_studies.checking import survey
from tests.case_studies.cases import spec
from tests.case_studies.files import GRAPH, read, spoil, texts_of

CALL = "  - {id: call, to: safe, critical: called, expert: true, threshold: now}"
HARDER = "  - {when: burden >= 1, choice: call, to: harder}"
HIDE_ACT = "{when: visited monday, hide: act}"
HIDE_LEAVE = "{when: visited monday, hide: leave}"
LEAVE = "  - {id: leave, to: lost, tempting: true}"

# What is written instead of what, the line of the fault from there, and what is said.
SPOILED = [
    # names
    ("to: monday", "to: tuesday", 0, "there is no scene `tuesday`"),
    ("choice: call, to: harder", "choice: call, to: softer", 0, "there is no scene `softer`"),
    ("choice: call, to: harder", "choice: sing, to: harder", 0, "there is no choice `talk.sing`"),
    (HARDER, "  - {when: visited attic, choice: call, to: harder}", 0, "there is no scene `attic`"),
    (HARDER, "  - {when: chose desk.sing, choice: call, to: harder}", 0, "there is no choice `desk.sing`"),
    (HARDER, "  - {when: fear >= 1, choice: call, to: harder}", 0, "the counter `fear` is not declared"),
    ("add: {burden: 1}", "add: {fear: 1}", 0, "the counter `fear` is not declared"),
    ("burden: {start: 0, shown: false}", "burden: {start: 0}\n  fear: {start: 0}", 1, "asks for the counter `fear`"),
    ("- id: monday", "- id: talk", 0, "the scene `talk` stands twice"),
    ("id: wait, to", "id: call, to", 0, "the choice `call` stands twice"),
    ("critical: listened", "critical: heard", 0, "`score` has no `heard` under `critical`"),
    ("forbidden: waited", "forbidden: called", 0, "`score` has no `called` under `forbidden`"),
    ("    called: [F-SCH-06]", "    called: [F-SCH-06]\n    wrote: [F-SCH-06]", 1, "no choice has `wrote`"),
    ("    waited: [F-SCH-06]", "    waited: [F-SCH-06]\n    called: [F-SCH-06]", 1, "a critical step and a forbidden"),
    ("{right: now, by: called}", "{right: now, by: waited}", 0, "`score` has no `waited` under `critical`"),
    ("{by: waited}", "{by: listened}", 0, "`score` has no `listened` under `forbidden`"),
    ("right: gulnar", "right: anna", 0, "`anna` is none of the `people`"),
    ("points: 3", "points: 5", 0, "5 points are asked for, and there are 4"),
    ("kind: start", "kind: normal", -1, "the first scene, and no other, is of the kind `start`"),
    # shape
    (HARDER, "  - {when: burden =>, choice: call, to: harder}", 0, "`burden =>` is not understood at `>`"),
    (HARDER, "  - {when: burden >= 1, choice: call, to: harder, say: silent}", 0, "exactly one of"),
    (HARDER, "  - {when: burden >= 1, choice: call, hide: call}", 0, "`choice` goes with `to` and `refuse` only"),
    ("verdict: safe\n", "verdict: fine\n", 0, "`verdict` must be 'safe', 'safe-harder', 'late' or 'not-safe'"),
    ("kind: end\n", "kind: finish\n", 0, "`kind` must be"),
    ("hours: 66", "hours: later", 0, "a whole number is expected"),
    ("minutes: 15", "minutes: 15\nlength: 2", 1, "unknown key `length`"),
    ("expert: true, threshold", "expart: true, threshold", 0, "unknown key `expart`"),
    ("truth: abuse\n", "", None, "the key `truth` is missing"),
    # ways
    ("to: monday", "to: harder", None, "nobody can reach the scene `monday`"),
    ("id: act, to: late", "id: act, to: lost", None, "nobody can reach the scene `late`"),
    (LEAVE, f"{LEAVE}\n  rules: [{HIDE_LEAVE}, {HIDE_ACT}]", -4, "nothing is offered in `monday`"),
    (f"  - {{id: act, to: late}}\n{LEAVE}", "  - {id: act, to: monday}", -3, "a loop without exit: from `monday`"),
    (HARDER, "  - {when: visited monday, choice: call, to: harder}", 0, "takes effect: `visited monday`"),
    (HARDER, f"{HARDER}\n  - {{when: burden >= 1, choice: call, to: late}}", 1, "never takes effect"),
    (HARDER, f"{HARDER}\n  - {{when: visited talk, hide: wait}}", -2, "nobody can take the choice `wait`"),
    ("verdicts: [safe, safe-harder]", "verdicts: [safe, not-safe]", 0, "nobody passes at an unsafe ending"),
    # the marked paths
    ("critical: listened, expert: true", "critical: listened", -4, "the expert path needs exactly one choice"),
    ("forbidden: promised", "expert: true, forbidden: promised", -3, "the expert path needs exactly one choice"),
    ("expert: true, threshold", "expert: true, forbidden: waited, threshold", None, "it lacks waited"),
    ("to: talk, forbidden: promised", "to: talk, critical: listened", None, "no choice has `promised`"),
    (CALL, f"{CALL}\n  - {{id: ring, to: safe, critical: called}}", None, "earns every point, by talk.ring"),
    ("safe, critical: called", "late, critical: called", None, "ends with a verdict that does not pass"),
    ("expert: true, threshold: now", "expert: true, tempting: true", -3, "the tempting path needs one choice"),
    ("forbidden: waited, tempting: true", "forbidden: waited", None, "differs from the expert's in 1 scenes"),
    ("id: monday\n  kind: must-avoid", "id: monday\n  kind: must-visit", 0, "does not see the must-visit `monday`"),
    ("id: talk\n  kind: must-visit", "id: talk\n  kind: must-avoid", 0, "the expert path enters the must-avoid `talk`"),
]  # fmt: skip


def test_the_small_case_has_no_faults() -> None:
    assert read(texts_of())[1] == []


@pytest.mark.parametrize(("old", "new", "offset", "said"), SPOILED)
def test_each_fault_is_told_once_with_its_line(old: str, new: str, offset: int | None, said: str) -> None:
    texts = texts_of()
    line = spoil(texts, GRAPH, old, new)
    found = [problem for problem in read(texts)[1] if said in problem.message]
    assert [problem.path for problem in found] == ["two-doors/case.yaml"], [*map(str, read(texts)[1])]
    if offset is not None:
        assert found[0].line == line + offset


def test_rules_that_go_round_are_told_and_nothing_is_walked() -> None:
    texts = texts_of()
    rules = "  rules:\n  - {when: burden >= 0, to: talk}\n\n- id: safe"
    spoil(texts, GRAPH, HARDER, "  - {when: visited desk, to: monday}")
    spoil(texts, GRAPH, "\n- id: safe", rules)
    found = [problem.message for problem in read(texts)[1] if "never arrive" in problem.message]
    assert found == ["the rules of `talk` lead from scene to scene and never arrive"] or found == [
        "the rules of `monday` lead from scene to scene and never arrive"
    ]


def test_faults_of_names_are_all_told_at_once() -> None:
    texts = texts_of()
    for old, new in (
        ("to: monday", "to: tuesday"),
        ("critical: listened", "critical: heard"),
        ("{burden: 1}", "{fear: 1}"),
    ):
        spoil(texts, GRAPH, old, new)
    messages = " ".join(problem.message for problem in read(texts)[1])
    assert all(word in messages for word in ("tuesday", "heard", "fear"))


def test_measures_say_what_the_ways_come_to() -> None:
    measures = survey(spec()).measures
    assert measures is not None
    assert measures.is_whole
    assert (measures.worst, measures.best, measures.out_of) == (0, 4, 4)
    assert (measures.shortest, measures.longest) == (2, 3)
    assert measures.endings == {"safe": 1, "harder": 1, "late": 2, "lost": 2}


def test_where_somebody_gets_stuck_there_are_no_measures() -> None:
    graph = spec().model_dump(by_alias=True, mode="json")
    graph["scenes"][2]["rules"] = [{"when": "visited monday", "hide": key} for key in ("act", "leave")]
    assert survey(spec(scenes=graph["scenes"])).measures is None


@pytest.mark.parametrize(("first", "said"), [("through", "where chance decides"), ("engaged", "it lacks listened")])
def test_whatever_chance_decides_the_expert_has_every_point(first: str, said: str) -> None:
    """The line is engaged or not, and only who gets through can listen."""
    graph = spec().model_dump(by_alias=True, mode="json")
    desk = graph["scenes"][0]
    listen = desk["choices"][1]
    listen |= {"to": "line", "critical": []}
    drawn = [{"id": "through", "to": "talk", "critical": "listened"}, {"id": "engaged", "to": "talk"}]
    drawn.sort(key=lambda choice: choice["id"] != first)
    line = {"id": "line", "kind": "normal", "links": "chance", "choices": drawn}
    findings = survey(spec(scenes=[desk, line, *graph["scenes"][1:]])).findings
    assert [finding.path for finding in findings if said in finding.sentence] == [("score",)]
