"""Staff other than officers, as officials may see them: institution by institution, in fives, once a month.

What is released. Of each institution three numbers, as they were known on the evening of the first of the month: of how
many something is asked, how many of them have done it, and how many need a seat within twelve months. Each is rounded
to the nearest five, so that 0 to 2 become 0, 3 to 7 become 5, and so on; a 0 is said as "fewer than 5". Every higher
level, every filter and every export adds up released numbers and recounts nothing.

Why no true number from 1 to 4 can be worked out. Let A, D and S be the released numbers of one institution and a, d, s
the true ones.
1. All that is shown anywhere is a sum of released numbers, and so known to whoever knows them. Adding and subtracting
   boards, filters, levels and exports gives released numbers again, never more than the windows: a in [A-2, A+2],
   d in [D-2, D+2], s in [S-2, S+2], none below 0. That is why seats are rounded by institution and not by district: the
   exact sum of four institutions, 8, beside four windows that end at 2 would say that each has 2.
2. Institutions share no condition, so windows of one say nothing of another. Within one an attacker knows besides that
   d <= a, s <= a (nobody needs a seat of whom nothing is asked) and a - d <= s (who has not done it needs a seat).
3. Rounding keeps order, so D <= A and S <= A: to d <= a and s <= a the windows already leave both ends of each window,
   or of 0 to 2.
4. a <= d + s cuts where A - 2 comes near D + S + 4. All are multiples of five and true numbers exist, so
   A <= D + S + 5; in the worst case, A = D + S + 5, one unit is left to share out, and each of a, d, s, a - d and
   s - (a - d) can still be either of two values.
5. One release a month, from what was known that evening: what is recorded late changes no figure that was shown. The
   figures of two months are of two sets of people. The seats are one number for twelve months and not one a month:
   twelve windows would share the condition that they add up to no more than a, and could be squeezed between it and
   their lower ends (four months of 3, released as 5, beside 12, released as 10).

What this does not hide: somebody who knows from elsewhere that exactly one person came between two months, and sees the
number step from 0 to 5, knows that there were three. tests/coverage/test_suppression.py plays the attacker.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models.expressions import Combinable

from tanu.coverage.staff_figures import StaffFigure

STEP = 5
Number = TypeVar("Number", int, Combinable)


@dataclass(frozen=True)
class People:
    """Released numbers, or sums of them."""

    asked: int = 0
    done: int = 0

    @property
    def to_train(self) -> int:
        return self.asked - self.done

    def __add__(self, other: "People") -> "People":
        return People(self.asked + other.asked, self.done + other.done)


@dataclass(frozen=True)
class Released:
    """What may be shown of an institution's staff."""

    institution_id: Any
    territory_id: Any
    kind: str
    people: People


def released(number: Number) -> Number:
    """The nearest five; whole fives stay. The same rule for a number and for a column that the database adds up."""
    raised = number + STEP // 2
    return raised - raised % STEP


def release(figures: Iterable[StaffFigure]) -> list[Released]:
    """Of raw figures, each institution apart: they go no further than here."""
    return [
        Released(
            figure.institution_id,
            figure.territory_id,
            figure.kind,
            People(released(figure.asked), released(figure.done)),
        )
        for figure in figures
    ]


def together(people: Iterable[People]) -> People:
    return sum(people, People())
