"""Which questions a learner gets. Pure: chance is handed in."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


class BankTooSmall(Exception):
    """An outcome has fewer questions than the quiz draws."""


@dataclass(frozen=True)
class Candidate:
    """A question in use: its current version, and how often this learner was dealt it."""

    version: int
    outcome: str
    times_dealt: int = 0


def draw(
    candidates: Iterable[Candidate], outcomes: Sequence[str], per_outcome: int, chance: random.Random
) -> list[Candidate]:
    """`per_outcome` questions for each outcome in an order shuffled over the whole test.

    Those never dealt to this learner come first, then those dealt least often. Raises BankTooSmall.
    """
    pool: dict[str, list[Candidate]] = {outcome: [] for outcome in outcomes}
    for candidate in candidates:
        if candidate.outcome in pool:
            pool[candidate.outcome].append(candidate)
    drawn: list[Candidate] = []
    for outcome, questions in pool.items():
        if len(questions) < per_outcome:
            raise BankTooSmall(f"{outcome} has {len(questions)} questions in use, the quiz draws {per_outcome}")
        chance.shuffle(questions)
        drawn += sorted(questions, key=lambda candidate: candidate.times_dealt)[:per_outcome]
    chance.shuffle(drawn)
    return drawn
