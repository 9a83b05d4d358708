"""The small grammar of rules: `burden >= 2 and not (visited office or chose tells.photo)`. Parsed, never evaluated."""

import operator
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol

from django.utils.translation import gettext_noop

from tanu.lib.sentences import Sentence

# What `remarks` may ask beside counters; known only when a way has ended.
MEASURES = ("seconds", "missed", "entered")
LONGEST = 500
DEEPEST = 20
# A sign, a number, or a word; a name may begin with a digit.
_TOKEN = re.compile(r"\s*(?:<=|>=|!=|[<>=()]|-?[0-9]{1,6}(?![a-z0-9.-])|[a-z0-9][a-z0-9.-]*)")
_SIGNS: dict[str, Callable[[int, int], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


class Moment(Protocol):
    """What a condition is asked about."""

    @property
    def counters(self) -> Mapping[str, int]: ...
    @property
    def visited(self) -> Collection[str]: ...
    @property
    def chosen(self) -> Collection[str]: ...


class Condition(Protocol):
    def holds(self, moment: Moment) -> bool: ...
    def parts(self) -> "Iterator[Condition]":
        """Itself and everything in it."""
        ...


@dataclass(frozen=True)
class _Leaf:
    def parts(self) -> Iterator[Condition]:
        yield self  # type: ignore[misc]


@dataclass(frozen=True)
class Compared(_Leaf):
    counter: str
    sign: str
    number: int

    def holds(self, moment: Moment) -> bool:
        return _SIGNS[self.sign](moment.counters.get(self.counter, 0), self.number)


@dataclass(frozen=True)
class Visited(_Leaf):
    scene: str

    def holds(self, moment: Moment) -> bool:
        return self.scene in moment.visited


@dataclass(frozen=True)
class Chose(_Leaf):
    choice: str
    """As `scene.choice`."""

    def holds(self, moment: Moment) -> bool:
        return self.choice in moment.chosen


@dataclass(frozen=True)
class Negated:
    inner: Condition

    def holds(self, moment: Moment) -> bool:
        return not self.inner.holds(moment)

    def parts(self) -> Iterator[Condition]:
        yield self
        yield from self.inner.parts()


@dataclass(frozen=True)
class Joined:
    """All of `inner` hold, or with `word` "or" any of them."""

    word: str
    inner: tuple[Condition, ...]

    def holds(self, moment: Moment) -> bool:
        held = (condition.holds(moment) for condition in self.inner)
        return all(held) if self.word == "and" else any(held)

    def parts(self) -> Iterator[Condition]:
        yield self
        for condition in self.inner:
            yield from condition.parts()


class Unreadable(ValueError):
    """The text is no condition; the first argument is a sentence for its author."""


@lru_cache(maxsize=4096)
def read_condition(text: str) -> Condition:
    """The condition that `text` says. Raises Unreadable."""
    if len(text) > LONGEST:
        raise Unreadable(Sentence(gettext_noop("a condition has at most %(most)s signs"), most=LONGEST))
    reader = _Reader(text, list(_tokens(text)))
    condition = reader.joined("or")
    if reader.here < len(reader.tokens):
        reader.refuse()
    return condition


def _tokens(text: str) -> Iterator[str]:
    place = 0
    while text[place:].strip():
        token = _TOKEN.match(text, place)
        if not token:
            raise _not_understood(text, text[place:].split()[0])
        yield token[0].strip()
        place = token.end()


def _not_understood(text: str, at: str) -> Unreadable:
    said = gettext_noop(
        "the condition `%(text)s` is not understood at `%(at)s`; write `counter >= 2`, `visited scene` or "
        "`chose scene.choice`, joined by and, or, not and brackets"
    )
    return Unreadable(Sentence(said, text=text[:80], at=at[:30]))


@dataclass
class _Reader:
    text: str
    tokens: list[str]
    here: int = 0
    depth: int = field(default=0)

    def joined(self, word: str) -> Condition:
        """`or` binds looser than `and`, and that looser than `not`."""
        parts = [self._tighter(word)]
        while self._next_is(word):
            parts.append(self._tighter(word))
        return parts[0] if len(parts) == 1 else Joined(word, tuple(parts))

    def refuse(self) -> None:
        at = self.tokens[self.here] if self.here < len(self.tokens) else gettext_noop("its end")
        raise _not_understood(self.text, at)

    def _tighter(self, word: str) -> Condition:
        return self.joined("and") if word == "or" else self._one()

    def _one(self) -> Condition:
        self.depth += 1
        if self.depth > DEEPEST:
            raise Unreadable(
                Sentence(gettext_noop("more than %(most)s brackets and `not` in a condition"), most=DEEPEST)
            )
        condition = self._inner()
        self.depth -= 1
        return condition

    def _inner(self) -> Condition:
        if self._next_is("not"):
            return Negated(self._one())
        if self._next_is("("):
            inner = self.joined("or")
            if not self._next_is(")"):
                self.refuse()
            return inner
        if self._next_is("visited"):
            return Visited(self._take(r"[a-z0-9-]+"))
        if self._next_is("chose"):
            return Chose(self._take(r"[a-z0-9-]+\.[a-z0-9-]+"))
        counter = self._take(r"(?!and$|or$)[a-z][a-z0-9-]*")
        sign = self._take("|".join(_SIGNS))
        return Compared(counter, sign, int(self._take(r"-?[0-9]{1,6}")))

    def _next_is(self, token: str) -> bool:
        if self.here < len(self.tokens) and self.tokens[self.here] == token:
            self.here += 1
            return True
        return False

    def _take(self, pattern: str) -> str:
        if self.here >= len(self.tokens) or not re.fullmatch(pattern, self.tokens[self.here]):
            self.refuse()
        self.here += 1
        return self.tokens[self.here - 1]
