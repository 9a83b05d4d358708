"""The sources of a text in one language, edited one a line: `F-CLIN-19 | how the source is named`."""

from typing import Any

from django.db import models

from tanu.lib.trilingual import LinesFormField

BAR = " | "
Entry = dict[str, str]


class SourcesFormField(LinesFormField):
    """[{"fact", "text"}]. What has no bar keeps an empty text, which the rules of the file refuse."""

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(_line, value)) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> Any:
        lines = super().to_python(list(map(_line, value)) if isinstance(value, list | tuple) else value)
        return [_entry(line) for line in lines]


class SourcesField(models.JSONField):
    """[{"fact", "text"}], in the order in which the file lists them."""

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("default", list)
        super().__init__(*args, **options)

    def formfield(self, **options: Any) -> Any:
        options = {key: value for key, value in options.items() if key not in ("widget", "form_class")}
        return models.Field.formfield(self, form_class=SourcesFormField, **options)


def _line(entry: Entry) -> str:
    return BAR.join(filter(None, [entry["fact"], entry["text"]]))


def _entry(line: str) -> Entry:
    fact, _, text = line.partition(BAR.strip())
    return {"fact": fact.strip(), "text": text.strip()}
