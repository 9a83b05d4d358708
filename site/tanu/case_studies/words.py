"""The words of a case as JSON, by language; what the row keeps, files hold and the editor's form shows.

{"front": {...}, "scenes": {id: {"heading", "blocks": [{"kind", "text", "what", "title", "alt"}], "choices": LINES,
"labels": LINES, "additions": LINES, "refusals": LINES}}, "notes": {"debrief": LINES, "remarks": LINES,
"facilitator": LINES}}, where LINES is {id: {"text", "feedback"}}.
"""

from typing import Any

from tanu.case_studies.prose import SECTIONS, CaseProse, Lines, SceneProse

LISTS = ("choices", "labels", "additions", "refusals")
Words = dict[str, Any]


def words_of(prose: CaseProse) -> Words:
    return {
        "front": prose.front.model_dump(exclude_none=True, exclude_defaults=True),
        "scenes": {key: _scene(scene) for key, scene in prose.scenes.items()},
        "notes": {name: _lines(prose.notes.get(name, {})) for name in SECTIONS},
    }


def _scene(scene: SceneProse) -> Words:
    blocks = [
        {"kind": block.kind, "text": block.text, "what": block.what, "title": block.title, "alt": block.alt}
        for block in scene.blocks
    ]
    return {"heading": scene.heading, "blocks": blocks, **{name: _lines(getattr(scene, name)) for name in LISTS}}


def _lines(lines: Lines) -> Words:
    return {key: {"text": line.text, "feedback": line.feedback} for key, line in lines.items()}
