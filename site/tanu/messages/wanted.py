"""Asks the rooms above whether letters that wait are still wanted: who has finished meanwhile gets no reminder.

A room names its answer in `settings.LETTERS_STILL_WANTED`: kind of letter to the path of a function from letters of
that kind to the ids of those that are still wanted. A kind that nobody names is always wanted.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any, cast

from django.conf import settings
from django.utils.module_loading import import_string

from tanu.messages.models import Letter

Answer = Callable[[list[Letter]], set[Any]]


def still_wanted(letters: Iterable[Letter]) -> set[Any]:
    """The ids of those that are."""
    kinds: dict[str, list[Letter]] = defaultdict(list)
    for letter in letters:
        kinds[letter.kind].append(letter)
    wanted: set[Any] = set()
    for kind, found in kinds.items():
        path = settings.LETTERS_STILL_WANTED.get(kind)
        wanted |= cast(Answer, import_string(path))(found) if path else {letter.pk for letter in found}
    return wanted
