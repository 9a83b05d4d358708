"""When a duty is reminded of: pure functions of its deadline and a day.

A deadline is the last day on which the duty is done in time: the due day, or the last day of valid training.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from tanu.coverage.algebra import OPEN, Duty, ObligationFacts, duty_on, postponed

# Days from the deadline: before it, then on the first day after it and every fortnight, four times.
STEPS = (-30, -14, -7, -1, 1, 15, 29, 43)
# How long the last step is made up for where a run was missed; every other one until the next takes its place.
_LAST_HOLDS = 14
FIRST, LAST = timedelta(days=STEPS[0]), timedelta(days=STEPS[-1] + _LAST_HOLDS - 1)

_RENEWALS = frozenset({Duty.EXPIRING, Duty.LAPSED})
_A_DAY = timedelta(days=1)


def deadline_on(facts: ObligationFacts, day: date) -> date | None:
    """The deadline of a duty that is open on `day`, None for one that is not, or of somebody who is not asked then.

    Training that lapsed while nothing was asked is to be renewed within thirty days after that.
    """
    duty = duty_on(facts, day)
    if duty not in OPEN or any(span.holds(day) for span in facts.excused):
        return None
    if duty == Duty.EXPIRING and facts.expires_on:
        return facts.expires_on - _A_DAY
    if duty == Duty.LAPSED and facts.expires_on:
        return postponed(facts.expires_on - _A_DAY, facts.excused)
    return facts.due_on


def is_renewal(facts: ObligationFacts, day: date) -> bool:
    return duty_on(facts, day) in _RENEWALS


def step_on(deadline: date, day: date, known_on: date | None = None) -> int | None:
    """The most recent step on `day`; None before the first and long after the last.

    Whoever asks on each day, or on some days only, meets each step at most once if it is noted. Of a duty that was
    written down on `known_on`, after its last step had passed, the steps count from then.
    """
    late = day - deadline
    if known_on and deadline + LAST < known_on <= day:
        late = day - known_on + _A_DAY
    if not FIRST <= late <= LAST:
        return None
    return max(step for step in STEPS if step <= late.days)


def steps_between(
    facts: ObligationFacts, first: date, last: date, known_on: date | None = None
) -> Iterator[tuple[date, date, int]]:
    """Day, deadline and step of every reminder from `first` to `last`, if nothing happens meanwhile."""
    seen = set()
    for days in range((last - first).days + 1):
        day = first + timedelta(days=days)
        deadline = deadline_on(facts, day)
        step = step_on(deadline, day, known_on) if deadline else None
        if deadline and step is not None and (deadline, step) not in seen:
            seen.add((deadline, step))
            yield day, deadline, step
