"""Which facts there are: a room above keeps their register. It registers here; this room never imports it."""

from collections.abc import Callable, Iterable

Finder = Callable[[set[str]], Iterable[str]]
_finders: list[Finder] = []


def register(finder: Finder) -> Finder:
    """`finder` is given IDs of facts and answers those it knows."""
    if finder not in _finders:
        _finders.append(finder)
    return finder


def unknown_facts(facts: Iterable[str]) -> list[str]:
    """Those of `facts` that stand in no register, in their order; none while no register has been registered."""
    asked = list(facts)
    known = {fact for finder in _finders for fact in finder(set(asked))}
    return [fact for fact in asked if _finders and fact not in known]
