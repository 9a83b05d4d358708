"""Sentences about tries that several pages say."""

from django.utils.translation import gettext, gettext_noop

_SENTENCES = {
    0: gettext_noop("No tries left in this set."),
    1: gettext_noop("One try left."),
    2: gettext_noop("Two tries left."),
    3: gettext_noop("Three tries left."),
}


def tries_left(number: int) -> str:
    """How many tries are left, in words where the language has them ready."""
    if number in _SENTENCES:
        return gettext(_SENTENCES[number])
    return gettext("Tries left: %(number)s.") % {"number": number}
