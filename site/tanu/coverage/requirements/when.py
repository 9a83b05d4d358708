"""When a requirement that was just set begins to count, and what holds until then: said to whoever set it."""

from datetime import date

from django.utils.translation import gettext

from tanu.lib.dates import local_day, long_date


def when_it_counts(valid_from: date, *, at_once: bool, is_change: bool) -> str:
    if valid_from > local_day():
        return _from_a_later_day(is_change) % {"day": long_date(valid_from)}
    if at_once:
        return gettext("The requirement is set and counts now: everybody whom it concerns is asked from today.")
    if is_change:
        return gettext(
            "The change is set and counts from this night: by tomorrow morning everybody whom it concerns is asked "
            "under it, and the boards show it. Until then what was asked before is asked."
        )
    return gettext(
        "The requirement is set and counts from this night: by tomorrow morning everybody whom it concerns is asked, "
        "and the boards show it. Until then people and boards stay as they are."
    )


def _from_a_later_day(is_change: bool) -> str:
    if is_change:
        return gettext("The change is set and begins on %(day)s. Until then what was asked before is asked.")
    return gettext("The requirement is set and begins on %(day)s. Until then nobody owes anything because of it.")
