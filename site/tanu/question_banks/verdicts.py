"""What a fraction means in a word."""

from enum import StrEnum

WRONG_BELOW = 0.000001
RIGHT_ABOVE = 0.999999


class Verdict(StrEnum):
    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"
    GAVE_UP = "gave-up"


def verdict(fraction: float | None) -> Verdict:
    """`fraction` is None when there was no complete answer."""
    if fraction is None:
        return Verdict.GAVE_UP
    if fraction < WRONG_BELOW:
        return Verdict.WRONG
    return Verdict.RIGHT if fraction > RIGHT_ABOVE else Verdict.PARTLY


def is_right(fraction: float | None) -> bool:
    return verdict(fraction) is Verdict.RIGHT
