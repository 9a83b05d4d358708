"""The source of a question: what an editor writes and a file holds, before anything is rendered."""

import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tanu.lib.languages import LANGUAGES
from tanu.question_banks.specs import CheckSpec, QuestionSpec

if TYPE_CHECKING:
    from tanu.question_banks.models import Question

Source = Mapping[str, Any]
"""A question as its file says it, without its id: `type`, `outcome`, `stem` and `options`, and as far as the type has
them `level`, `truth`, `facts`, `awaits`, `ask` and `fields`. Texts are {"kk", "ru", "en"}; an option is {"key", "text",
"feedback"} with `right` or `weight`; a field is {"key", "label", "options"}.
"""

_WORDS = ("type", "outcome", "level", "truth")
_LISTS = ("facts", "awaits")
_TEXTS = ("stem", "ask")


def whole(source: Source) -> dict[str, Any]:
    """`source` with every key there is, so that two of them can be compared."""
    return {
        **{name: source.get(name) or "" for name in _WORDS},
        **{name: list(source.get(name) or ()) for name in _LISTS},
        **{name: _texts(source.get(name)) for name in _TEXTS},
        "options": [_option(option) for option in source.get("options") or ()],
        "fields": [_field(field) for field in source.get("fields") or ()],
    }


def source_of(question: "Question") -> dict[str, Any]:
    """What the row says."""
    own = {name: getattr(question, name) for name in (*_WORDS, *_LISTS, *_TEXTS)}
    options = [block["value"] for block in question.options.raw_data]
    fields = [
        {**block["value"], "options": [item["value"] for item in block["value"]["options"]]}
        for block in question.fields.raw_data
    ]
    return whole({**own, "options": options, "fields": fields})


def set_source(question: "Question", source: Source) -> None:
    """Put `source` into the row, unsaved. A block keeps its id as long as its key."""
    said = whole(source)
    for name in (*_WORDS, *_LISTS, *_TEXTS):
        setattr(question, name, said[name])
    question.options = [_block(question, "option", option["key"], option) for option in said["options"]]
    question.fields = [
        _block(question, "field", field["key"], {**field, "options": _items(question, field)})
        for field in said["fields"]
    ]


def question_spec(question: "Question") -> QuestionSpec | CheckSpec:
    """What the row says, in the shape of its file. Raises pydantic's ValidationError."""
    said = _said(source_of(question))
    if question.section_id is None:
        return CheckSpec.model_validate(said, strict=False)
    return QuestionSpec.model_validate({"facts": (), **said, "id": question.slug}, strict=False)


def _option(option: Source) -> dict[str, Any]:
    return {
        "key": option.get("key") or "",
        "right": bool(option.get("right")),
        "weight": option.get("weight"),
        "text": _texts(option.get("text")),
        "feedback": _texts(option.get("feedback")),
    }


def _field(field: Source) -> dict[str, Any]:
    options = [_option(option) for option in field.get("options") or ()]
    return {"key": field.get("key") or "", "label": _texts(field.get("label")), "options": options}


def _texts(texts: Mapping[str, str] | None) -> dict[str, str]:
    return {language: texts.get(language) or "" for language in LANGUAGES} if texts and any(texts.values()) else {}


def _items(question: "Question", field: Source) -> list[dict[str, Any]]:
    return [_block(question, "item", f"{field['key']}:{option['key']}", option) for option in field["options"]]


def _block(question: "Question", type: str, key: str, value: Source) -> dict[str, Any]:
    return {"type": type, "value": value, "id": str(uuid.uuid5(question.pk, key))}


def _said(source: Any) -> Any:
    """`source` without what it leaves empty, as a file has it."""
    if isinstance(source, dict):
        return {name: _said(value) for name, value in source.items() if not _is_empty(value)}
    return [_said(value) for value in source] if isinstance(source, list) else source


def _is_empty(value: Any) -> bool:
    """A weight of 0 says something."""
    return value is None or value is False or value in ("", [], {})
