"""The one way in which a file of a question bank is written."""

from typing import Any

from tanu.lib.yaml_writer import write_yaml
from tanu.question_banks.specs import BankSpec, FieldSpec, OptionSpec, QuestionSpec


def section_text(spec: BankSpec) -> str:
    """The file that says `spec`, keys in their order and a blank line before each question."""
    head = {
        "id": spec.id,
        "edition": spec.edition,
        "title": spec.title.model_dump(),
        "outcomes": {key: title.model_dump() for key, title in spec.outcomes.items()},
        "review": spec.review.as_written(),
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
