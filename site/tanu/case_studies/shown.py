"""A scene as its reader sees it: in their language, with what their way adds, hides and says."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from tanu.case_studies.engine import State, additions
from tanu.case_studies.models import CaseEdition
from tanu.case_studies.playing import shown_choices
from tanu.case_studies.specs import SceneSpec
from tanu.question_banks.models import QuestionVersion
from tanu.question_banks.shown import ShownQuestion, show
from tanu.question_banks.types import question_type

CHOICE, ANSWER = "choice", "answer"


@dataclass(frozen=True)
class ShownBlock:
    """A part of the text: `kind` is text, says, found or figure; texts passed the gate when compiled."""

    kind: str
    html: SafeString
    title: str = ""
    drawing: SafeString = field(default_factory=SafeString)


@dataclass(frozen=True)
class ShownChoice:
    value: str
    text: SafeString
    is_chosen: bool = False


@dataclass(frozen=True)
class ShownScene:
    """`question` is the form or question to answer; else `choices` are to choose from, none where chance decides."""

    key: str
    heading: str
    blocks: list[ShownBlock]
    choices: list[ShownChoice]
    is_chance: bool
    is_end: bool
    verdict: SafeString
    question: ShownQuestion | None = None
    counters: list[tuple[str, int]] = field(default_factory=list)


def show_scene(edition: CaseEdition, state: State, language: str, seed: str) -> ShownScene:
    """The scene in which `state` stands; `seed` keeps shuffled choices in one order."""
    spec = edition.spec
    scene = spec.scene(state.scene)
    words = edition.document["words"][language]
    said = words["scenes"][scene.id]
    blocks = [_block(block, words["front"]["people"]) for block in said["blocks"]]
    blocks += [_text(f"<p>{said['additions'][key]['text']}</p>") for key in additions(spec, state)]
    is_chosen_by_hand = not (scene.is_marked or scene.links == "chance")
    choices = shown_choices(edition, state, seed) if is_chosen_by_hand else []
    names = words["front"].get("counters", {})
    return ShownScene(
        key=scene.id,
        heading=said["heading"],
        blocks=blocks,
        choices=[ShownChoice(choice.id, mark_safe(said["choices"][choice.id]["text"])) for choice in choices],
        is_chance=scene.links == "chance",
        is_end=scene.is_end,
        verdict=mark_safe(said["verdict"]),
        question=_question(edition, scene, language),
        counters=[(name, state.counters[key]) for key, name in names.items()],
    )


def show_answers(edition: CaseEdition, scene: str, answers: list[str], language: str) -> ShownQuestion:
    """A form or question as it was answered, with what is right and why."""
    version = _version(edition, scene)
    order = question_type(version.type).keys(version.document)
    return show(version, order, answers, name=f"{ANSWER}-{scene}", marked=True, language=language)


def _question(edition: CaseEdition, scene: SceneSpec, language: str) -> ShownQuestion | None:
    if not scene.is_marked:
        return None
    version = _version(edition, scene.id)
    order = question_type(version.type).keys(version.document)
    return show(version, order, [], name=ANSWER, language=language)


def _version(edition: CaseEdition, scene: str) -> QuestionVersion:
    """What was compiled into the edition, in the shape in which questions are shown. It is never saved."""
    said = edition.document["questions"][scene]
    return QuestionVersion(type=said["type"], document=said["document"])


def _block(block: dict[str, Any], people: dict[str, str]) -> ShownBlock:
    kind = block["kind"]
    if kind == "figure":
        return ShownBlock(kind, mark_safe(block["text"]), drawing=mark_safe(block["drawing"]))
    title = people.get(block["what"], "") if kind == "says" else block["title"]
    return ShownBlock(kind, mark_safe(block["text"]), title)


def _text(html: str) -> ShownBlock:
    return ShownBlock("text", mark_safe(html))
