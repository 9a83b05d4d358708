"""Each Monday to heads: who has not done what. On the first of each month to officials: where nobody is trained."""

from collections.abc import Iterator
from datetime import date, timedelta

from tanu.coverage.reminders.heads import heads_digests
from tanu.coverage.reminders.officials import officials_digests
from tanu.messages.actions import Draft, decide_all

# Where the run of a Monday or a first was missed, the next one makes up for it.
_MADE_UP_FOR = timedelta(days=2)


def decide_digests(day: date) -> int:
    """Decide the digests of `day`, if it is a day of digests; how many are new."""
    return sum(decide_all(drafts) for drafts in digests_on(day))


def digests_on(day: date) -> Iterator[list[Draft]]:
    """The letters of the week and of the month that begin on `day` or began just before, in portions."""
    week, month = day - timedelta(days=day.weekday()), day.replace(day=1)
    if day - week <= _MADE_UP_FOR:
        yield from heads_digests(week, day)
    if day - month <= _MADE_UP_FOR:
        yield officials_digests(month, day)
