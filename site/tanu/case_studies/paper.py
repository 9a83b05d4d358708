"""A case on paper: numbered parts, and what a reader with a pencil does in each. Pure, and neutral to language.

Whoever follows it comes to the ending to which `engine` would lead. The reader keeps a sheet: the numbers of the parts
they came to with the letters they chose, and a row of boxes for each counter that matters.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from string import ascii_lowercase, ascii_uppercase

from tanu.case_studies.conditions import Chose, Compared, Condition, Joined, Negated, Visited, read_condition
from tanu.case_studies.specs import CaseSpec, ChoiceSpec, RuleSpec, SceneSpec

_OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}


@dataclass(frozen=True)
class Check:
    """Something the reader looks up on the sheet: a row ("A") that compares with a number, whether they have been at a
    part ("12") or took a choice ("3b"); `is_so` turns the last two round."""

    kind: str
    subject: str
    sign: str = "="
    number: int = 0
    is_so: bool = True


@dataclass(frozen=True)
class Checks:
    """All of `inner`, or with `word` "or" any."""

    word: str
    inner: "tuple[Check | Checks, ...]"


AnyCheck = Check | Checks


@dataclass(frozen=True)
class Turn:
    """If `check` holds, to the part `to`."""

    check: AnyCheck
    to: int


@dataclass(frozen=True)
class Change:
    """So many more in a row, or with `is_exact` just so many; where there is a `check`, only if it holds."""

    row: str
    amount: int
    is_exact: bool = False
    check: AnyCheck | None = None


@dataclass(frozen=True)
class Option:
    """A choice, in the order of its fields: whether it is open, what is refused, what to note, where to go.

    `refused` and a part's `additions` are checks with the id of the sentence.
    """

    code: str
    choice: ChoiceSpec
    closed: tuple[AnyCheck, ...]
    refused: tuple[tuple[AnyCheck, str], ...]
    changes: tuple[Change, ...]
    turns: tuple[Turn, ...]
    to: int


@dataclass(frozen=True)
class Part:
    """A scene under its number. `turns` come first and lead elsewhere before the number is noted."""

    number: int
    scene: SceneSpec
    turns: tuple[Turn, ...]
    changes: tuple[Change, ...]
    additions: tuple[tuple[AnyCheck, str], ...]
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Row:
    """A counter under its letter. Without `is_ticked` it may fall below nothing: then a number is written."""

    letter: str
    counter: str
    start: int
    is_ticked: bool


@dataclass
class Paper:
    """`parts` by their numbers; the first is where the case begins."""

    case: CaseSpec
    numbers: dict[str, int] = field(init=False)
    rows: dict[str, Row] = field(init=False)

    def __post_init__(self) -> None:
        self.numbers = _numbers(self.case)
        self.rows = _rows(self.case)

    @cached_property
    def parts(self) -> list[Part]:
        return sorted(map(self._part, self.case.scenes), key=lambda part: part.number)

    @cached_property
    def codes(self) -> dict[str, str]:
        """The code of each choice, `3b`, by `scene.choice`."""
        return {
            f"{scene.id}.{choice.id}": f"{self.numbers[scene.id]}{ascii_lowercase[place]}"
            for scene in self.case.scenes
            for place, choice in enumerate(_shown(self.case, scene))
        }

    def earned_by(self, point: str) -> list[str]:
        """Codes of the choices that take this critical step or do this forbidden act."""
        options = (option for part in self.parts for option in part.options)
        return [option.code for option in options if point in option.choice.points]

    def of_kind(self, kind: str) -> list[int]:
        return [part.number for part in self.parts if part.scene.kind == kind]

    def check(self, condition: Condition, *, is_so: bool = True) -> AnyCheck:
        """`condition` in the terms of the sheet, without any `not` around it."""
        if isinstance(condition, Negated):
            return self.check(condition.inner, is_so=not is_so)
        if isinstance(condition, Joined):
            word = condition.word if is_so else {"and": "or", "or": "and"}[condition.word]
            return Checks(word, tuple(self.check(inner, is_so=is_so) for inner in condition.inner))
        if isinstance(condition, Visited):
            return Check("part", str(self.numbers[condition.scene]), is_so=is_so)
        if isinstance(condition, Chose):
            return Check("choice", self.codes[condition.choice], is_so=is_so)
        if isinstance(condition, Compared):
            sign = condition.sign if is_so else _OPPOSITE[condition.sign]
            row = self.rows.get(condition.counter)
            return Check("row", row.letter if row else condition.counter, sign, condition.number)
        raise TypeError(condition)

    def _part(self, scene: SceneSpec) -> Part:
        changes = self._changes(scene.set, scene.add)
        changes += tuple(
            Change(self.rows[name].letter, amount, check=self.check(rule.condition))
            for rule in scene.rules
            for name, amount in rule.add.items()
            if name in self.rows
        )
        return Part(
            self.numbers[scene.id],
            scene,
            self._turns(rule for rule in scene.rules if not rule.choice),
            changes,
            tuple((self.check(rule.condition), rule.say) for rule in scene.rules if rule.say),
            tuple(self._option(scene, choice) for choice in _shown(self.case, scene)),
        )

    def _option(self, scene: SceneSpec, choice: ChoiceSpec) -> Option:
        own = [rule for rule in scene.rules if rule.choice == choice.id]
        return Option(
            self.codes[f"{scene.id}.{choice.id}"],
            choice,
            tuple(self.check(rule.condition) for rule in scene.rules if rule.hide == choice.id),
            tuple((self.check(rule.condition), rule.refuse) for rule in own if rule.refuse),
            self._changes(choice.set, choice.add),
            self._turns(own),
            self.numbers[choice.to],
        )

    def _turns(self, rules: Iterable[RuleSpec]) -> tuple[Turn, ...]:
        return tuple(Turn(self.check(rule.condition), self.numbers[rule.to]) for rule in rules if rule.to)

    def _changes(self, exact: Mapping[str, int], more: Mapping[str, int]) -> tuple[Change, ...]:
        """In the order of the engine: first what is set, then what is added."""
        said = [(name, amount, True) for name, amount in exact.items()]
        said += [(name, amount, False) for name, amount in more.items()]
        return tuple(
            Change(self.rows[name].letter, amount, is_exact) for name, amount, is_exact in said if name in self.rows
        )


def _numbers(case: CaseSpec) -> dict[str, int]:
    """The start is 1; the others stand in an order that says nothing, the same each time."""
    others = sorted((scene.id for scene in case.scenes[1:]), key=lambda key: _mixed(case, key))
    return {key: number for number, key in enumerate([case.start.id, *others], start=1)}


def _shown(case: CaseSpec, scene: SceneSpec) -> list[ChoiceSpec]:
    if scene.links != "shuffled":
        return list(scene.choices)
    return sorted(scene.choices, key=lambda choice: _mixed(case, f"{scene.id}.{choice.id}"))


def _mixed(case: CaseSpec, key: str) -> str:
    return hashlib.sha256(f"{case.id}:{key}".encode()).hexdigest()


def _rows(case: CaseSpec) -> dict[str, Row]:
    """Counters that a condition reads or that are shown, in their order."""
    texts = [rule.when for scene in case.scenes for rule in scene.rules] + [remark.when for remark in case.remarks]
    parts = [part for text in texts for part in read_condition(text).parts()]
    read = {part.counter for part in parts if isinstance(part, Compared)}
    names = [name for name, counter in case.counters.items() if counter.shown or name in read]
    return {name: _row(case, name, letter) for name, letter in zip(names, _letters(), strict=False)}


def _letters() -> Iterable[str]:
    yield from ascii_uppercase
    yield from (f"{first}{second}" for first in ascii_uppercase for second in ascii_uppercase)


def _row(case: CaseSpec, name: str, letter: str) -> Row:
    start = case.counters[name].start
    changes: list[Mapping[str, int]] = []
    for scene in case.scenes:
        changes += [scene.add, scene.set, *(rule.add for rule in scene.rules)]
        changes += [amounts for choice in scene.choices for amounts in (choice.add, choice.set)]
    return Row(letter, name, start, min([start, *(amounts.get(name, 0) for amounts in changes)]) >= 0)
