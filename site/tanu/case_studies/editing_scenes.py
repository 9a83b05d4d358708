"""The scenes of a case between its source and the editor's form: each once, its texts side by side. Pure."""

from collections.abc import Mapping
from typing import Any

from tanu.case_studies.editing_texts import (
    Texts,
    amounts_in,
    amounts_text,
    line,
    names_in,
    names_text,
    side_by_side,
    without_defaults,
    written,
)
from tanu.case_studies.words import LISTS
from tanu.lib.languages import LANGUAGES

Said = dict[str, Any]
ByLanguage = Mapping[str, Mapping[str, Any]]
_OF_RULE = ("choice", "to", "hide", "refuse", "say")
_SAYINGS = {"say": "additions", "refuse": "refusals"}
_NOTHING: dict[str, Any] = {"critical": [], "forbidden": [], "add": {}, "set": {}}
_CHOICE = {**_NOTHING, "weight": 1, "expert": False, "tempting": False, "threshold": "", "hours": 0, "feedback": ""}
_RULE = {**dict.fromkeys(_OF_RULE, ""), "add": {}}
_SCENE: dict[str, Any] = {
    "add": {},
    "set": {},
    "links": "ordered",
    "form": None,
    "question": "",
    "choices": [],
    "rules": [],
    "verdict": "",
}


def scene_to_form(scene: Said, words: ByLanguage) -> Said:
    lines = {name: {language: words[language].get(name, {}) for language in LANGUAGES} for name in LISTS}
    form = scene.get("form") or {}
    return {
        "id": scene.get("id", ""),
        "kind": scene.get("kind", ""),
        "heading": {language: words[language].get("heading", "") for language in LANGUAGES},
        "blocks": _side_by_side({language: words[language].get("blocks", []) for language in LANGUAGES}),
        "choices": [_choice_to_form(choice, lines["choices"]) for choice in scene.get("choices", [])],
        "rules": [_rule_to_form(rule) for rule in scene.get("rules", [])],
        "sayings": [
            {"id": key, "effect": effect, "text": side_by_side(lines[name], key)}
            for effect, name in _SAYINGS.items()
            for key in _keys(lines[name])
        ],
        "verdict": scene.get("verdict") or "",
        "counters": amounts_text(scene.get("add", {}), scene.get("set", {})),
        "links": scene.get("links", "ordered"),
        "question": scene.get("question") or "",
        "enough": form.get("enough"),
        "fields": [_field_to_form(name, field, lines) for name, field in form.get("fields", {}).items()],
    }


def scene_from_form(value: Said) -> Said:
    add, put = amounts_in(value["counters"])
    fields = {field["id"]: _field_from_form(field) for field in value["fields"]}
    form = without_defaults({"enough": value["enough"], "fields": fields}, {"enough": None})
    said = {
        "id": value["id"],
        "kind": value["kind"],
        "add": add,
        "set": put,
        "links": value["links"] or "ordered",
        "form": form if fields or value["enough"] else None,
        "question": value["question"],
        "choices": [_choice_from_form(choice) for choice in value["choices"]],
        "rules": [_rule_from_form(rule) for rule in value["rules"]],
        "verdict": value["verdict"],
    }
    return without_defaults(said, _SCENE)


def scene_words(value: Said, language: str) -> Said:
    """What the form says of a scene in one language."""
    fields, choices = value["fields"], value["choices"]
    answers = [(f"{field['id']}:{option['id']}", option) for field in fields for option in field["options"]]
    answers += [(choice["id"], choice) for choice in choices]
    sayings = {
        name: written((one["id"], line(one["text"], language)) for one in value["sayings"] if one["effect"] == effect)
        for effect, name in _SAYINGS.items()
    }
    return {
        "heading": value["heading"].get(language, ""),
        "blocks": _in_language(value["blocks"], language),
        "choices": written((key, line(one["text"], language, one["feedback"])) for key, one in answers),
        "labels": {field["id"]: line(field["label"], language) for field in fields},
        **sayings,
    }


def _choice_to_form(choice: Said, lines: ByLanguage) -> Said:
    key = choice.get("id", "")
    return {
        "id": key,
        "to": choice.get("to", ""),
        "text": side_by_side(lines, key),
        "feedback": side_by_side(lines, key, "feedback"),
        **{name: names_text(choice.get(name, ())) for name in ("critical", "forbidden")},
        "counters": amounts_text(choice.get("add", {}), choice.get("set", {})),
        **{name: choice.get(name) or _CHOICE[name] for name in ("expert", "tempting", "threshold", "hours", "weight")},
        "at_once": choice.get("feedback") == "now",
    }


def _choice_from_form(value: Said) -> Said:
    add, put = amounts_in(value["counters"])
    points = {name: names_in(value[name]) for name in ("critical", "forbidden")}
    numbers = {name: _CHOICE[name] if value[name] is None else value[name] for name in ("weight", "hours")}
    said = {"id": value["id"], "to": value["to"], **points, "add": add, "set": put, "weight": numbers["weight"]}
    said |= {name: value[name] for name in ("expert", "tempting", "threshold")}
    said |= {"hours": numbers["hours"], "feedback": "now" if value["at_once"] else ""}
    return without_defaults(said, _CHOICE)


def _rule_to_form(rule: Said) -> Said:
    said = {name: rule.get(name) or "" for name in ("when", *_OF_RULE)}
    return {**said, "counters": amounts_text(rule.get("add", {}), {})}


def _rule_from_form(value: Said) -> Said:
    add, _ = amounts_in(value["counters"])
    return without_defaults({"when": value["when"], **{name: value[name] for name in _OF_RULE}, "add": add}, _RULE)


def _field_to_form(name: str, field: Said, lines: Mapping[str, ByLanguage]) -> Said:
    options = [
        {
            "id": key,
            "text": side_by_side(lines["choices"], f"{name}:{key}"),
            "feedback": side_by_side(lines["choices"], f"{name}:{key}", "feedback"),
        }
        for key in field.get("options", ())
    ]
    return {
        "id": name,
        "right": field.get("right", ""),
        "label": side_by_side(lines["labels"], name),
        "options": options,
    }


def _field_from_form(value: Said) -> Said:
    return {"options": [option["id"] for option in value["options"]], "right": value["right"]}


def _keys(lines: ByLanguage) -> list[str]:
    return list(dict.fromkeys(key for language in LANGUAGES for key in lines[language]))


def _side_by_side(blocks: Mapping[str, list[Said]]) -> list[Said]:
    """Who speaks, what is found and what is drawn is the same in every language; paragraphs stand between."""
    cut = {language: _cut(blocks[language]) for language in LANGUAGES}
    found: list[Said] = []
    for number in range(max(len(marks) for _, marks in cut.values()) + 1):
        text = {language: texts[number] if number < len(texts) else "" for language, (texts, _) in cut.items()}
        if any(text.values()):
            found.append({"kind": "text", "what": "", "title": _no_texts(), "text": text, "alt": _no_texts()})
        here = {language: marks[number] for language, (_, marks) in cut.items() if number < len(marks)}
        if here:
            first = next(iter(here.values()))
            parts = {
                part: {language: here.get(language, {}).get(part, "") for language in LANGUAGES}
                for part in ("title", "text", "alt")
            }
            found.append({"kind": first["kind"], "what": first["what"], **parts})
    return found


def _cut(blocks: list[Said]) -> tuple[list[str], list[Said]]:
    """The texts before, between and after the other blocks, and these."""
    texts, marks = [""], []
    for block in blocks:
        if block["kind"] == "text":
            texts[-1] = "\n\n".join(filter(None, (texts[-1], block["text"])))
        else:
            marks.append(block)
            texts.append("")
    return texts, marks


def _in_language(blocks: list[Said], language: str) -> list[Said]:
    found: list[Said] = []
    for block in blocks:
        said = {"kind": block["kind"], "text": block["text"].get(language, ""), "what": block["what"]}
        said |= {part: block[part].get(language, "") for part in ("title", "alt")}
        if block["kind"] != "text":
            found.append(said)
        elif said["text"] and found and found[-1]["kind"] == "text":
            found[-1]["text"] += f"\n\n{said['text']}"
        elif said["text"]:
            found.append({**said, "what": "", "title": "", "alt": ""})
    return found


def _no_texts() -> Texts:
    return dict.fromkeys(LANGUAGES, "")
