"""The one way in which a file of a question bank is written."""

from typing import Any

from tanu.lib.specs import Review, ReviewState
from tanu.lib.yaml_writer import Flow, write_yaml
from tanu.question_banks.specs import BankSpec, FieldSpec, OptionSpec, QuestionSpec

_NOT_NEEDED = ReviewState(state="not-needed")


def section_text(spec: BankSpec) -> str:
    """The file that says `spec`, keys in their order and a blank line before each question."""
    head = {
        "id": spec.id,
        "edition": spec.edition,
        "title": spec.title.model_dump(),
        "outcomes": {key: title.model_dump() for key, title in spec.outcomes.items()},
        "review": _review(spec.review),
    }
    questions = [f"\n{write_yaml([_question(question)])}" for question in spec.questions]
    return "".join([write_yaml(head), "questions:\n", *questions])


def _question(spec: QuestionSpec) -> dict[str, Any]:
    said = {
        "id": spec.id,
        "type": spec.type,
        "outcome": spec.outcome,
        "level": spec.level,
        "truth": spec.truth,
        "facts": spec.facts,
        "awaits": spec.awaits,
        "stem": spec.stem.model_dump(),
        "ask": spec.ask.model_dump(),
        "options": [_option(option) for option in spec.options],
        "fields": [_field(field) for field in spec.fields],
    }
    return {name: value for name, value in said.items() if value or name == "facts"}


def _field(spec: FieldSpec) -> dict[str, Any]:
    return {
        "key": spec.key,
        "label": spec.label.model_dump(),
        "options": [_option(option) for option in spec.options],
    }


def _option(spec: OptionSpec) -> dict[str, Any]:
    said = {
        "key": spec.key,
        "weight": spec.weight,
        "text": spec.text.model_dump(),
        "right": spec.right or None,
        "feedback": spec.feedback.model_dump(),
    }
    return {name: value for name, value in said.items() if value is not None}


def _review(review: Review) -> dict[str, Flow]:
    languages = {"kk": review.language.kk, "ru": review.language.ru, "en": review.language.en}
    if review.language.en == _NOT_NEEDED:
        del languages["en"]
    return {
        "clinical": _state(review.clinical),
        "legal": _state(review.legal),
        "language": Flow({language: _state(state) for language, state in languages.items()}),
    }


def _state(state: ReviewState) -> Flow:
    return Flow(state.model_dump(exclude_none=True))
