"""Random small graphs of cases for Hypothesis: rules of every effect, counters, loops, redirects, links by chance."""

from typing import Any

from hypothesis import strategies as st

from tests.case_studies.cases import FACT, graph

SIGNS = ("=", "!=", "<", "<=", ">", ">=")
VERDICTS = ("safe", "safe-harder", "late", "not-safe")
KEYS = ("a", "b", "c")

Drawn = st.DrawFn
Scene = dict[str, Any]


def conditions(counters: list[str], scenes: list[str], choices: list[str], most: int = 3) -> st.SearchStrategy[str]:
    """Texts of conditions about these names."""
    leaves = [
        st.sampled_from(scenes).map("visited {}".format),
        st.sampled_from(choices).map("chose {}".format),
    ]
    if counters:
        numbers = st.integers(-2, 2).map(lambda number: 33 * number)
        compared = st.tuples(st.sampled_from(counters), st.sampled_from(SIGNS), numbers)
        leaves.append(compared.map(lambda parts: "{} {} {}".format(*parts)))
    return st.recursive(
        st.one_of(leaves),
        lambda inner: st.one_of(
            inner.map("not ({})".format),
            st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(lambda parts: "({}) {} ({})".format(*parts)),
        ),
        max_leaves=most,
    )


@st.composite
def graphs(draw: Drawn) -> dict[str, Any]:
    """A graph in which every name is known: one to five scenes that go on, one to three endings."""
    scenes = [f"s{number}" for number in range(draw(st.integers(1, 5)))]
    ends = [f"e{number}" for number in range(draw(st.integers(1, 3)))]
    counters = [f"n{number}" for number in range(draw(st.integers(0, 2)))]
    keys = {scene: KEYS[: draw(st.integers(1, 3))] for scene in scenes}
    choices = [f"{scene}.{key}" for scene in scenes for key in keys[scene]]
    asked = conditions(counters, scenes, choices)
    said = [_scene(draw, scene, scenes, ends, keys[scene], counters, asked) for scene in scenes]
    critical = {f"p{number}": [FACT] for number in range(draw(st.integers(1, 3)))}
    forbidden = {f"q{number}": [FACT] for number in range(draw(st.integers(1, 2)))}
    for kind, points in (("critical", critical), ("forbidden", forbidden)):
        for point in points:
            for name in draw(st.lists(st.sampled_from(choices), min_size=1, max_size=2, unique=True)):
                scene, _, key = name.partition(".")
                choice = said[scenes.index(scene)]["choices"][KEYS.index(key)]
                choice[kind] = [*choice.get(kind, []), point]
    said += [{"id": end, "kind": "end", "verdict": VERDICTS[number]} for number, end in enumerate(ends)]
    return graph(
        id="random",
        counters={name: {"start": draw(st.sampled_from([0, 33, 99])), "shown": True} for name in counters},
        score={
            "critical": critical,
            "forbidden": forbidden,
            "threshold": {"right": "now", "by": "p0"},
            "recipient": {"right": "gulnar", "by": "p0"},
            "delay": {"by": "q0"},
            "pass": {"points": 1, "verdicts": ["safe"]},
        },
        scenes=said,
    )


def _scene(
    draw: Drawn,
    key: str,
    scenes: list[str],
    ends: list[str],
    keys: tuple[str, ...],
    counters: list[str],
    asked: st.SearchStrategy[str],
) -> Scene:
    # Mostly onward, so that not every graph is one knot.
    onward = st.sampled_from([*scenes[scenes.index(key) + 1 :], *ends])
    anywhere = st.one_of(onward, onward, onward, st.sampled_from([*scenes, *ends]))
    is_first = key == scenes[0]
    kind = "start" if is_first else draw(st.sampled_from(["normal", "must-visit", "must-avoid"]))
    scene: Scene = {"id": key, "kind": kind, **_counting(draw, counters)}
    scene["links"] = draw(st.sampled_from(["ordered", "ordered", "ordered", "chance"]))
    scene["choices"] = [
        {"id": choice, "to": draw(anywhere), "expert": draw(st.booleans()), **_counting(draw, counters)}
        for choice in keys
    ]
    number = draw(st.sampled_from([0, 0, 1, 2, 3]))
    scene["rules"] = [{"when": draw(asked), **_effect(draw, keys, anywhere, counters)} for _ in range(number)]
    return scene


def _counting(draw: Drawn, counters: list[str]) -> Scene:
    """What a scene or a choice does to the counters, if anything."""
    if not counters or draw(st.integers(0, 3)):
        return {}
    name, how = draw(st.sampled_from(counters)), draw(st.sampled_from(["add", "set"]))
    return {how: {name: draw(st.sampled_from([-33, 33, 66]))}}


def _effect(draw: Drawn, keys: tuple[str, ...], anywhere: st.SearchStrategy[str], counters: list[str]) -> Scene:
    effects = ["to", "to-choice", "hide", "refuse", "say", *(["add"] if counters else [])]
    effect, key = draw(st.sampled_from(effects)), draw(st.sampled_from(keys))
    if effect == "add":
        return {"add": {draw(st.sampled_from(counters)): draw(st.sampled_from([-33, 33]))}}
    if effect == "to":
        return {"to": draw(anywhere)}
    said = {
        "to-choice": {"choice": key, "to": key},
        "hide": {"hide": key},
        "refuse": {"choice": key, "refuse": "not-yet"},
        "say": {"say": "more"},
    }[effect]
    return {**said, "to": draw(anywhere)} if effect == "to-choice" else said
