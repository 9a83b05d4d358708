"""Strict shapes for what people write in text files, and their faults said in a sentence."""

import datetime
from typing import Annotated, Literal, Self, TypeVar

from django.utils.translation import gettext_noop
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
from tanu.lib.sentences import Sentence, spoken
from tanu.lib.strict_yaml import Document
from tanu.lib.yaml_writer import Flow

Language = Literal["kk", "ru", "en"]
SpecT = TypeVar("SpecT", bound=BaseModel)


class Spec(BaseModel):
    """What a file may say: no unknown key, no silent conversion, no later change."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


def _without_faults(text: str) -> str:
    for _line, fault in faults(text):
        raise ValueError(fault)
    return text


SLUG = "[a-z0-9]+(-[a-z0-9]+)*"
Slug = Annotated[str, StringConstraints(pattern=f"^{SLUG}$", max_length=80)]
# Name of an item for ever, whatever happens to its file name or title.
ItemId = Annotated[str, StringConstraints(pattern=f"^{SLUG}(/{SLUG})*$", max_length=120)]
FACT_ID = r"^F-[A-Z]+-\d+$"
FactId = Annotated[str, StringConstraints(pattern=FACT_ID)]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True), AfterValidator(_without_faults)]


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

    def as_written(self) -> dict[str, Flow]:
        """For a file; English is left out where nothing is awaited of it."""
        languages = {"kk": self.language.kk, "ru": self.language.ru, "en": self.language.en}
        if self.language.en.state == "not-needed":
            del languages["en"]
        return {
            "clinical": _written(self.clinical),
            "legal": _written(self.legal),
            "language": Flow({language: _written(state) for language, state in languages.items()}),
        }


def _written(state: ReviewState) -> Flow:
    return Flow(state.model_dump(exclude_none=True))


def validate(spec: type[SpecT], document: Document, report: Report) -> SpecT | None:
    """The document as `spec`, or None with every fault reported at its own line."""
    try:
        return spec.model_validate(document.data)
    except ValidationError as error:
        for fault in error.errors(include_url=False):
            report(document.line(*fault["loc"]), _sentence(fault))
        return None


def _sentence(fault: ErrorDetails) -> Sentence:
    place = [str(part) for part in fault["loc"] if part != "[key]"]
    if not place:
        return _meaning(fault)
    # List positions are for machines; the line says where.
    while any(part.isdigit() for part in place[:-1]):
        place.pop(0)
    key = ".".join(place) if not place[0].isdigit() else f"item {int(place[0]) + 1}"
    if fault["type"] == "missing":
        return Sentence(gettext_noop("the key `%(key)s` is missing"), key=key)
    if fault["type"] == "extra_forbidden":
        return Sentence(gettext_noop("unknown key `%(key)s`"), key=key)
    if fault["type"] == "literal_error":
        said = {"key": key, "expected": fault["ctx"]["expected"], "input": fault["input"]}
        return Sentence(gettext_noop("`%(key)s` must be %(expected)s, not `%(input)s`"), **said)
    return Sentence(gettext_noop("`%(key)s`: %(words)s"), key=key, words=_meaning(fault))


def _meaning(fault: ErrorDetails) -> Sentence:
    """What is wrong, without its place."""
    if fault["type"] == "value_error":
        said = fault["ctx"]["error"].args[0]
        return said if isinstance(said, Sentence) else Sentence(str(said))
    return Sentence(_WORDS.get(fault["type"], fault["msg"]))


def spoken_fault(fault: ErrorDetails) -> str:
    """The fault in the reader's language and without its place: a form shows it at the field."""
    if fault["type"] == "value_error":
        return spoken(fault["ctx"]["error"].args[0])
    return spoken(_WORDS.get(fault["type"], fault["msg"]))


_WORDS = {
    "missing": gettext_noop("This field is required."),
    "extra_forbidden": gettext_noop("this does not belong here"),
    "literal_error": gettext_noop("Enter a valid value."),
    "model_type": gettext_noop("a mapping of keys to values is expected"),
    "dict_type": gettext_noop("a mapping of keys to values is expected"),
    "tuple_type": gettext_noop("a list is expected"),
    "string_type": gettext_noop("a text is expected; put it in 'single quotes'"),
    "string_too_short": gettext_noop("the text is empty"),
    "string_too_long": gettext_noop("the text is too long"),
    "date_type": gettext_noop("a date is expected, as 2026-11-21"),
    "int_type": gettext_noop("a whole number is expected"),
    "float_type": gettext_noop("a number is expected"),
    "bool_type": gettext_noop("true or false is expected"),
    "string_pattern_mismatch": gettext_noop(
        "only lower-case letters, digits and dashes are allowed here (facts as F-CLIN-19)"
    ),
}
