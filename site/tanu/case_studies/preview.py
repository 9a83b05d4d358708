"""A case as learners will read it, from a draft that is nowhere saved: its front, every scene, the debrief."""

from typing import Any

from django.utils.safestring import mark_safe
from pydantic import ValidationError as ShapeError

from tanu.case_studies.compiling import case_document
from tanu.case_studies.engine import State
from tanu.case_studies.models import Case, CaseEdition
from tanu.case_studies.shown import ShownScene, show_scene
from tanu.pictures.models import Drawing
from tanu.question_banks.models import Question


def draft_edition(case: Case) -> CaseEdition | None:
    """What publishing would make of the row, unsaved; None while something is missing that it is made of."""
    try:
        return CaseEdition(case=case, document=case_document(case.spec, case.words))
    except (ShapeError, KeyError, ValueError, Drawing.DoesNotExist, Question.DoesNotExist):
        return None


def previewed(case: Case, language: str) -> dict[str, Any]:
    """What the template draws; nothing while the draft cannot be compiled."""
    edition = draft_edition(case)
    if edition is None:
        return {"is_unfinished": True}
    words = edition.document["words"][language]
    return {
        "front": {name: mark_safe(text) if isinstance(text, str) else text for name, text in words["front"].items()},
        "spec": edition.spec,
        "scenes": [_scene(edition, scene.id, language) for scene in edition.spec.scenes],
        "notes": {name: _lines(lines) for name, lines in words["notes"].items()},
    }


def _scene(edition: CaseEdition, key: str, language: str) -> tuple[ShownScene, list[dict[str, Any]]]:
    """The scene as whoever comes there first sees it, and all that can be chosen with what is said of it."""
    spec = edition.spec
    counters = {name: counter.start for name, counter in spec.counters.items()}
    words = edition.document["words"][language]["scenes"][key]["choices"]
    choices = [line for choice, line in _lines(words) if ":" not in choice]
    return show_scene(edition, State(key, counters), language, key), choices


def _lines(lines: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Texts passed the gate when they were compiled."""
    return [
        (key, {**line, "text": mark_safe(line["text"]), "feedback": mark_safe(line["feedback"])})
        for key, line in lines.items()
    ]
