"""Twee 3, the text form of Twine's stories: passages with a name, tags, metadata and a text.

https://github.com/iftechfoundation/twine-specs says how it is written. Only the form is known here, not what any
story format makes of the text.
"""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tanu.lib.places import Report

TITLE, DATA, START = "StoryTitle", "StoryData", "Start"
LONGEST_HEADER = 1_000
_SIGN = "::"
_TO_ESCAPE = re.compile(r"[\\\[\]{}]")
_LINK = re.compile(r"\[\[(?P<text>[^\[\]|<>]*)->(?P<to>[^\[\]|<>]*)\]\]")


@dataclass(frozen=True)
class Passage:
    """`line` is the one of its header; its text begins in the next. In `text` lines may be escaped."""

    name: str
    text: str = ""
    tags: tuple[str, ...] = ()
    metadata: dict[str, Any] = field(default_factory=dict)
    line: int = 1

    def lines(self) -> Iterator[tuple[int, str]]:
        """Number and text of each line."""
        return enumerate(self.text.split("\n"), start=self.line + 1)

    @property
    def words(self) -> str:
        """Its text as its author meant it."""
        return "\n".join(map(unescaped, self.text.split("\n")))


def write_twee(passages: list[Passage]) -> str:
    return "\n\n".join(map(_written, passages)) + "\n"


def read_twee(text: str, report: Report) -> list[Passage]:
    """The passages of `text` in their order; what is no passage is reported."""
    passages: list[Passage] = []
    header: Passage | None = None
    gathered: list[str] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if line.startswith(_SIGN):
            if header:
                passages.append(_closed(header, gathered))
            header, gathered = _read_header(number, line, report), []
        elif header:
            gathered.append(line)
        elif line.strip():
            report(number, "this text stands before the first passage (`:: Name`) and is left out")
    if header:
        passages.append(_closed(header, gathered))
    return passages


def escaped(line: str) -> str:
    """A line of a text that is neither a header nor a choice, whatever it says."""
    return f"\\{line}" if line.startswith((_SIGN, "\\", "[[")) else line


def unescaped(line: str) -> str:
    return line[1:] if line.startswith(("\\::", "\\\\", "\\[[")) else line


def write_link(text: str, to: str) -> str:
    """A choice in a line of its own. Signs that could be read as a part of the link are written as HTML writes them."""
    said = html.escape(text, quote=False).replace("[", "&#91;").replace("]", "&#93;").replace("|", "&#124;")
    return f"[[{said}->{to}]]"


def read_link(line: str) -> tuple[str, str] | None:
    """Text and target of a line that `write_link` wrote."""
    found = _LINK.fullmatch(line.strip())
    return (html.unescape(found["text"]).strip(), found["to"].strip()) if found else None


def read_json(text: str) -> dict[str, Any] | None:
    """A JSON object, or None."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None


def _written(passage: Passage) -> str:
    parts = [_SIGN, _escaped_name(passage.name)]
    if passage.tags:
        parts.append(f"[{' '.join(map(_escaped_name, passage.tags))}]")
    if passage.metadata:
        parts.append(json.dumps(passage.metadata, ensure_ascii=False, separators=(",", ":")))
    return "\n".join([" ".join(parts), passage.text]) if passage.text else " ".join(parts)


def _closed(header: Passage, lines: list[str]) -> Passage:
    text = "\n".join(lines).rstrip()
    return Passage(header.name, text, header.tags, header.metadata, header.line)


def _read_header(number: int, line: str, report: Report) -> Passage:
    if len(line) > LONGEST_HEADER:
        report(number, f"the header of this passage has more than {LONGEST_HEADER} signs; the rest of it is left out")
        line = line[:LONGEST_HEADER]
    name, rest = _until(line[len(_SIGN) :], "[{")
    tags, metadata = "", {}
    if rest.startswith("["):
        tags, rest = _until(rest[1:], "]")
        rest = rest[1:].strip()
    if rest:
        found = read_json(rest)
        if found is None:
            report(number, "the metadata of this passage is not JSON and is left out")
        metadata = found or {}
    return Passage(name.strip(), "", tuple(tags.split()), metadata, number)


def _until(text: str, ends: str) -> tuple[str, str]:
    """The part before the first of `ends` that is not escaped, without backslashes, and the rest."""
    taken: list[str] = []
    place = 0
    while place < len(text) and text[place] not in ends:
        place += text[place] == "\\" and place + 1 < len(text)
        taken.append(text[place])
        place += 1
    return "".join(taken), text[place:]


def _escaped_name(name: str) -> str:
    return _TO_ESCAPE.sub(lambda sign: f"\\{sign[0]}", name)
