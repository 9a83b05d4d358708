"""The two ways an author marks: the expert's, and the tempting one that good people really take."""

from dataclasses import dataclass
from typing import Literal

from tanu.case_studies.engine import State, begin, offered, refusal, take
from tanu.case_studies.specs import CaseSpec, ChoiceSpec, Verdict

MOST_STEPS = 1_000


class Fork(Exception):
    """In `scene` it is not clear which way to go."""

    def __init__(self, scene: str) -> None:
        super().__init__(scene)
        self.scene = scene


@dataclass(frozen=True)
class Path:
    """A marked way: scene and choice of each step, and how it ends."""

    steps: tuple[tuple[str, str], ...]
    end: State
    verdict: Verdict | None

    @property
    def scenes(self) -> frozenset[str]:
        return frozenset(scene for scene, _ in self.steps) | {self.end.scene}

    def lacking(self, case: CaseSpec) -> list[str]:
        """Critical steps not taken and forbidden acts done."""
        score, points = case.score, self.end.points
        return [point for point in score.critical if point not in points] + [
            point for point in score.forbidden if point in points
        ]


def follow(case: CaseSpec, mark: Literal["expert", "tempting"]) -> Path:
    """The marked way; where nothing is marked as tempting, the tempting one goes with the expert's. Raises Fork.

    Where chance decides, it takes the first link.
    """
    state = begin(case)
    steps: list[tuple[str, str]] = []
    while not case.scene(state.scene).is_end:
        choice = _next(case, state, mark)
        if choice is None or len(steps) > MOST_STEPS:
            raise Fork(state.scene)
        steps.append((state.scene, choice.id))
        state = take(case, state, choice.id)
    return Path(tuple(steps), state, case.scene(state.scene).verdict)


def expert_choices(case: CaseSpec) -> frozenset[str]:
    """Every choice an expert may take, as `scene.choice`: the marked ones, and all where chance decides."""
    return frozenset(
        f"{scene.id}.{choice.id}"
        for scene in case.scenes
        for choice in scene.choices
        if choice.expert or scene.links == "chance"
    )


def _next(case: CaseSpec, state: State, mark: str) -> ChoiceSpec | None:
    choices = [choice for choice in offered(case, state) if not refusal(case, state, choice)]
    if case.scene(state.scene).links == "chance":
        return choices[0] if choices else None
    marked = [choice for choice in choices if getattr(choice, mark)]
    if not marked and mark == "tempting":
        marked = [choice for choice in choices if choice.expert] or choices[:1]
    return marked[0] if len(marked) == 1 else None
