"""Reading the body of a lesson or a handout: prose with a few directives for what is not prose.

One language at a time; what the languages must share is compared in `parity.py`.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from django.utils.translation import gettext_noop

from tanu.courses.blocks import (
    Awaits,
    Block,
    Callout,
    Case,
    Check,
    CheckOption,
    Download,
    Figure,
    Local,
    Play,
    Practise,
    Prose,
)
from tanu.lib.markup import HEADING_ANCHOR, faults
from tanu.lib.places import Report
from tanu.lib.sentences import Sentence

_USAGE = {
    "case": '::: case "Title"',
    "callout": '::: callout do|dont|remember "Title"',
    "check": "::: check c1 outcome=o3-signs [several]",
    "practise": "::: practise p1 question=referral-forms/first-form",
    "figure": "::: figure figures/name.svg",
    "local": "::: local intake|officer|helplines",
    "awaits": "::: awaits legal|clinical|language",
    "download": '::: download body-map "Body map, A4"',
    "play": "::: play after-the-bell",
}
_HEADERS = {
    "case": r'"(?P<title>[^"]+)"',
    "callout": r'(?P<kind>do|dont|remember) "(?P<title>[^"]+)"',
    "check": r"(?P<name>c\d+) outcome=(?P<outcome>[a-z0-9-]+)(?P<several> several)?",
    "practise": r"(?P<name>p\d+) question=(?P<question>[a-z0-9-]+(?:/[a-z0-9-]+)+)",
    "figure": r"(?P<path>figures/[a-z0-9-]+\.svg)",
    "local": r"(?P<what>intake|officer|helplines)",
    "awaits": r"(?P<kind>legal|clinical|language)",
    "download": r'(?P<slug>[a-z0-9]+(?:-[a-z0-9]+)*) "(?P<title>[^"]+)"',
    "play": r"(?P<case>[a-z0-9]+(?:-[a-z0-9]+)*)",
}
_NOT_CLOSED = gettext_noop("the directive `%(name)s` is not closed: `:::` alone closes it")
_NESTED = gettext_noop(
    "a directive opens inside `%(name)s` of line %(line)s; close that with `:::` first, directives do not nest"
)
_UNKNOWN = gettext_noop("unknown directive `%(name)s`; known are %(known)s")
_USED_WRONGLY = gettext_noop("write `%(usage)s`, not `::: %(header)s`")
_CLOSES_NOTHING = gettext_noop("`:::` closes nothing: no directive is open here")
_NO_ANCHOR = gettext_noop("a heading `##` needs its anchor at the end, as in `## One idea {#idea}`")
_FIGURE_LINES = gettext_noop("a figure has the lines `alt:` and `caption:`, each on one line, and nothing else")
_NO_ALT = gettext_noop("the figure %(path)s needs an alternative text for those who do not see it: a line `alt:`")
_NO_CAPTION = gettext_noop("the figure %(path)s needs a caption: a line `caption:`")
_OPTION_LINES = gettext_noop("write an option as `- [ ] a | text`, then its feedback as `  > text`")
_ONE_RIGHT = gettext_noop("one option is right, not %(right)s; for more write `several` after the outcome")
_OPTION_TWICE = gettext_noop("the option key `%(key)s` is taken in this question")
_NO_FEEDBACK = gettext_noop("the option `%(key)s` has no feedback: a line `  > text` below it")
_FENCE = re.compile(r"^:::\s*(.*?)\s*$")
_OPTION = re.compile(r"^- \[(?P<mark>[ x])\] (?P<key>[a-z0-9-]+) \| (?P<text>.+)$")
_FEEDBACK = re.compile(r"^\s+> ?(?P<text>.*)$")
_FIELD = re.compile(r"^(?P<name>[a-z]+):(?: +(?P<text>.*))?$")


@dataclass
class _Open:
    """A directive that is not closed yet."""

    line: int
    name: str
    values: dict[str, str] | None
    body: list[tuple[int, str]] = field(default_factory=list)


class _Reader:
    def __init__(self, report: Report, known: Collection[str], *, needs_anchors: bool) -> None:
        self.report = report
        self.known = known
        self.needs_anchors = needs_anchors
        self.blocks: list[Block] = []
        self.section = ""
        self.prose: list[tuple[int, str]] = []
        self.open: _Open | None = None

    def read(self, line: int, text: str) -> None:
        fence = _FENCE.match(text)
        if fence and fence[1]:
            self._opens(line, fence[1])
        elif fence:
            self._closes(line)
        elif self.open:
            self.open.body.append((line, text))
        else:
            if text.startswith("## "):
                self._end_prose()
            self.prose.append((line, text))

    def finish(self) -> None:
        if self.open:
            self.report(self.open.line, Sentence(_NOT_CLOSED, name=self.open.name))
        self._end_prose()

    def _opens(self, line: int, header: str) -> None:
        if self.open:
            self.report(line, Sentence(_NESTED, name=self.open.name, line=self.open.line))
        self._end_prose()
        name = header.split()[0]
        self.open = _Open(line, name, self._values(line, name, header))

    def _values(self, line: int, name: str, header: str) -> dict[str, str] | None:
        if name not in self.known:
            self.report(line, Sentence(_UNKNOWN, name=name, known=", ".join(sorted(self.known))))
            return None
        match = re.fullmatch(_HEADERS[name], header[len(name) :].strip())
        if match is None:
            self.report(line, Sentence(_USED_WRONGLY, usage=_USAGE[name], header=header))
            return None
        return {key: value or "" for key, value in match.groupdict().items()}

    def _closes(self, line: int) -> None:
        if self.open is None:
            self.report(line, Sentence(_CLOSES_NOTHING))
            return
        opened, self.open = self.open, None
        if opened.values is not None and (block := self._build(opened, opened.values)):
            self.blocks.append(block)

    def _build(self, opened: _Open, values: dict[str, str]) -> Block | None:
        return _BUILDERS[opened.name](_Draft(opened.line, self.section, values, opened.body, self.report))

    def _end_prose(self) -> None:
        lines, self.prose = self.prose, []
        while lines and not lines[0][1].strip():
            lines.pop(0)
        if not lines:
            return
        anchor = ""
        if lines[0][1].startswith("## "):
            found = HEADING_ANCHOR.search(lines[0][1])
            if found is None and self.needs_anchors:
                self.report(lines[0][0], Sentence(_NO_ANCHOR))
            anchor = self.section = found[1] if found else ""
        markdown = "\n".join(text for _, text in lines).rstrip() + "\n"
        self.blocks.append(Prose(lines[0][0], self.section, markdown, anchor))


@dataclass(frozen=True)
class _Draft:
    """A closed directive, read but for its body."""

    line: int
    section: str
    values: dict[str, str]
    body: list[tuple[int, str]]
    report: Report

    def text(self) -> str:
        text = "\n".join(line for _, line in self.body).strip()
        if not text:
            self.report(self.line, Sentence(gettext_noop("the directive is empty")))
        return text


def parse_blocks(
    body: str,
    first_line: int,
    report: Report,
    *,
    known: Collection[str] = frozenset(_HEADERS),
    needs_anchors: bool = True,
) -> tuple[Block, ...]:
    """The blocks of a text in order; every fault is reported with its line, and what can be read is returned.

    `known` are the directives that may stand in it.
    """
    for line, fault in faults(body):
        report(first_line + line - 1, fault)
    reader = _Reader(report, known, needs_anchors=needs_anchors)
    for number, text in enumerate(body.split("\n"), start=first_line):
        reader.read(number, text)
    reader.finish()
    return tuple(reader.blocks)


def _case(draft: _Draft) -> Block:
    return Case(draft.line, draft.section, draft.values["title"], draft.text())


def _callout(draft: _Draft) -> Block:
    return Callout(draft.line, draft.section, draft.values["kind"], draft.values["title"], draft.text())


def _awaits(draft: _Draft) -> Block:
    return Awaits(draft.line, draft.section, draft.values["kind"], draft.text())


def _local(draft: _Draft) -> Block:
    _leave_empty(draft, gettext_noop("the card `local` is filled from the reader's district; leave it empty"))
    return Local(draft.line, draft.section, draft.values["what"])


def _download(draft: _Draft) -> Block:
    _leave_empty(draft, gettext_noop("the card `download` is filled from the handout; leave it empty"))
    return Download(draft.line, draft.section, draft.values["slug"], draft.values["title"])


def _play(draft: _Draft) -> Block:
    _leave_empty(draft, gettext_noop("the card `play` is filled from the case; leave it empty"))
    return Play(draft.line, draft.section, draft.values["case"])


def _practise(draft: _Draft) -> Block:
    _leave_empty(draft, gettext_noop("the question stands in its bank; leave it empty"))
    return Practise(draft.line, draft.section, draft.values["name"], draft.values["question"])


def _leave_empty(draft: _Draft, sentence: str) -> None:
    for line, text in draft.body:
        if text.strip():
            draft.report(line, Sentence(sentence))


def _figure(draft: _Draft) -> Block:
    found = {"alt": "", "caption": ""}
    for line, text in draft.body:
        match = _FIELD.match(text)
        if match and match["name"] in found:
            found[match["name"]] = (match["text"] or "").strip()
        elif text.strip():
            draft.report(line, Sentence(_FIGURE_LINES))
    for name, sentence in (("alt", _NO_ALT), ("caption", _NO_CAPTION)):
        if not found[name]:
            draft.report(draft.line, Sentence(sentence, path=draft.values["path"]))
    return Figure(draft.line, draft.section, draft.values["path"], found["alt"], found["caption"])


def _check(draft: _Draft) -> Block:
    stem: list[str] = []
    options: list[CheckOption] = []
    for line, text in draft.body:
        option, feedback = _OPTION.match(text), _FEEDBACK.match(text)
        if option:
            options.append(CheckOption(line, option["key"], option["mark"] == "x", option["text"].strip(), ""))
        elif feedback and options:
            last = options.pop()
            heard = f"{last.feedback} {feedback['text'].strip()}".strip()
            options.append(CheckOption(last.line, last.key, last.right, last.text, heard))
        elif not options and not text.startswith("- "):
            stem.append(text)
        elif text.strip():
            draft.report(line, Sentence(_OPTION_LINES))
    several = bool(draft.values["several"])
    _check_options(draft, several, options)
    if not "".join(stem).strip():
        draft.report(draft.line, Sentence(gettext_noop("the check question has no question")))
    values = draft.values
    question = "\n".join(stem).strip()
    return Check(draft.line, draft.section, values["name"], values["outcome"], several, question, tuple(options))


def _check_options(draft: _Draft, several: bool, options: list[CheckOption]) -> None:
    right = sum(option.right for option in options)
    if len(options) < 2:
        draft.report(draft.line, Sentence(gettext_noop("a check question needs at least two options")))
    elif several and right < 1:
        draft.report(draft.line, Sentence(gettext_noop("no option is marked as right with [x]")))
    elif not several and right != 1:
        draft.report(draft.line, Sentence(_ONE_RIGHT, right=right))
    seen: set[str] = set()
    for option in options:
        if option.key in seen:
            draft.report(option.line, Sentence(_OPTION_TWICE, key=option.key))
        if not option.feedback:
            draft.report(option.line, Sentence(_NO_FEEDBACK, key=option.key))
        seen.add(option.key)


_BUILDERS: dict[str, Callable[[_Draft], Block]] = {
    "case": _case,
    "callout": _callout,
    "check": _check,
    "practise": _practise,
    "figure": _figure,
    "local": _local,
    "awaits": _awaits,
    "download": _download,
    "play": _play,
}
