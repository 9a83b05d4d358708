"""A question as the learner will meet it, before and after answering, from a draft that is nowhere saved."""

from typing import Any

from django.core.exceptions import ValidationError

from tanu.question_banks.compiling import question_document
from tanu.question_banks.models import Question, QuestionVersion
from tanu.question_banks.shown import show
from tanu.question_banks.source import question_spec
from tanu.question_banks.types import Response, question_type
from tanu.question_banks.validation import validate_source


def before_and_after(question: Question, language: str) -> dict[str, Any]:
    """What the template draws; nothing to draw while the question breaks a rule of its file."""
    try:
        validate_source(question)
    except ValidationError:
        return {"is_unfinished": True}
    spec = question_spec(question)
    version = QuestionVersion(type=spec.type, document=question_document(spec))
    order = question_type(version.type).keys(version.document)
    return {
        "before": show(version, order, [], name="before", language=language),
        "after": show(version, order, _first_answers(version), name="after", marked=True, language=language),
    }


def _first_answers(version: QuestionVersion) -> Response:
    """The first option, or in a form the first one of each field."""
    keys = question_type(version.type).keys(version.document)
    parts = [part["key"] for part in version.document.get("fields", [])]
    return [next(key for key in keys if key.startswith(f"{part}:")) for part in parts] or keys[:1]
