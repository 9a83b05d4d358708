"""The words of a case in one language: `prose.<lang>.md`, read into scenes, choices and blocks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from django.utils.translation import gettext_noop
from pydantic import Field

from tanu.lib.frontmatter import split_front_matter
from tanu.lib.markup import CITATION, faults
from tanu.lib.places import Report
from tanu.lib.sentences import Sentence
from tanu.lib.specs import SLUG, Language, Slug, Spec, Text, validate
from tanu.lib.strict_yaml import Document
from tanu.lib.textfiles import invisible

# Sections that are no scenes.
DEBRIEF, REMARKS, FACILITATOR = "debrief", "remarks", "facilitator"
SECTIONS = (DEBRIEF, REMARKS, FACILITATOR)
NOTES = ("purpose", "before", "close")
PAPERS = ("letter", "chart", "record", "transcript", "body-map")
_HEADING = re.compile(rf"## (?P<id>{SLUG})(?: \| (?P<heading>.+))?")
_LINE = re.compile(rf"(?P<sign>[-+!?]) (?P<id>{SLUG}(?::{SLUG})?) \| (?P<text>.+)")
_LOOKS_LIKE_LINE = re.compile(r"[-+!?] [a-z0-9:-]+ ?\|")
_FEEDBACK = re.compile(r" {2}> (?P<text>.+)")
_OPEN = re.compile(r"::: (?P<name>says|found|figure) (?P<what>\S+)(?: \"(?P<title>.+)\")?")
_FIGURE_KEYS = ("alt", "caption")
_INVISIBLE = gettext_noop("an invisible character (%(sign)s) stands in the text; delete it")
_NOT_CLOSED = gettext_noop("the block is not closed; `:::` stands alone in its last line")
_UNKNOWN_BLOCK = gettext_noop(
    'a block is `::: says person`, `::: found letter "Title"` or `::: figure figures/name.svg`'
)


class FrontSpec(Spec):
    """What stands above the prose."""

    lang: Language
    title: Text
    intro: Text
    content_warning: Text
    outcomes: Text
    role: Text
    awaits: Text | None = None
    people: dict[Slug, Text] = Field(min_length=1)
    counters: dict[Slug, Text] = Field(default_factory=dict)
    """Names of the counters that are shown."""


@dataclass(frozen=True)
class Block:
    """A part of a scene's prose. `what` is who speaks, the kind of paper, or the path of the figure."""

    kind: Literal["text", "says", "found", "figure"]
    text: str
    line: int
    what: str = ""
    title: str = ""
    alt: str = ""


@dataclass
class Line:
    """A text under its id, with what is said about it."""

    text: str
    line: int
    feedback: str = ""


Lines = dict[str, Line]


@dataclass
class SceneProse:
    heading: str
    line: int
    blocks: list[Block] = field(default_factory=list)
    choices: Lines = field(default_factory=dict)
    labels: Lines = field(default_factory=dict)
    additions: Lines = field(default_factory=dict)
    refusals: Lines = field(default_factory=dict)


_SIGNS = {"-": "choices", "?": "labels", "+": "additions", "!": "refusals"}


@dataclass
class CaseProse:
    """Everything in one file; sections of notes are Lines of their own."""

    path: Path
    document: Document
    front: FrontSpec
    scenes: dict[str, SceneProse]
    notes: dict[str, Lines]

    def texts(self) -> Iterator[tuple[int, str]]:
        """Line and text of everything below the front matter."""
        for scene in self.scenes.values():
            for block in scene.blocks:
                yield block.line, block.text
            for name in _SIGNS.values():
                yield from _both(getattr(scene, name))
        for lines in self.notes.values():
            yield from _both(lines)

    def names(self) -> Iterator[tuple[int, str]]:
        """Line and text of what is shown as it stands: headings, titles of papers, descriptions of figures."""
        for scene in self.scenes.values():
            yield scene.line, scene.heading
            for block in scene.blocks:
                yield block.line - 1, block.title
                yield block.line, block.alt

    def citations(self) -> Iterator[tuple[int, str]]:
        """Line and fact of every citation."""
        for line, text in self.texts():
            for fact in CITATION.findall(text):
                yield line, fact


def _both(lines: Lines) -> Iterator[tuple[int, str]]:
    for line in lines.values():
        yield line.line, line.text
        if line.feedback:
            yield line.line + 1, line.feedback


def parse_prose(path: Path, text: str, report: Report) -> CaseProse | None:
    """What `text` says, or None with the reasons reported."""
    for number, line in enumerate(text.split("\n"), start=1):
        if sign := invisible(line):
            report(number, Sentence(_INVISIBLE, sign=sign))
    parts = split_front_matter(text, report)
    front = validate(FrontSpec, parts.document, report) if parts.document else None
    reader = _Reader(report)
    for number, line in enumerate(parts.body.split("\n"), start=parts.body_line):
        reader.read(number, line)
    reader.finish()
    if parts.document is None or front is None:
        return None
    prose = CaseProse(path, parts.document, front, reader.scenes, reader.notes)
    for number, words in (*prose.texts(), *prose.names()):
        for within, fault in faults(words):
            report(number + within - 1, fault)
    return prose


class _Reader:
    """Line by line: headings, paragraphs, blocks, and lines with an id."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.scenes: dict[str, SceneProse] = {}
        self.notes: dict[str, Lines] = {}
        self.scene: SceneProse | None = None
        self.lines: Lines | None = None
        self.last: Line | None = None
        self.gathered: list[str] = []
        self.begun = 0
        self.block: re.Match[str] | None = None

    def read(self, number: int, line: str) -> None:
        if self.block:
            self._inside(number, line)
        elif line.startswith("## "):
            self._heading(number, line)
        elif line.startswith(":::"):
            self._open(number, line)
        elif feedback := _FEEDBACK.fullmatch(line):
            self._feedback(number, feedback["text"])
        elif found := _LINE.fullmatch(line):
            self._line(number, found)
        elif _LOOKS_LIKE_LINE.match(line):
            self.report(number, Sentence(gettext_noop("after the id stand a space, a bar, a space and the text")))
        elif self.scene and self.lines is None:
            self._gather(number, line)
        elif line.strip():
            self.report(number, Sentence(gettext_noop("this text belongs to no scene; after the choices comes none")))

    def finish(self) -> None:
        if self.block:
            self.report(self.begun, Sentence(_NOT_CLOSED))
        self._flush()

    def _heading(self, number: int, line: str) -> None:
        self._flush()
        self.scene = self.lines = self.last = None
        found = _HEADING.fullmatch(line)
        if not found:
            self.report(number, Sentence(gettext_noop("a heading is `## scene | Heading` or `## debrief`")))
            return
        key = found["id"]
        if key in self.scenes or key in self.notes:
            self.report(number, Sentence(gettext_noop("the section `%(id)s` stands twice"), id=key))
        if key in SECTIONS:
            self.lines = self.notes[key] = {}
        elif not found["heading"]:
            self.report(number, Sentence(gettext_noop("a scene needs a heading: `## %(id)s | Heading`"), id=key))
        else:
            self.scene = self.scenes[key] = SceneProse(found["heading"].strip(), number)

    def _open(self, number: int, line: str) -> None:
        self._flush()
        self.block = _OPEN.fullmatch(line.rstrip())
        self.begun = number
        if not self.block or not self.scene:
            self.report(number, Sentence(_UNKNOWN_BLOCK))
            self.block = None

    def _inside(self, number: int, line: str) -> None:
        if line.strip() != ":::":
            self.gathered.append(line)
            return
        words = "\n".join(self.gathered).strip()
        self.gathered = []
        if self.block:
            self._close(self.block, words)
        self.block = None

    def _close(self, block: re.Match[str], words: str) -> None:
        title, alt = block["title"] or "", ""
        if block["name"] == "figure":
            parts = [part.partition(": ") for part in words.split("\n")]
            named = {key: said.strip() for key, _, said in parts}
            if tuple(key for key, _, _ in parts) != _FIGURE_KEYS or not all(named.values()):
                self.report(self.begun, Sentence(gettext_noop("a figure has the lines `alt: ...` and `caption: ...`")))
            alt, words = named.get("alt", ""), named.get("caption", "")
        if block["name"] == "found" and (block["what"] not in PAPERS or not title):
            papers = ", ".join(PAPERS)
            said = gettext_noop('what is found has a kind (%(papers)s) and a "title" that says where from')
            self.report(self.begun, Sentence(said, papers=papers))
        if not words:
            self.report(self.begun, Sentence(gettext_noop("the block is empty")))
        if self.scene:
            kind = block["name"]
            self.scene.blocks.append(Block(kind, words, self.begun + 1, block["what"], title, alt))  # type: ignore[arg-type]

    def _gather(self, number: int, line: str) -> None:
        if not self.gathered and not line.strip():
            return
        if not self.gathered:
            self.begun = number
        self.gathered.append(line)

    def _flush(self) -> None:
        words = "\n".join(self.gathered).strip()
        if words and self.scene and not self.block:
            self.scene.blocks.append(Block("text", words, self.begun))
        self.gathered = []

    def _line(self, number: int, found: re.Match[str]) -> None:
        self._flush()
        if self.scene:
            self.lines = getattr(self.scene, _SIGNS[found["sign"]])
        if self.lines is None or (not self.scene and found["sign"] != "-"):
            self.report(number, Sentence(gettext_noop("this line stands outside of a scene")))
            return
        if found["id"] in self.lines:
            self.report(number, Sentence(gettext_noop("`%(id)s` stands twice"), id=found["id"]))
        if not found["text"].strip():
            self.report(number, Sentence(gettext_noop("`%(id)s` has no text"), id=found["id"]))
        line = self.lines[found["id"]] = Line(found["text"].strip(), number)
        self.last = line if self.scene and found["sign"] == "-" else None

    def _feedback(self, number: int, text: str) -> None:
        if self.last is None or self.last.feedback:
            self.report(number, Sentence(gettext_noop("feedback stands below the choice that it is about, once")))
        else:
            self.last.feedback = text.strip()
