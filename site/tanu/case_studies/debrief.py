"""After a way has ended: it beside the expert's, the reason for each choice, and what to read again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from tanu.case_studies.engine import State
from tanu.case_studies.expert import expert_choices, follow
from tanu.case_studies.models import CaseEdition, Playthrough, Step
from tanu.case_studies.registry import LessonLink, lessons, sources
from tanu.case_studies.scoring import Result, remarks, result
from tanu.case_studies.shown import ShownScene, show_answers, show_scene
from tanu.case_studies.specs import CaseSpec, ChoiceSpec
from tanu.case_studies.strands import Strands, strands
from tanu.question_banks.shown import ShownQuestion


@dataclass(frozen=True)
class Reason:
    """Why a point counts, with the numbers of its facts in the list of sources; `is_earned` by this way."""

    text: SafeString
    facts: list[int]
    is_earned: bool


@dataclass(frozen=True)
class Row:
    """A scene of either way. `number` is the learner's step, from 1; None where only the expert came by."""

    heading: str
    number: int | None
    own: SafeString
    feedback: SafeString
    expert: SafeString
    expert_feedback: SafeString
    is_together: bool
    reasons: list[Reason]
    answers: ShownQuestion | None = None


@dataclass(frozen=True)
class Debrief:
    """`critical` and `forbidden` are all points of the case with their reasons; `sources` those of all reasons."""

    end: ShownScene
    result: Result
    rows: list[Row]
    strands: Strands
    critical: list[Reason]
    forbidden: list[Reason]
    remarks: list[SafeString]
    not_seen: list[str]
    entered: list[str]
    sources: list[str]
    lessons: list[LessonLink]
    threshold_by: str
    recipient: str


def debrief(way: Playthrough, edition: CaseEdition, steps: Sequence[Step], language: str) -> Debrief:
    """Of a way that has ended; `steps` are all of its steps in order."""
    spec, state = edition.spec, State.from_json(way.state)
    words = edition.document["words"][language]
    scenes = words["scenes"]
    found = result(spec, state)
    rows = list(_rows(edition, words, steps, state.points, language))
    reasons = {key: _reason(key, words, spec, state.points) for key in (*spec.score.critical, *spec.score.forbidden)}
    seconds = sum(step.seconds for step in steps if not step.is_replayed)
    said = words["notes"]["remarks"]
    return Debrief(
        end=show_scene(edition, state, language, ""),
        result=found,
        rows=rows,
        strands=strands([row.is_together for row in rows if row.number]),
        critical=[reasons[key] for key in spec.score.critical],
        forbidden=[reasons[key] for key in spec.score.forbidden],
        remarks=[mark_safe(said[key]["text"]) for key in remarks(spec, state, seconds)],
        not_seen=[scenes[key]["heading"] for key in found.not_seen],
        entered=[scenes[key]["heading"] for key in found.entered],
        sources=list(sources(spec.facts).values()),
        lessons=list(lessons([spec.instead, *spec.lessons]).values()),
        threshold_by=spec.score.threshold.right,
        recipient=words["front"]["people"][spec.score.recipient.right],
    )


def _rows(
    edition: CaseEdition, words: Any, steps: Sequence[Step], points: frozenset[str], language: str
) -> Iterator[Row]:
    spec = edition.spec
    best = dict(follow(spec, "expert").steps)
    open_to_expert = expert_choices(spec)
    seen = set()
    for step in steps:
        if step.refused:
            continue
        seen.add(step.scene)
        scene = spec.scene(step.scene)
        is_together = f"{step.scene}.{step.choice}" in open_to_expert
        other = None if is_together else best.get(step.scene)
        said = words["scenes"][step.scene]
        chosen = [choice for key in (step.choice, other) if key and (choice := scene.choice(key))]
        yield Row(
            heading=said["heading"],
            number=step.number,
            own=mark_safe(said["choices"][step.choice]["text"]),
            feedback=mark_safe(said["choices"][step.choice]["feedback"]),
            expert=mark_safe(said["choices"][other]["text"]) if other else SafeString(),
            expert_feedback=mark_safe(said["choices"][other]["feedback"]) if other else SafeString(),
            is_together=is_together,
            reasons=list(_reasons(chosen, words, spec, points)),
            answers=show_answers(edition, step.scene, step.answers, language) if step.answers else None,
        )
    for key, best_choice in best.items():
        if key not in seen:
            said = words["scenes"][key]
            chosen = [found for found in (spec.scene(key).choice(best_choice),) if found]
            line = said["choices"][best_choice]
            yield Row(
                heading=said["heading"],
                number=None,
                own=SafeString(),
                feedback=SafeString(),
                expert=mark_safe(line["text"]),
                expert_feedback=mark_safe(line["feedback"]),
                is_together=False,
                reasons=list(_reasons(chosen, words, spec, points)),
            )


def _reasons(choices: Sequence[ChoiceSpec], words: Any, spec: CaseSpec, points: frozenset[str]) -> Iterator[Reason]:
    for point in dict.fromkeys(point for choice in choices for point in choice.points):
        yield _reason(point, words, spec, points)


def _reason(point: str, words: Any, spec: CaseSpec, points: frozenset[str]) -> Reason:
    line = words["notes"]["debrief"][point]
    numbers = [spec.facts.index(fact) + 1 for fact in line.get("facts", ())]
    return Reason(mark_safe(line["text"]), numbers, (point in points) == (point in spec.score.critical))
