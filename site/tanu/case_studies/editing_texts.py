"""How the editor's form writes what files hold as lists and mappings: names, amounts, texts by language. Pure."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from tanu.lib.languages import LANGUAGES

Texts = dict[str, str]
_AMOUNT = re.compile(r"(?P<name>\S+)\s+(?P<sign>[-+=])\s*(?P<number>-?\d{1,4})")


class UnreadableAmounts(ValueError):
    """The argument is the part that is no `counter +1` and no `counter = 0`."""


def names_text(names: Iterable[str] | str) -> str:
    return names if isinstance(names, str) else " ".join(names)


def names_in(text: str) -> list[str]:
    return [name for name in re.split(r"[\s,]+", text or "") if name]


def amounts_text(add: Mapping[str, int], put: Mapping[str, int]) -> str:
    """`burden +1, calm = 0`."""
    return ", ".join(
        [*(f"{name} {amount:+d}" for name, amount in add.items()), *(f"{n} = {a}" for n, a in put.items())]
    )


def amounts_in(text: str) -> tuple[dict[str, int], dict[str, int]]:
    """What is added and what is set. Raises UnreadableAmounts."""
    add: dict[str, int] = {}
    put: dict[str, int] = {}
    for part in filter(None, (part.strip() for part in (text or "").split(","))):
        found = _AMOUNT.fullmatch(part)
        if not found or (found["sign"] != "=" and found["number"].startswith("-")):
            raise UnreadableAmounts(part)
        number = int(found["number"])
        if found["sign"] == "=":
            put[found["name"]] = number
        else:
            add[found["name"]] = -number if found["sign"] == "-" else number
    return add, put


def side_by_side(lines: Mapping[str, Mapping[str, Any]], key: str, part: str = "text") -> Texts:
    """The `part` of the line `key` in each language; `lines` is LINES by language."""
    return {language: lines[language].get(key, {}).get(part, "") for language in LANGUAGES}


def line(text: Texts, language: str, feedback: Texts | None = None) -> dict[str, str]:
    return {"text": text.get(language, ""), "feedback": (feedback or {}).get(language, "")}


def written(lines: Iterable[tuple[str, dict[str, str]]]) -> dict[str, dict[str, str]]:
    """LINES without those that say nothing yet: they are missing, as in a file."""
    return {key: said for key, said in lines if any(said.values())}


def without_defaults(said: Mapping[str, Any], defaults: Mapping[str, Any]) -> dict[str, Any]:
    """`said` without what need not be said."""
    return {name: value for name, value in said.items() if name not in defaults or value != defaults[name]}
