"""The canonical text of a case: what is read and written again has the same bytes."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from tanu.case_studies.prose import DEBRIEF, FACILITATOR, REMARKS
from tanu.case_studies.specs import CaseSpec, ChoiceSpec, FormSpec, RuleSpec, SceneSpec
from tanu.case_studies.words import Words
from tanu.lib.languages import LANGUAGES
from tanu.lib.yaml_writer import Flow, write_yaml

FOLDER = "case_studies"
_SIGNS = {"choices": "-", "labels": "?", "additions": "+", "refusals": "!"}


def case_texts(spec: CaseSpec, words: Mapping[str, Words]) -> dict[str, str]:
    """The four files under their paths from the content root."""
    folder = f"{FOLDER}/{spec.id}"
    prose = {f"{folder}/prose.{language}.md": prose_text(spec, words[language]) for language in LANGUAGES}
    return {f"{folder}/case.yaml": graph_text(spec), **prose}


def graph_text(spec: CaseSpec) -> str:
    said = spec.model_dump(by_alias=True, exclude={"scenes", "remarks", "review", "people", "counters", "score"})
    head = {name: value for name, value in said.items() if value not in ((), None)}
    head |= {
        "review": spec.review.as_written(),
        "people": {role: Flow(person.model_dump(exclude_none=True)) for role, person in spec.people.items()},
        "counters": {name: Flow(counter.model_dump()) for name, counter in spec.counters.items()} or None,
        "score": _score(spec),
    }
    parts = [write_yaml({name: value for name, value in head.items() if value is not None}), "scenes:\n"]
    parts += [f"\n{write_yaml([_scene(scene)])}" for scene in spec.scenes]
    if spec.remarks:
        parts += ["\nremarks:\n", write_yaml([Flow(remark.model_dump()) for remark in spec.remarks])]
    return "".join(parts)


def prose_text(spec: CaseSpec, words: Words) -> str:
    front = {name: words["front"][name] for name in _FRONT if words["front"].get(name)}
    front["people"] = {person.id: words["front"]["people"][person.id] for person in spec.people.values()}
    if names := words["front"].get("counters"):
        front["counters"] = {name: names[name] for name in spec.counters if name in names}
    sections = [_scene_text(scene, words["scenes"][scene.id]) for scene in spec.scenes]
    sections += [_notes_text(name, words["notes"].get(name) or {}) for name in (DEBRIEF, REMARKS, FACILITATOR)]
    return f"---\n{write_yaml(front)}---\n\n" + "\n".join(section for section in sections if section)


_FRONT = ("lang", "title", "intro", "content_warning", "outcomes", "role", "awaits")


def _score(spec: CaseSpec) -> dict[str, Any]:
    score = spec.score
    by = score.delay.by
    return {
        "critical": {point: list(facts) for point, facts in score.critical.items()},
        "forbidden": {point: list(facts) for point, facts in score.forbidden.items()},
        "threshold": Flow(score.threshold.model_dump()),
        "recipient": Flow(score.recipient.model_dump()),
        "delay": Flow({"by": _many(by)}),
        "pass": Flow({"points": score.pass_.points, "verdicts": list(score.pass_.verdicts)}),
    }


def _scene(scene: SceneSpec) -> dict[str, Any]:
    said: dict[str, Any] = {"id": scene.id, "kind": scene.kind}
    said |= {name: Flow(amounts) for name in ("add", "set") if (amounts := getattr(scene, name))}
    if scene.links != "ordered":
        said["links"] = scene.links
    if scene.form:
        said["form"] = _form(scene.form)
    said |= {name: value for name in ("question", "verdict") if (value := getattr(scene, name))}
    if scene.choices:
        said["choices"] = [_choice(choice) for choice in scene.choices]
    if scene.rules:
        said["rules"] = [_rule(rule) for rule in scene.rules]
    return said


def _form(form: FormSpec) -> dict[str, Any]:
    fields = {name: Flow({"options": list(field.options), "right": field.right}) for name, field in form.fields.items()}
    return {"enough": form.enough, "fields": fields}


def _choice(choice: ChoiceSpec) -> Flow:
    said = choice.model_dump(exclude_defaults=True)
    said |= {name: _many(points) for name in ("critical", "forbidden") if (points := getattr(choice, name))}
    return Flow(_inner(said))


def _rule(rule: RuleSpec) -> Flow:
    return Flow(_inner(rule.model_dump(exclude_defaults=True)))


def _inner(said: dict[str, Any]) -> dict[str, Any]:
    return {name: Flow(value) if isinstance(value, dict) else value for name, value in said.items()}


def _many(names: tuple[str, ...]) -> Any:
    return names[0] if len(names) == 1 else list(names)


def _scene_text(scene: SceneSpec, words: Words) -> str:
    lines = [f"## {scene.id} | {_in_one_line(words['heading'])}", ""]
    for block in words["blocks"]:
        lines += [*block_lines(block), ""]
    listed = [*_form_lines(scene, words), *_lines("additions", words), *_lines("refusals", words)]
    return "\n".join([*lines, *listed, ""] if listed else lines)


def _form_lines(scene: SceneSpec, words: Words) -> Iterator[str]:
    """Each field's label stands above its options."""
    choices = words["choices"]
    for name in scene.form.fields if scene.form else ():
        yield from _line("?", name, words["labels"][name])
        for key, line in choices.items():
            if key.startswith(f"{name}:"):
                yield from _line("-", key, line)
    for key, line in choices.items():
        if ":" not in key:
            yield from _line("-", key, line)


def _lines(name: str, words: Words) -> Iterator[str]:
    for key, line in words[name].items():
        yield from _line(_SIGNS[name], key, line)


def _line(sign: str, key: str, line: Words) -> Iterator[str]:
    yield f"{sign} {key} | {_in_one_line(line['text'])}"
    if line.get("feedback"):
        yield f"  > {_in_one_line(line['feedback'])}"


def _in_one_line(text: str) -> str:
    return re.sub(r"\s*\n\s*", " ", text)


def block_lines(block: Words) -> list[str]:
    if block["kind"] == "text":
        return [block["text"]]
    title = f' "{_in_one_line(block["title"])}"' if block.get("title") else ""
    body = [block["text"]]
    if block["kind"] == "figure":
        body = [f"alt: {_in_one_line(block['alt'])}", f"caption: {_in_one_line(block['text'])}"]
    return [f"::: {block['kind']} {block['what']}{title}", *body, ":::"]


def _notes_text(name: str, lines: Words) -> str:
    if not lines:
        return ""
    return "\n".join([f"## {name}", *(text for key, line in lines.items() for text in _line("-", key, line)), ""])
