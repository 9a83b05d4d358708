"""YAML as far as a person needs it for text: mappings, lists, texts, numbers, dates, true and false.

What surprises is refused with its line: duplicate keys, anchors and aliases (a short file can swell to gigabytes),
tags, and words that some readers take for true or false. libyaml reads the signs; what they mean is decided here, so
that only `true` and `false` are truth values and only 2026-11-21 is a date.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from yaml import CSafeLoader, MarkedYAMLError, YAMLError, parse
from yaml.events import (
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
)
from yaml.reader import ReaderError

from tanu.lib.places import Report
from tanu.lib.yaml_errors import explain

MAX_DEPTH = 20
_TRAPS = {"on", "off", "yes", "no"}
_WORDS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,15})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# What YAML calls a number or a time and a person would not: 0x1F, 1_000, 5., 1e3, .inf, 2026-11-21T10:00:00Z.
_UNCLEAR = re.compile(
    r"[+-]?(0b[01_]+|0o[0-7_]+|0x[0-9a-fA-F_]+|([0-9][0-9_]*(\.[0-9_]*)?|\.[0-9_]+)([eE][+-]?[0-9]+)?)"
    r"|[+-]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(\.[0-9]*)?"
    r"([ \t]*(Z|[+-][0-9]{1,2}(:[0-9]{2})?))?"
)
Path = tuple[str | int, ...]


@dataclass
class Document:
    """Plain data (mappings as dict, lists as tuple) and the line of every key and list item in it."""

    data: Any
    lines: dict[Path, int] = field(default_factory=dict)

    def line(self, *path: str | int) -> int:
        """The line of the deepest part of `path` that the file has."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def stands_for_itself(text: str) -> bool:
    """Whether `text` without quotation marks is read as that text, and not as a number, a date, or a fault."""
    is_word = text in _WORDS or text.lower() in _TRAPS
    return not is_word and not any(sort.fullmatch(text) for sort in (_NUMBER, _DATE, _UNCLEAR))


def read_yaml(text: str, report: Report, first_line: int = 1) -> Document | None:
    """The document, or None when it cannot be trusted; `first_line` is where `text` begins in its file."""
    offset = first_line - 1
    faults: list[tuple[int, str]] = []

    def note(line: int, message: str) -> None:
        faults.append((line + offset, message))

    document = Document(None, {(): first_line})
    try:
        events = parse(text, Loader=CSafeLoader)
        document.data = _Builder(events, note, document.lines, offset).build()
    except _RefusedUnread as refused:
        note(refused.line, refused.message)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        note(mark.line + 1 if mark else 1, explain(error, text, offset))
    except ReaderError as error:
        line = text.encode()[: error.position].count(b"\n") + 1
        note(line, f"the sign U+{error.character:04X} is not allowed in YAML; delete it")
    except (YAMLError, ValueError) as error:
        note(1, f"this is not YAML: {error}")
    for line, message in faults:
        report(line, message)
    return None if faults else document


class _RefusedUnread(Exception):
    """What follows in the text is not looked at."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


class _Builder:
    """Turns the parser's events into plain data in one pass, remembers lines and notes what is refused.

    No alias is followed, so nothing is expanded.
    """

    def __init__(self, events: Iterator[Event], note: Report, lines: dict[Path, int], offset: int) -> None:
        self.events = events
        self.note = note
        self.lines = lines
        self.offset = offset
        self.depth = 0

    def build(self) -> Any:
        data = None
        documents = 0
        for event in self.events:
            if isinstance(event, NodeEvent):
                data = self._value(event, ())
            documents += isinstance(event, DocumentStartEvent)
            if documents > 1:
                raise _RefusedUnread(_line(event), "a second document begins here (---); a file holds one")
        return data

    def _value(self, event: NodeEvent, path: Path) -> Any:
        if isinstance(event, ScalarEvent):
            self._refuse_marks(event)
            return event.value if event.style else self._plain(event)
        if isinstance(event, CollectionStartEvent):
            self._refuse_marks(event)
            return self._collection(event, path)
        self.note(_line(event), f"the alias *{event.anchor} is not allowed; write the text again")
        return None

    def _refuse_marks(self, event: ScalarEvent | CollectionStartEvent) -> None:
        if event.anchor:
            message = f"the anchor &{event.anchor} is not allowed; a text beginning with & must stand in quotes"
            self.note(_line(event), message)
        if event.tag:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self.note(_line(event), f"the tag {tag} is not allowed; a text beginning with ! must stand in quotes")

    def _collection(self, event: CollectionStartEvent, path: Path) -> Any:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise _RefusedUnread(_line(event), f"more than {MAX_DEPTH} levels of nesting")
        data = self._mapping(path) if isinstance(event, MappingStartEvent) else self._list(path)
        self.depth -= 1
        return data

    def _members(self) -> Iterator[NodeEvent]:
        """The nodes up to the end of the collection that has just begun."""
        for event in self.events:
            if not isinstance(event, NodeEvent):
                return
            yield event

    def _list(self, path: Path) -> tuple[Any, ...]:
        found: list[Any] = []
        for event in self._members():
            here = (*path, len(found))
            self.lines[here] = _line(event) + self.offset
            found.append(self._value(event, here))
        return tuple(found)

    def _mapping(self, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        members = self._members()
        for event in members:
            key = self._key(event, path)
            here = (*path, key)
            if key in found:
                self.note(_line(event), f"the key `{key}` stands here twice, first in line {self.lines[here]}")
            else:
                self.lines[here] = _line(event) + self.offset
            found[key] = self._value(next(members), here)
        return found

    def _key(self, event: NodeEvent, path: Path) -> str:
        line = _line(event)
        if isinstance(event, ScalarEvent):
            self._refuse_marks(event)
            if event.value.lower() in _TRAPS:
                message = f"a key must not be called `{event.value}`: YAML reads it as true or false. Choose another"
                self.note(line, message)
            return event.value
        if isinstance(event, CollectionStartEvent):
            self.note(line, "a key must be one word; braces and brackets need 'single quotes' around the text")
        self._value(event, path)
        return f"?{line}"

    def _plain(self, event: ScalarEvent) -> Any:
        """What a text without quotation marks stands for."""
        text = event.value
        if text in _WORDS:
            return _WORDS[text]
        if number := _NUMBER.fullmatch(text):
            return float(text) if number[1] else int(text)
        if _DATE.fullmatch(text):
            try:
                return date.fromisoformat(text)
            except ValueError:
                self._note_unclear(event)
        elif text.lower() in _TRAPS:
            self.note(_line(event), f"`{text}` is read as true or false; put it in 'single quotes'")
        elif _UNCLEAR.fullmatch(text):
            self._note_unclear(event)
        return text

    def _note_unclear(self, event: ScalarEvent) -> None:
        text = event.value[:40]
        self.note(_line(event), f"`{text}` is neither a plain number nor a date; put a text in 'single quotes'")


def _line(event: Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1
