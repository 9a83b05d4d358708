"""A case between its source (`graph` and `words`) and the editor's form: the graph once, the languages side by side.

Pure: what goes to the form and back unchanged is the same source.
"""

from collections.abc import Mapping
from typing import Any

from tanu.case_studies.editing_scenes import scene_from_form, scene_to_form, scene_words
from tanu.case_studies.editing_texts import line, names_in, names_text, side_by_side, without_defaults, written
from tanu.case_studies.prose import DEBRIEF, FACILITATOR, REMARKS, SECTIONS
from tanu.lib.languages import LANGUAGES
from tanu.reviews.states import AWAITING

Said = dict[str, Any]
Words = Mapping[str, Mapping[str, Any]]
# How the form calls the texts above the prose.
FRONT = {
    "title": "title",
    "intro": "intro",
    "content_warning": "content_warning",
    "outcomes": "outcomes_said",
    "role": "role",
    "awaits": "awaits",
}
_HEAD = {"edition": None, "minutes": None, "truth": "", "instead": "", "feedback": "end"}
_LISTS = ("audience", "outcomes", "lessons", "facts")
_NOT_SAID: dict[str, Any] = {"sex": "", "age": None, "months": None}
POINTS = ("critical", "forbidden")


def begun(key: str) -> Said:
    """The graph of a case of which nothing is said yet."""
    review = {"clinical": AWAITING, "legal": AWAITING, "language": dict.fromkeys(("kk", "ru"), AWAITING)}
    return {"id": key, "review": review}


def to_form(graph: Said, words: Words) -> Said:
    front = {language: words.get(language, {}).get("front", {}) for language in LANGUAGES}
    notes = {
        name: {language: words.get(language, {}).get("notes", {}).get(name, {}) for language in LANGUAGES}
        for name in SECTIONS
    }
    scenes = {language: words.get(language, {}).get("scenes", {}) for language in LANGUAGES}
    return {
        **{name: graph.get(name, empty) for name, empty in _HEAD.items()},
        **{name: list(graph.get(name, ())) for name in _LISTS},
        **{field: _texts_of(front, name) for name, field in FRONT.items()},
        "people": [_person_to_form(role, said, front) for role, said in graph.get("people", {}).items()],
        "counters": [_counter_to_form(name, said, front) for name, said in graph.get("counters", {}).items()],
        **_score_to_form(graph.get("score", {}), notes[DEBRIEF]),
        "scenes": [
            scene_to_form(scene, {language: scenes[language].get(scene.get("id"), {}) for language in LANGUAGES})
            for scene in graph.get("scenes", [])
        ],
        "remarks": [
            {"id": said["id"], "when": said["when"], "text": side_by_side(notes[REMARKS], said["id"])}
            for said in graph.get("remarks", [])
        ],
        "facilitator": [
            {"id": key, "text": side_by_side(notes[FACILITATOR], key)}
            for key in dict.fromkeys(key for language in LANGUAGES for key in notes[FACILITATOR][language])
        ],
    }


def from_form(said: Said, before: Said) -> tuple[Said, dict[str, Said]]:
    """Graph and words. Of the graph `before` stay its id and where its reviews stand."""
    graph = {
        "id": before["id"],
        **{name: said[name] for name in ("edition", "minutes")},
        **{name: said[name] for name in ("audience", "outcomes")},
        **{name: said[name] for name in ("truth", "instead")},
        **{name: said[name] for name in ("lessons", "facts", "feedback")},
        "review": before["review"],
        "people": {person["role"]: _person_from_form(person) for person in said["people"]},
        "counters": {
            counter["id"]: without_defaults(
                {"start": counter["start"] or 0, "shown": counter["shown"]}, {"start": 0, "shown": False}
            )
            for counter in said["counters"]
        },
        "score": _score_from_form(said),
        "scenes": [scene_from_form(scene) for scene in said["scenes"]],
        "remarks": [{"id": remark["id"], "when": remark["when"]} for remark in said["remarks"]],
    }
    graph = without_defaults(graph, {"lessons": [], "feedback": "end", "counters": {}, "remarks": []})
    return graph, {language: _words(said, language) for language in LANGUAGES}


def _words(said: Said, language: str) -> Said:
    front = {name: said[field].get(language, "") for name, field in FRONT.items()}
    people = {person["id"]: person["name"].get(language, "") for person in said["people"]}
    shown = {counter["id"]: counter["name"].get(language, "") for counter in said["counters"] if counter["shown"]}
    front = {"lang": language, **front, "people": people, "counters": shown}
    points = [(point["id"], line(point["reason"], language)) for kind in POINTS for point in said[kind]]
    return {
        "front": without_defaults(front, {"awaits": "", "counters": {}}),
        "scenes": {scene["id"]: scene_words(scene, language) for scene in said["scenes"]},
        "notes": {
            DEBRIEF: written(points),
            REMARKS: written((remark["id"], line(remark["text"], language)) for remark in said["remarks"]),
            FACILITATOR: written((note["id"], line(note["text"], language)) for note in said["facilitator"]),
        },
    }


def _texts_of(front: Words, name: str) -> dict[str, str]:
    texts = {language: front[language].get(name, "") for language in LANGUAGES}
    return texts if any(texts.values()) else {}


def _person_to_form(role: str, said: Said, front: Words) -> Said:
    key = said.get("id", "")
    name = {language: front[language].get("people", {}).get(key, "") for language in LANGUAGES}
    return {"role": role, "id": key, **{part: said.get(part, empty) for part, empty in _NOT_SAID.items()}, "name": name}


def _counter_to_form(key: str, said: Said, front: Words) -> Said:
    name = {language: front[language].get("counters", {}).get(key, "") for language in LANGUAGES}
    return {"id": key, "start": said.get("start", 0), "shown": said.get("shown", False), "name": name}


def _person_from_form(value: Said) -> Said:
    return without_defaults({"id": value["id"], **{part: value[part] for part in _NOT_SAID}}, _NOT_SAID)


def _score_to_form(score: Said, reasons: Words) -> Said:
    points = {
        kind: [
            {"id": key, "facts": names_text(facts), "reason": side_by_side(reasons, key)}
            for key, facts in score.get(kind, {}).items()
        ]
        for kind in POINTS
    }
    asked = {
        f"{name}_{part}": score.get(name, {}).get(part, "")
        for name in ("threshold", "recipient")
        for part in ("right", "by")
    }
    passing = score.get("pass", {})
    return {
        **points,
        **asked,
        "delay_by": names_text(score.get("delay", {}).get("by", ())),
        "pass_points": passing.get("points"),
        "pass_verdicts": list(passing.get("verdicts", ())),
    }


def _score_from_form(said: Said) -> Said:
    return {
        **{kind: {point["id"]: names_in(point["facts"]) for point in said[kind]} for kind in POINTS},
        **{name: {part: said[f"{name}_{part}"] for part in ("right", "by")} for name in ("threshold", "recipient")},
        "delay": {"by": names_in(said["delay_by"])},
        "pass": {"points": said["pass_points"], "verdicts": said["pass_verdicts"]},
    }
