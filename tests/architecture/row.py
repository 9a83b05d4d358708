"""How one address is asked in one way, and what each of the cast is answered."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.architecture.world import World

Outcome = int | str
VISITOR = "a visitor"


@dataclass(frozen=True)
class Row:
    """One address asked in one way. `others` is everybody whom `cells` does not name."""

    route: str
    others: Outcome
    visitor: Outcome = "sign-in"
    cells: dict[str, Outcome] = field(default_factory=dict)
    arguments: Callable[[World], dict[str, Any]] = lambda world: {}
    method: str = "get"
    fields: dict[str, Any] = field(default_factory=dict)

    def cell(self, who: str) -> Outcome:
        return self.visitor if who == VISITOR else self.cells.get(who, self.others)

    def __str__(self) -> str:
        return f"{self.method.upper()} {self.route}"


def only(*codes: str, answer: Outcome = 200) -> dict[str, Outcome]:
    return dict.fromkeys(codes, answer)
