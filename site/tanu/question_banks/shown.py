"""A question as one reader sees it: in their language, in the order dealt, with what they chose."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.safestring import SafeString, mark_safe

from tanu.lib.languages import in_language
from tanu.question_banks.models import QuestionVersion
from tanu.question_banks.types import Response, question_type
from tanu.question_banks.types.referral import field_name, grave_answer


@dataclass(frozen=True)
class ShownOption:
    value: str
    text: SafeString
    is_chosen: bool
    is_right: bool
    feedback: SafeString


@dataclass(frozen=True)
class ShownField:
    """One field of a form, drawn as a choice of its own."""

    name: str
    label: SafeString
    options: list[ShownOption]

    @property
    def is_right(self) -> bool:
        return any(option.is_chosen and option.is_right for option in self.options)

    @property
    def is_open(self) -> bool:
        return not any(option.is_chosen for option in self.options)


@dataclass(frozen=True)
class ShownQuestion:
    """Drawn by `{% include question.template %}`. Holds what is right only if it is `marked`.

    A form has `fields` in place of `options`; `grave` is the feedback that comes before all other.
    """

    name: str
    template: str
    stem: SafeString
    ask: SafeString
    options: list[ShownOption]
    several: bool
    marked: bool
    fields: list[ShownField] = field(default_factory=list)
    grave: SafeString | None = None

    @property
    def right_fields(self) -> int:
        return sum(field.is_right for field in self.fields)


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
    parts = document.get("fields", [])
    grave = grave_answer(document, response) if marked else None

    def text(texts: dict[str, str]) -> SafeString:
        return mark_safe(in_language(texts, language))

    def option(key: str) -> ShownOption:
        is_chosen, is_right = key in response, marked and options[key]["weight"] > 0
        # A form is long: what was neither chosen nor right is left unsaid.
        explains = marked and (is_chosen or is_right or not parts)
        return ShownOption(
            value=key.rpartition(":")[2],
            text=text(options[key]["text"]),
            is_chosen=is_chosen,
            is_right=is_right,
            feedback=text(options[key]["feedback"]) if explains else SafeString(),
        )

    return ShownQuestion(
        name=name,
        template=question_type(version.type).template,
        stem=text(document["stem"]),
        ask=text(document["ask"]),
        options=[] if parts else [option(key) for key in order],
        several=version.type == "several",
        marked=marked,
        fields=[
            ShownField(
                name=field_name(name, part["key"]),
                label=text(part["label"]),
                options=[option(key) for key in order if key.startswith(f"{part['key']}:")],
            )
            for part in parts
        ],
        grave=text(options[grave]["feedback"]) if grave else None,
    )
