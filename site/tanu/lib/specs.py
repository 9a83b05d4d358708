"""Strict shapes for what people write in text files, and their faults said in a sentence."""

import datetime
from typing import Annotated, Literal, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)
from pydantic_core import ErrorDetails

from tanu.lib.markup import faults
from tanu.lib.places import Report
from tanu.lib.strict_yaml import Document

Language = Literal["kk", "ru", "en"]
SpecT = TypeVar("SpecT", bound=BaseModel)


class Spec(BaseModel):
    """What a file may say: no unknown key, no silent conversion, no later change."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


def _without_html(text: str) -> str:
    for _line, fault in faults(text):
        raise ValueError(fault)
    return text


_SLUG = "[a-z0-9]+(-[a-z0-9]+)*"
Slug = Annotated[str, StringConstraints(pattern=f"^{_SLUG}$", max_length=80)]
# Name of an item for ever, whatever happens to its file name or title.
ItemId = Annotated[str, StringConstraints(pattern=f"^{_SLUG}(/{_SLUG})*$", max_length=120)]
FactId = Annotated[str, StringConstraints(pattern=r"^F-[A-Z]+-\d+$")]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True), AfterValidator(_without_html)]


class Trilingual(Spec):
    """One text in the three languages."""

    kk: Text
    ru: Text
    en: Text


# Review states that leave nothing to wait for.
SETTLED = frozenset({"approved", "not-needed"})


class ReviewState(Spec):
    """Where one kind of review stands; nobody is named before they have reviewed."""

    state: Literal["draft", "awaiting", "changes", "approved", "not-needed"]
    by: Text | None = None
    date: datetime.date | None = None

    @property
    def is_settled(self) -> bool:
        return self.state in SETTLED

    @model_validator(mode="after")
    def _names_only_who_reviewed(self) -> Self:
        named = (self.by is not None, self.date is not None)
        if self.state == "approved" and not all(named):
            raise ValueError("an approved review needs `by` (role and name, by consent) and `date`")
        if self.state != "approved" and any(named):
            raise ValueError(f"`by` and `date` stand only with `approved`, not with `{self.state}`")
        return self


class LanguageReview(Spec):
    """English is the working language of the authors; the two others await a native speaker."""

    kk: ReviewState
    ru: ReviewState
    en: ReviewState = Field(default_factory=lambda: ReviewState(state="not-needed"))


class Review(Spec):
    """The three kinds of review of a file that holds all languages."""

    clinical: ReviewState
    legal: ReviewState
    language: LanguageReview


def validate(spec: type[SpecT], document: Document, report: Report) -> SpecT | None:
    """The document as `spec`, or None with every fault reported at its own line."""
    try:
        return spec.model_validate(document.data)
    except ValidationError as error:
        for fault in error.errors(include_url=False):
            report(document.line(*fault["loc"]), _sentence(fault))
        return None


def _sentence(fault: ErrorDetails) -> str:
    place = [str(part) for part in fault["loc"] if part != "[key]"]
    if not place:
        return _WORDS.get(fault["type"], fault["msg"].removeprefix("Value error, "))
    # List positions are for machines; the line says where.
    while any(part.isdigit() for part in place[:-1]):
        place.pop(0)
    key = ".".join(place) if not place[0].isdigit() else f"item {int(place[0]) + 1}"
    if fault["type"] == "missing":
        return f"the key `{key}` is missing"
    if fault["type"] == "extra_forbidden":
        return f"unknown key `{key}`"
    if fault["type"] == "literal_error":
        return f"`{key}` must be {fault['ctx']['expected']}, not `{fault['input']}`"
    return f"`{key}`: {_WORDS.get(fault['type'], fault['msg'].removeprefix('Value error, '))}"


_WORDS = {
    "model_type": "a mapping of keys to values is expected",
    "dict_type": "a mapping of keys to values is expected",
    "tuple_type": "a list is expected",
    "string_type": "a text is expected; put it in 'single quotes'",
    "string_too_short": "the text is empty",
    "date_type": "a date is expected, as 2026-11-21",
    "int_type": "a whole number is expected",
    "float_type": "a number is expected",
    "bool_type": "true or false is expected",
    "string_pattern_mismatch": "only lower-case letters, digits and dashes are allowed here (facts as F-CLIN-19)",
}
