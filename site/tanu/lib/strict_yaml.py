"""YAML as far as a person needs it for text: mappings, lists, texts, numbers, dates, true and false.

What surprises is refused with its line: duplicate keys, anchors and aliases (a short file can swell to gigabytes),
tags, and words that some readers take for true or false.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    NodeEvent,
    ScalarEvent,
)
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from tanu.lib.places import Report

MAX_DEPTH = 20
_TRAPS = {"on", "off", "yes", "no"}
_EXPLAINED = {
    "mapping values are not allowed here": ("a text that contains a colon and a space must stand in 'single quotes'"),
    "found character '\\t' that cannot start any token": "a tab stands where spaces are expected",
    "could not find expected ':'": "a key without a colon, or a text continued without indentation",
    "expected <block end>, but found '<scalar>'": (
        "text after a closing quotation mark; put the whole text in 'single quotes'"
    ),
    "expected <block end>, but found '-'": "a list item is not indented like the items before it",
    "expected <block end>, but found '<block mapping start>'": "a key is not indented like the keys before it",
    "expected alphabetic or numeric character, but found '*'": "a text beginning with * must stand in quotes",
}

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


def read_yaml(text: str, report: Report, first_line: int = 1) -> Document | None:
    """The document, or None when it cannot be trusted; `first_line` is where `text` begins in its file."""
    offset = first_line - 1
    faults: list[tuple[int, str]] = []

    def note(line: int, message: str) -> None:
        faults.append((line + offset, message))

    document = Document(None, {(): first_line})
    try:
        if _is_plain(text, note):
            node = YAML(typ="rt", pure=True).compose(text)
            if node is not None:
                document.data = _Builder(note, document, offset).build(node, ())
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        note(mark.line + 1 if mark else 1, _explain(error))
    except (YAMLError, ValueError) as error:
        note(1, f"this is not YAML: {error}")
    for line, message in faults:
        report(line, message)
    return None if faults else document


def _is_plain(text: str, note: Report) -> bool:
    """Whether the text holds none of the forms that are refused unseen; nothing is expanded here."""
    plain = True
    depth = documents = 0
    for event in YAML(typ="rt", pure=True).parse(text):
        line = event.start_mark.line + 1
        documents += isinstance(event, DocumentStartEvent)
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        message = ""
        if isinstance(event, AliasEvent):
            message = f"the alias *{event.anchor} is not allowed; write the text again"
        elif isinstance(event, NodeEvent) and event.anchor:
            message = f"the anchor &{event.anchor} is not allowed; a text beginning with & must stand in quotes"
        elif isinstance(event, ScalarEvent | CollectionStartEvent) and event.tag:
            message = f"the tag {event.tag} is not allowed; a text beginning with ! must stand in quotes"
        elif documents > 1:
            message = "a second document begins here (---); a file holds one"
        elif depth > MAX_DEPTH:
            message = f"more than {MAX_DEPTH} levels of nesting"
        if message:
            note(line, message)
            plain = False
        if documents > 1 or depth > MAX_DEPTH:
            break
    return plain


def _explain(error: MarkedYAMLError) -> str:
    problem = str(error.problem or error.context or "")
    if problem in _EXPLAINED:
        return _EXPLAINED[problem]
    return f"YAML cannot read this ({problem}); a text with special signs must stand in 'single quotes'"


class _Builder:
    """Turns nodes into plain data and remembers lines."""

    def __init__(self, note: Report, document: Document, offset: int) -> None:
        self.note = note
        self.lines = document.lines
        self.offset = offset

    def build(self, node: Node, path: Path) -> Any:
        if isinstance(node, MappingNode):
            return self._mapping(node, path)
        if isinstance(node, SequenceNode):
            return tuple(self._item(item, (*path, place)) for place, item in enumerate(node.value))
        if isinstance(node, ScalarNode):
            return self._scalar(node)
        raise TypeError(type(node))

    def _item(self, node: Node, path: Path) -> Any:
        self.lines[path] = _line(node) + self.offset
        return self.build(node, path)

    def _mapping(self, node: MappingNode, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = self._key(key_node)
            if key in found:
                first = self.lines[(*path, key)]
                self.note(_line(key_node), f"the key `{key}` stands here twice, first in line {first}")
                continue
            self.lines[(*path, key)] = _line(key_node) + self.offset
            found[key] = self.build(value_node, (*path, key))
        return found

    def _key(self, node: Node) -> str:
        if not isinstance(node, ScalarNode):
            self.note(_line(node), "a key must be one word; braces and brackets need 'single quotes' around the text")
            return f"?{_line(node)}"
        if node.value.lower() in _TRAPS:
            self.note(
                _line(node), f"a key must not be called `{node.value}`: YAML reads it as true or false. Choose another"
            )
        return str(node.value)

    def _scalar(self, node: ScalarNode) -> Any:
        text = str(node.value)
        if node.style is None and text.lower() in _TRAPS:
            self.note(_line(node), f"`{text}` is read as true or false; put it in 'single quotes'")
        read = _READERS.get(str(node.tag).removeprefix("tag:yaml.org,2002:"))
        if read is None or node.style is not None:
            return text
        try:
            return read(text)
        except ValueError:
            self.note(_line(node), f"`{text[:40]}` is neither a plain number nor a date; put a text in 'single quotes'")
            return text


def _line(node: Node) -> int:
    return int(node.start_mark.line) + 1


def _whole(text: str) -> int:
    if not re.fullmatch(r"[+-]?\d{1,15}", text):
        raise ValueError(text)
    return int(text)


def _decimal(text: str) -> float:
    if not re.fullmatch(r"[+-]?\d{1,15}\.\d{1,15}", text):
        raise ValueError(text)
    return float(text)


_READERS: dict[str, Callable[[str], Any]] = {
    "int": _whole,
    "float": _decimal,
    "bool": lambda text: text.lower() == "true",
    "null": lambda text: None,
    "timestamp": date.fromisoformat,
}
