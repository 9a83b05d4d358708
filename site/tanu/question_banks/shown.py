"""A question as one reader sees it: in their language, in the order dealt, with what they chose."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from tanu.lib.languages import in_language
from tanu.question_banks.models import QuestionVersion
from tanu.question_banks.types import Response, question_type


@dataclass(frozen=True)
class ShownOption:
    value: str
    text: SafeString
    is_chosen: bool
    is_right: bool
    feedback: SafeString


@dataclass(frozen=True)
class ShownQuestion:
    """Drawn by `{% include question.template %}`. Holds what is right only if it is `marked`."""

    name: str
    template: str
    stem: SafeString
    ask: SafeString
    options: list[ShownOption]
    several: bool
    marked: bool


def show(
    version: QuestionVersion,
    order: Sequence[str],
    response: Response,
    *,
    name: str,
    marked: bool = False,
    language: str | None = None,
) -> ShownQuestion:
    """`version` with its options in `order`; `name` is the field in the form.

    The question's texts passed the gate when the version was published.
    """
    document = version.document
    options = {option["key"]: option for option in document["options"]}

    def text(texts: dict[str, str]) -> SafeString:
        return mark_safe(in_language(texts, language))

    return ShownQuestion(
        name=name,
        template=question_type(version.type).template,
        stem=text(document["stem"]),
        ask=text(document["ask"]),
        options=[
            ShownOption(
                value=key,
                text=text(options[key]["text"]),
                is_chosen=key in response,
                is_right=marked and options[key]["weight"] > 0,
                feedback=text(options[key]["feedback"]) if marked else SafeString(),
            )
            for key in order
        ],
        several=version.type == "several",
        marked=marked,
    )
