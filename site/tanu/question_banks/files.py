"""The text form of a question bank: one YAML file, three languages inside each sentence.

Keys, weights and right answers stand once, so no language can drift from the others.
"""

import datetime
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import model_validator

from tanu.lib.places import Problems, Report
from tanu.lib.specs import FactId, ItemId, Review, Slug, Spec, Trilingual, validate
from tanu.lib.strict_yaml import Document, read_yaml
from tanu.lib.textfiles import read_text

TYPES = ("single", "several")
# Narrower than the 0.000001 that still counts as wholly right: 0.333 three times would never do.
TOLERANCE = 0.0000005


class OptionSpec(Spec):
    key: Slug
    text: Trilingual
    feedback: Trilingual
    right: bool = False
    weight: float | None = None


class QuestionSpec(Spec):
    id: Slug
    type: Literal["single", "several"]
    outcome: Slug
    level: Literal["recall", "apply", "judge"]
    truth: Literal["abuse", "not-abuse", "mixed", "open"]
    facts: tuple[FactId, ...]
    awaits: tuple[Literal["clinical", "legal", "language"], ...] = ()
    stem: Trilingual
    ask: Trilingual
    options: tuple[OptionSpec, ...]

    @model_validator(mode="before")
    @classmethod
    def _is_of_a_known_type(cls, data: Any) -> Any:
        """One sentence instead of a complaint about every key that another type has."""
        named = data.get("type") if isinstance(data, dict) else None
        if named is not None and named not in TYPES:
            raise ValueError(f"the question type `{named}` is not known; known are {' and '.join(TYPES)}")
        return data

    def weights(self) -> dict[str, float]:
        """Key of each option, in the author's order, to the share of the mark it earns or costs."""
        return {o.key: float(o.right) if o.weight is None else o.weight for o in self.options}

    def right_keys(self) -> set[str]:
        return {key for key, weight in self.weights().items() if weight > 0}


class BankSpec(Spec):
    id: ItemId
    edition: datetime.date
    title: Trilingual
    outcomes: dict[Slug, Trilingual]
    review: Review
    questions: tuple[QuestionSpec, ...]


@dataclass(frozen=True)
class BankFile:
    """A bank that keeps all rules of its own file; `lines` has the line of each question by its id."""

    path: Path
    digest: str
    spec: BankSpec
    lines: dict[str, int]

    def cited(self) -> Iterator[tuple[int, str]]:
        """Line and fact of every citation."""
        return ((self.lines[question.id], fact) for question in self.spec.questions for fact in question.facts)


def read_bank_file(path: Path, problems: Problems) -> BankFile | None:
    """The bank, or None when its shape is broken; every fault is in `problems` in either case."""
    report = problems.report_for(path)
    file = read_text(path, problems)
    document = read_yaml(file.text, report) if file else None
    spec = validate(BankSpec, document, report) if document else None
    if file is None or document is None or spec is None:
        return None
    _check_bank(spec, document, report)
    lines = {question.id: document.line("questions", place) for place, question in enumerate(spec.questions)}
    return BankFile(path, file.digest, spec, lines)


def _check_bank(spec: BankSpec, document: Document, report: Report) -> None:
    if not spec.questions:
        report(document.line("questions"), "the bank holds no question")
    seen: set[str] = set()
    for place, question in enumerate(spec.questions):
        line = document.line("questions", place, "id")
        if question.id in seen:
            report(line, f"the question id `{question.id}` is taken in this bank")
        seen.add(question.id)
        if question.outcome not in spec.outcomes:
            line = document.line("questions", place, "outcome")
            report(line, f"the outcome `{question.outcome}` is not among the bank's outcomes")
        _check_question(question, document, place, report)
    for outcome in spec.outcomes.keys() - {question.outcome for question in spec.questions}:
        report(document.line("outcomes", outcome), f"no question asks about the outcome `{outcome}`")


def _check_question(question: QuestionSpec, document: Document, place: int, report: Report) -> None:
    if len(question.options) < 2:
        report(document.line("questions", place, "options"), "a question needs at least two options")
    for key, times in Counter(option.key for option in question.options).items():
        if times > 1:
            report(document.line("questions", place, "options"), f"the option key `{key}` stands {times} times")
    for fact, times in Counter(question.facts).items():
        if times > 1:
            report(document.line("questions", place, "facts"), f"the fact {fact} stands {times} times")
    if question.type == "single":
        _check_single(question, document, place, report)
    else:
        _check_several(question, document, place, report)


def _check_single(question: QuestionSpec, document: Document, place: int, report: Report) -> None:
    right = sum(option.right for option in question.options)
    if right != 1:
        report(document.line("questions", place, "options"), f"a single choice has one right option, not {right}")
    for number, option in enumerate(question.options):
        if option.weight is not None:
            line = document.line("questions", place, "options", number, "weight")
            report(line, "a single choice has `right: true` on one option and no `weight`")


def _check_several(question: QuestionSpec, document: Document, place: int, report: Report) -> None:
    for number, option in enumerate(question.options):
        here = ("questions", place, "options", number)
        if option.weight is None:
            report(document.line(*here), "with several answers each option has a `weight`")
        if "right" in option.model_fields_set:
            report(document.line(*here, "right"), "with several answers `weight` says what is right; take `right` out")
    total = sum(weight for weight in question.weights().values() if weight > 0)
    if abs(total - 1) > TOLERANCE:
        line = document.line("questions", place, "options")
        report(line, f"the weights of the right options make {total:g}; they must make 1")
