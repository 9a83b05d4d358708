"""The shape of what a question bank's file and a check question of a lesson say."""

import datetime
from typing import Any, Literal

from django.utils.translation import gettext_noop
from pydantic import model_validator

from tanu.lib.sentences import Sentence
from tanu.lib.specs import FactId, ItemId, Review, Slug, Spec, Trilingual

TYPES = ("single", "several", "referral")
Awaited = Literal["clinical", "legal", "language"]


class OptionSpec(Spec):
    key: Slug
    text: Trilingual
    feedback: Trilingual
    right: bool = False
    weight: float | None = None


class FieldSpec(Spec):
    """One field of a practice referral form: choices only, so that nobody can write of a real child."""

    key: Slug
    label: Trilingual
    options: tuple[OptionSpec, ...]


class QuestionSpec(Spec):
    """A choice has `options`, a practice referral form has `fields` in their place."""

    id: Slug
    type: Literal["single", "several", "referral"]
    outcome: Slug
    level: Literal["recall", "apply", "judge"]
    truth: Literal["abuse", "not-abuse", "mixed", "open"]
    facts: tuple[FactId, ...]
    awaits: tuple[Awaited, ...] = ()
    stem: Trilingual
    ask: Trilingual
    options: tuple[OptionSpec, ...] = ()
    fields: tuple[FieldSpec, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _is_of_a_known_type(cls, data: Any) -> Any:
        """One sentence instead of a complaint about every key that another type has."""
        named = data.get("type") if isinstance(data, dict) else None
        if named is not None and named not in TYPES:
            pattern = gettext_noop("the question type `%(type)s` is not known; known are %(types)s")
            raise ValueError(Sentence(pattern, type=named, types=", ".join(TYPES)))
        return data

    def offered(self) -> dict[str, OptionSpec]:
        """Every option in the author's order, under the key that an answer holds: `a`, or `threshold:now` in a form."""
        if self.fields:
            return {f"{field.key}:{option.key}": option for field in self.fields for option in field.options}
        return {option.key: option for option in self.options}

    def weights(self) -> dict[str, float]:
        """Key of each option, in the author's order, to the share of the mark it earns or costs."""
        share = 1 / max(1, len(self.fields))
        return {key: share * o.right if o.weight is None else o.weight for key, o in self.offered().items()}

    def right_keys(self) -> set[str]:
        return {key for key, weight in self.weights().items() if weight > 0}


class CheckSpec(Spec):
    """A check question of a lesson. It stands in the lesson's own files and in no section of a bank."""

    type: Literal["single", "several"]
    outcome: Slug
    stem: Trilingual
    ask: Trilingual | None = None
    options: tuple[OptionSpec, ...] = ()
    facts: tuple[FactId, ...] = ()
    awaits: tuple[Awaited, ...] = ()

    def offered(self) -> dict[str, OptionSpec]:
        return {option.key: option for option in self.options}

    def weights(self) -> dict[str, float]:
        """Right answers share the mark; with several answers a wrong one costs what a right one earns."""
        share = 1 / max(1, sum(option.right for option in self.options))
        wrong = -share if self.type == "several" else 0.0
        return {option.key: share if option.right else wrong for option in self.options}


class BankSpec(Spec):
    id: ItemId
    edition: datetime.date
    title: Trilingual
    outcomes: dict[Slug, Trilingual]
    review: Review
    questions: tuple[QuestionSpec, ...]
