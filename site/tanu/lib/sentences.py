"""Sentences about faults: English for those who work with files, the reader's language for those who use the admin."""

from typing import Any, Self

from django.utils.translation import gettext


class Sentence(str):
    """An English sentence that remembers its catalogue entry, marked with `gettext_noop`, and what was put into it."""

    pattern: str
    values: dict[str, Any]

    def __new__(cls, pattern: str, **values: Any) -> Self:
        sentence = super().__new__(cls, pattern % values if values else pattern)
        sentence.pattern, sentence.values = pattern, values
        return sentence


def spoken(sentence: str) -> str:
    """`sentence` in the reader's language, as far as it has been translated."""
    if not isinstance(sentence, Sentence):
        return gettext(sentence)
    words = gettext(sentence.pattern)
    values = {name: spoken(value) if isinstance(value, Sentence) else value for name, value in sentence.values.items()}
    return words % values if values else words


def stored(sentence: str) -> Any:
    """`sentence` as JSON, to be said later to somebody who reads another language."""
    if not isinstance(sentence, Sentence):
        return str(sentence)
    values = {name: stored(value) if isinstance(value, str) else value for name, value in sentence.values.items()}
    return {"pattern": sentence.pattern, "values": values}


def restored(kept: Any) -> str:
    """What was `stored`."""
    if not isinstance(kept, dict):
        return str(kept)
    return Sentence(
        kept["pattern"],
        **{name: restored(value) if isinstance(value, dict) else value for name, value in kept["values"].items()},
    )
