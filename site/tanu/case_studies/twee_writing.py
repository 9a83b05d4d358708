"""A case as Twee 3: each scene a passage in one language, so that other tools can show and draw it.

The case itself, with all that Twee cannot hold, stands in passages marked private as the text of its files.
"""

import json
import uuid
from collections.abc import Iterator, Mapping

from tanu.case_studies.specs import CaseSpec, SceneSpec
from tanu.case_studies.twee import DATA, TITLE, Passage, escaped, write_link, write_twee
from tanu.case_studies.words import Words
from tanu.case_studies.writing import block_lines as block_lines
from tanu.case_studies.writing import graph_text, prose_text
from tanu.lib.languages import LANGUAGES

CASE, PROSE = "TanuCase", "TanuProse"
PRIVATE = "Twine.private"
SHOWN = "shown-in-"
_FORMAT = {"format": "Chapbook", "format-version": "2.2.0"}
_NAMESPACE = uuid.UUID("6f1c7a52-5a0e-5c3b-9b59-0f6a6d1f4c10")
_ACROSS, _APART = 6, 150


def case_twee(spec: CaseSpec, words: Mapping[str, Words], language: str) -> str:
    """The whole case; what is read back by `read_story` has the same bytes in every file."""
    said = words[language]
    return write_twee(
        [
            Passage(TITLE, escaped(said["front"]["title"])),
            Passage(DATA, _story_data(spec)),
            *(_scene(spec, scene, said["scenes"][scene.id], place) for place, scene in enumerate(spec.scenes)),
            Passage(CASE, _private(graph_text(spec)), (PRIVATE, f"{SHOWN}{language}")),
            *(Passage(f"{PROSE} {other}", _private(prose_text(spec, words[other])), (PRIVATE,)) for other in LANGUAGES),
        ]
    )


def passage_text(scene: SceneSpec, words: Words) -> str:
    """Heading, prose and choices, as other tools show them."""
    blocks = ["\n".join(map(escaped, "\n".join(block_lines(block)).split("\n"))) for block in words["blocks"]]
    links = [write_link(words["choices"][choice.id]["text"], choice.to) for choice in scene.choices]
    return "\n\n".join([f"# {words['heading']}", *blocks, "\n".join(links)]).rstrip()


def not_shown(spec: CaseSpec, language: str) -> Iterator[str]:
    """What another tool does not show or do, though it is in the file."""
    others = ", ".join(other for other in LANGUAGES if other != language)
    yield f"other languages: {others}"
    yield "feedback, the debrief, remarks and the facilitator's notes"
    yield f"score: {spec.score.out_of} points, thresholds, recipients, delay and the hours that pass"
    yield "which ways are the expert's and the tempting one; kinds of scenes and verdicts are tags only"
    if spec.counters:
        yield f"counters: {', '.join(spec.counters)}"
    for scene in spec.scenes:
        for rule in scene.rules:
            yield f"{scene.id}: the rule `{rule.effect}` when {rule.when}"
        if scene.is_marked:
            yield f"{scene.id}: the {'form' if scene.form else 'question'}; its two results are shown as links"
        if scene.links != "ordered":
            yield f"{scene.id}: links that are {'shuffled' if scene.links == 'shuffled' else 'drawn by chance'}"
    yield "who speaks, papers that are found and figures: shown as we write them (`::: says name`)"


def _story_data(spec: CaseSpec) -> str:
    ifid = str(uuid.uuid5(_NAMESPACE, spec.id)).upper()
    return json.dumps({"ifid": ifid, **_FORMAT, "start": spec.start.id}, indent=2)


def _scene(spec: CaseSpec, scene: SceneSpec, words: Words, place: int) -> Passage:
    down, across = divmod(place, _ACROSS)
    metadata = {"position": f"{100 + across * _APART},{100 + down * _APART}", "size": "100,100"}
    tags = [scene.kind, *([scene.verdict] if scene.verdict else [])]
    return Passage(scene.id, passage_text(scene, words), tuple(tags), metadata)


def _private(text: str) -> str:
    return "\n".join(map(escaped, text.rstrip("\n").split("\n")))
