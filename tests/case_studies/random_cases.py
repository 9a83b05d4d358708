"""Random graphs for Hypothesis: with every kind of rule, effect and link, and no promise that they make sense."""

from typing import Any

from hypothesis import strategies as st

from tanu.case_studies.engine import begin
from tanu.case_studies.specs import CaseSpec
from tests.case_studies.cases import FACT, graph

COUNTERS = ("burden", "trust")
POINTS = ("listened", "called", "promised", "waited")
AMOUNTS = st.integers(min_value=-2, max_value=3)


@st.composite
def cases(draw: st.DrawFn) -> CaseSpec:
    """A case of two to eight scenes. Its start is where it says, and something can be chosen there."""
    keys = [f"s{number}" for number in range(draw(st.integers(min_value=2, max_value=8)))]
    ends = {key for key in keys[1:] if draw(st.booleans())} | {keys[-1]}
    choices = {key: [f"c{n}" for n in range(draw(st.integers(1, 3)))] for key in keys if key not in ends}
    leaves = _conditions(keys, [f"{key}.{choice}" for key, of_key in choices.items() for choice in of_key])
    scenes = [_scene(draw, key, keys, choices, leaves, is_first=key == keys[0]) for key in keys]
    counters = {name: {"start": draw(AMOUNTS), "shown": False} for name in COUNTERS}
    remarks = [{"id": "then", "when": draw(leaves)}]
    score = graph()["score"]
    said = graph(id="random", counters=counters, scenes=scenes, remarks=remarks, score=score, facts=[FACT])
    return CaseSpec.model_validate(said, strict=False)


def is_playable(case: CaseSpec) -> bool:
    """Whether one can begin: rules may lead in circles."""
    try:
        begin(case)
    except Exception:
        return False
    return True


def _conditions(scenes: list[str], choices: list[str]) -> st.SearchStrategy[str]:
    compared = st.builds(
        lambda name, sign, number: f"{name} {sign} {number}",
        st.sampled_from(COUNTERS),
        st.sampled_from(["=", "!=", "<", "<=", ">", ">="]),
        st.integers(min_value=-2, max_value=4),
    )
    visited = st.sampled_from([f"visited {scene}" for scene in scenes])
    chose = st.sampled_from([f"chose {choice}" for choice in choices])
    return st.recursive(
        compared | visited | chose,
        lambda inner: (
            inner.map(lambda one: f"not ({one})")
            | st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(lambda it: f"({it[0]}) {it[1]} ({it[2]})")
        ),
        max_leaves=4,
    )


def _scene(
    draw: st.DrawFn,
    key: str,
    keys: list[str],
    choices: dict[str, list[str]],
    conditions: st.SearchStrategy[str],
    *,
    is_first: bool,
) -> dict[str, Any]:
    changes = st.dictionaries(st.sampled_from(COUNTERS), AMOUNTS.filter(bool), max_size=2)
    others = st.sampled_from(keys[1:])
    rules: list[dict[str, Any]] = []
    for number in range(draw(st.integers(0, 3))):
        effects: list[dict[str, Any]] = [{"say": f"say{number}"}, {"add": {"burden": draw(AMOUNTS.filter(bool))}}]
        if not is_first:
            effects.append({"to": draw(others)})
        if key in choices:
            choice = draw(st.sampled_from(choices[key]))
            effects += [{"hide": choice}, {"choice": choice, "to": draw(others)}]
            effects.append({"choice": choice, "refuse": f"no{number}"})
        rules.append({"when": draw(conditions), **draw(st.sampled_from(effects))})
    said: dict[str, Any] = {"id": key, "kind": "start" if is_first else "normal", "add": draw(changes), "rules": rules}
    if key not in choices:
        return {**said, "kind": "end", "verdict": draw(st.sampled_from(["safe", "late", "not-safe"]))}
    said["links"] = draw(st.sampled_from(["ordered", "shuffled", "chance"]))
    said["choices"] = [
        {
            "id": choice,
            "to": draw(others),
            "add": draw(changes),
            "set": draw(changes),
            "critical": draw(st.lists(st.sampled_from(POINTS[:2]), unique=True, max_size=1)),
            "forbidden": draw(st.lists(st.sampled_from(POINTS[2:]), unique=True, max_size=1)),
            "weight": draw(st.integers(1, 3)),
        }
        for choice in choices[key]
    ]
    return said
