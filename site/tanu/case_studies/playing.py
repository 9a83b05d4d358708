"""What a step does: pure reading of an edition, between the engine and the forms of a page."""

import random
from collections.abc import Sequence

from tanu.case_studies.compiling import is_good
from tanu.case_studies.engine import State, offered
from tanu.case_studies.models import CaseEdition
from tanu.case_studies.specs import RIGHT, WRONG, ChoiceSpec, SceneSpec
from tanu.question_banks.types import question_type


def shown_choices(edition: CaseEdition, state: State, seed: str) -> list[ChoiceSpec]:
    """The choices of a scene in the order in which this learner sees them, the same each time."""
    choices = offered(edition.spec, state)
    if edition.spec.scene(state.scene).links == "shuffled":
        # A shuffle for the eye, the same each time; nothing is kept secret by it.
        random.Random(f"{seed}:{state.scene}").shuffle(choices)  # noqa: S311
    return choices


def drawn(edition: CaseEdition, state: State, chance: random.Random) -> str:
    """The choice that chance takes, by weight."""
    choices = offered(edition.spec, state)
    return chance.choices(choices, [choice.weight for choice in choices])[0].id


def marked(edition: CaseEdition, scene: SceneSpec, answers: Sequence[str]) -> str:
    """The choice that an answered form or question takes."""
    question = edition.document["questions"][scene.id]
    mark = question_type(question["type"]).mark(question["document"], list(answers))
    return RIGHT if is_good(scene, mark) else WRONG
