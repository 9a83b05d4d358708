"""Small cases for tests: a graph as case.yaml says it, with words made from its ids."""

from copy import deepcopy
from typing import Any

from tanu.case_studies.models import Case
from tanu.case_studies.publishing import publish_case
from tanu.case_studies.specs import CaseSpec
from tanu.lib.editing import write_live
from tanu.lib.languages import LANGUAGES

FACT = "F-SCH-06"

# listen -> call -> home is the expert's; `promise` weighs on the end, `wait` comes back once.
GRAPH: dict[str, Any] = {
    "id": "two-doors",
    "edition": "2026-11-21",
    "minutes": 15,
    "audience": ["teacher"],
    "outcomes": ["o7-refer"],
    "truth": "abuse",
    "instead": "recognition-and-referral/first-five-minutes",
    "facts": [FACT],
    "review": {
        "clinical": {"state": "awaiting"},
        "legal": {"state": "awaiting"},
        "language": {"kk": {"state": "awaiting"}, "ru": {"state": "awaiting"}},
    },
    "people": {"child": {"id": "ainur", "sex": "girl", "age": 9}, "officer": {"id": "gulnar"}},
    "counters": {"burden": {"start": 0}},
    "score": {
        "critical": {"listened": [FACT], "called": [FACT]},
        "forbidden": {"promised": [FACT], "waited": [FACT]},
        "threshold": {"right": "now", "by": "called"},
        "recipient": {"right": "gulnar", "by": "called"},
        "delay": {"by": "waited"},
        "pass": {"points": 3, "verdicts": ["safe", "safe-harder"]},
    },
    "scenes": [
        {
            "id": "desk",
            "kind": "start",
            "choices": [
                {"id": "promise", "to": "talk", "forbidden": "promised", "add": {"burden": 1}, "tempting": True},
                {"id": "listen", "to": "talk", "critical": "listened", "expert": True},
            ],
        },
        {
            "id": "talk",
            "kind": "must-visit",
            "choices": [
                {"id": "call", "to": "safe", "critical": "called", "expert": True, "threshold": "now"},
                {"id": "wait", "to": "monday", "forbidden": "waited", "tempting": True, "hours": 66},
            ],
            "rules": [
                {"when": "burden >= 1", "choice": "call", "to": "harder"},
                {"when": "burden >= 1", "say": "silent"},
            ],
        },
        {
            "id": "monday",
            "kind": "must-avoid",
            "choices": [
                {"id": "act", "to": "late"},
                {"id": "leave", "to": "lost", "tempting": True},
            ],
        },
        {"id": "safe", "kind": "end", "verdict": "safe"},
        {"id": "harder", "kind": "end", "verdict": "safe-harder"},
        {"id": "late", "kind": "end", "verdict": "late"},
        {"id": "lost", "kind": "end", "verdict": "not-safe"},
    ],
}


def graph(**changes: Any) -> dict[str, Any]:
    """A copy of the small graph with other values at its top level."""
    return {**deepcopy(GRAPH), **deepcopy(changes)}


def spec(**changes: Any) -> CaseSpec:
    return CaseSpec.model_validate(graph(**changes), strict=False)


def words_for(case: CaseSpec) -> dict[str, Any]:
    """Words in three languages for every id of the graph."""
    return {language: _words(case, language) for language in LANGUAGES}


def publish(**changes: Any) -> Case:
    """The small case, with `changes` in its graph, in the database and ready to be played."""
    said = graph(**changes)
    case = Case.objects.filter(key=said["id"]).first() or Case(key=said["id"], live=False)
    write_live(case, {"graph": said, "words": words_for(spec(**changes))})
    publish_case(case)
    return case


def _words(case: CaseSpec, language: str) -> dict[str, Any]:
    def say(text: str) -> str:
        return f"{text} ({language})"

    def lines(keys: list[str], feedback: bool = True, facts: str = "") -> dict[str, Any]:
        said = [(key, {"text": say(key) + facts, "feedback": say(f"about {key}") if feedback else ""}) for key in keys]
        return dict(said)

    front = {name: say(name) for name in ("title", "intro", "content_warning", "outcomes", "role")}
    scenes = {}
    for scene in case.scenes:
        fields = scene.form.fields if scene.form else {}
        options = [f"{name}:{key}" for name, field in fields.items() for key in field.options]
        text = say(f"This is {scene.id}") + (f"\n\n**Verdict: {scene.verdict}.**" if scene.is_end else "")
        scenes[scene.id] = {
            "heading": say(scene.id),
            "blocks": [{"kind": "text", "text": text, "what": "", "title": "", "alt": ""}],
            "choices": lines([*options, *(choice.id for choice in scene.choices)]),
            "labels": lines(list(fields), feedback=False),
            "additions": lines([rule.say for rule in scene.rules if rule.say], feedback=False),
            "refusals": lines([rule.refuse for rule in scene.rules if rule.refuse], feedback=False),
        }
    points = {**case.score.critical, **case.score.forbidden}
    reasons = {
        key: {"text": say(f"because {key}") + "".join(f" [{fact}]" for fact in facts), "feedback": ""}
        for key, facts in points.items()
    }
    notes = ["purpose", "before", "discuss-1", "discuss-2", "discuss-3", "close"]
    return {
        "front": {"lang": language, **front, "people": {person.id: say(person.id) for person in case.people.values()}},
        "scenes": scenes,
        "notes": {
            "debrief": reasons,
            "remarks": lines([remark.id for remark in case.remarks], feedback=False),
            "facilitator": lines(notes, feedback=False),
        },
    }
