"""From the source of a question to the document that learners are asked."""

from functools import lru_cache
from typing import Any

from tanu.lib.languages import LANGUAGES
from tanu.lib.markup import render, render_inline
from tanu.lib.specs import Trilingual
from tanu.question_banks.specs import CheckSpec, QuestionSpec


def question_document(spec: QuestionSpec | CheckSpec) -> dict[str, Any]:
    """The shape told at QuestionVersion."""
    weights = spec.weights()
    document: dict[str, Any] = {
        "stem": _blocks(spec.stem, heading_shift=isinstance(spec, CheckSpec)),
        "ask": _inline(spec.ask),
        "options": [
            {
                "key": key,
                "weight": weights[key],
                "text": _inline(option.text),
                "feedback": _inline(option.feedback),
            }
            for key, option in spec.offered().items()
        ],
        "facts": list(spec.facts),
        "awaits": list(spec.awaits),
    }
    if isinstance(spec, QuestionSpec) and spec.fields:
        document["fields"] = [{"key": field.key, "label": _inline(field.label)} for field in spec.fields]
    return document


def _blocks(text: Trilingual, *, heading_shift: int) -> dict[str, str]:
    return {language: render(getattr(text, language), heading_shift=heading_shift) for language in LANGUAGES}


def _inline(text: Trilingual | None) -> dict[str, str]:
    return {language: _html(getattr(text, language, "")) for language in LANGUAGES}


@lru_cache(maxsize=4096)
def _html(text: str) -> str:
    """While an editor types, the preview asks for the same texts again and again."""
    return render_inline(text)
