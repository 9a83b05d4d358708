"""How far a share may be off because few were counted: Wilson's interval."""

from dataclasses import dataclass
from math import sqrt

# Of the normal distribution, for 95 of 100.
_Z = 1.959963984540054


@dataclass(frozen=True)
class Interval:
    """Shares from 0 to 1 between which the true one lies in 95 of 100 cases."""

    low: float
    high: float

    def overlaps(self, other: "Interval") -> bool:
        return self.low <= other.high and other.low <= self.high


def wilson(done: int, of: int) -> Interval | None:
    """The 95 % interval of `done` among `of`; None where nobody was counted. Raises ValueError for no share."""
    if not 0 <= done <= of:
        raise ValueError(f"{done} of {of} is no share")
    if not of:
        return None
    share, doubt = done / of, _Z**2 / of
    middle = (share + doubt / 2) / (1 + doubt)
    reach = _Z * sqrt(share * (1 - share) / of + doubt / (4 * of)) / (1 + doubt)
    # At the ends the formula gives 0 and 1 but for the last digit.
    return Interval(0.0 if done == 0 else middle - reach, 1.0 if done == of else middle + reach)
