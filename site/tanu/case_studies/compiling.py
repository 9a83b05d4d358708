"""From a case's source to the document that is played: all languages, rendered and sanitised."""

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext, override

from tanu.case_studies.specs import CaseSpec, SceneSpec
from tanu.case_studies.words import LISTS, Words
from tanu.lib.languages import LANGUAGES
from tanu.lib.markup import CITATION, render, render_inline
from tanu.lib.svg import inline_svg
from tanu.pictures.models import Drawing
from tanu.question_banks.models import Question

Document = dict[str, Any]
# What of the front matter is Markdown; the rest is plain text.
RENDERED = ("intro", "content_warning", "awaits")
_BESIDE = re.compile(r"\s*" + CITATION.pattern)


def case_document(spec: CaseSpec, words: Mapping[str, Words]) -> Document:
    """The shape told at CaseEdition. Questions of banks are kept as they are asked today."""
    return {
        "graph": spec.model_dump(mode="json", by_alias=True, exclude_defaults=True),
        "words": {language: _in_language(words[language], language) for language in LANGUAGES},
        "questions": {scene.id: _question(scene, words) for scene in spec.scenes if scene.is_marked},
    }


def document_hash(document: Document) -> str:
    """The name of an edition by its content, whatever the order of keys in memory."""
    canonical = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _in_language(words: Words, language: str) -> Words:
    front = dict(words["front"])
    front |= {name: render_inline(front[name]) for name in RENDERED if front.get(name)}
    with override(language):
        scenes = {key: _scene(scene) for key, scene in words["scenes"].items()}
    notes = {name: _lines(lines) for name, lines in words["notes"].items()}
    return {"front": front, "scenes": scenes, "notes": notes}


def _scene(scene: Words) -> Words:
    *blocks, last = scene["blocks"]
    prose, _, verdict = last["text"].rpartition("\n\n")
    is_end = not scene["choices"] and last["kind"] == "text" and verdict.startswith("**")
    shown = [*blocks, {**last, "text": prose}] if is_end else scene["blocks"]
    return {
        "heading": scene["heading"],
        "blocks": [_block(block) for block in shown if block["text"]],
        "verdict": render_inline(verdict.strip("*")) if is_end else "",
        **{name: _lines(scene[name]) for name in LISTS},
    }


def _block(block: Words) -> Words:
    if block["kind"] == "figure":
        drawing = Drawing.objects.get(path=block["what"])
        return {**block, "text": render_inline(block["text"]), "drawing": inline_svg(drawing.svg, label=block["alt"])}
    label = block["title"] or gettext("Table")
    return {**block, "text": render(block["text"], heading_shift=1, table_label=label)}


def _lines(lines: Words) -> Words:
    """Facts are cited beside a text, not in it: `facts` are those it names."""
    return {
        key: {
            "text": render_inline(_BESIDE.sub("", line["text"])),
            "feedback": render_inline(line["feedback"]) if line["feedback"] else "",
            **({"facts": facts} if (facts := CITATION.findall(line["text"])) else {}),
        }
        for key, line in lines.items()
    }


def _question(scene: SceneSpec, words: Mapping[str, Words]) -> Document:
    """A form of the case in the shape of a practice referral form, or the question of a bank."""
    if scene.question:
        version = Question.objects.select_related("current").get(key=scene.question).current
        return {"type": version.type if version else "", "document": version.document if version else {}}
    fields_of = scene.form.fields if scene.form else {}
    of_scene = {language: words[language]["scenes"][scene.id] for language in LANGUAGES}
    options = [
        {
            "key": f"{name}:{key}",
            "weight": 1.0 if key == field.right else 0.0,
            "text": _said(of_scene, "choices", f"{name}:{key}", "text"),
            "feedback": _said(of_scene, "choices", f"{name}:{key}", "feedback"),
        }
        for name, field in fields_of.items()
        for key in field.options
    ]
    fields = [{"key": name, "label": _said(of_scene, "labels", name, "text")} for name in fields_of]
    empty = dict.fromkeys(LANGUAGES, "")
    document = {"stem": empty, "ask": empty, "options": options, "fields": fields, "facts": [], "awaits": []}
    return {"type": "referral", "document": document}


def _said(scenes: Mapping[str, Words], name: str, key: str, part: str) -> dict[str, str]:
    return {language: render_inline(scene[name][key][part]) for language, scene in scenes.items()}


def is_good(scene: SceneSpec, mark: float | None) -> bool:
    """Whether a marked form or question takes the choice `right`."""
    if mark is None:
        return False
    return mark * len(scene.form.fields) >= scene.form.enough - 1e-6 if scene.form else mark > 0.999999
