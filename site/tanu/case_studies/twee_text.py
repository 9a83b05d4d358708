"""What of a passage that was written elsewhere can be taken: prose and plain links. Everything else is left out whole.

Macros of SugarCube and Harlowe, Chapbook's inserts and modifiers, scripts, styles, HTML and pictures are never half
taken: what stands inside them goes with them, and is reported.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tanu.case_studies.twee import Passage
from tanu.lib.markup import faults
from tanu.lib.places import Report

LONGEST_LINE = 4_000
# What opens, and what closes it; None says that it ends where it stands.
_OPENERS: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("a script", re.compile(r"<script\b", re.IGNORECASE), "</script>"),
    ("a style", re.compile(r"<style\b", re.IGNORECASE), "</style>"),
    ("a comment", re.compile(r"<!--"), "-->"),
    ("a comment", re.compile(r"/\*"), "*/"),
    ("a comment", re.compile(r"/%"), "%/"),
    ("a script", re.compile(r"<%"), "%>"),
    ("a placeholder", re.compile(r"\{\{"), "}}"),
)
_MACRO = re.compile(r"<<(?P<close>/?)\s*(?P<name>[A-Za-z][\w-]*)?")
# Without an end of their own they go on to the end of the passage.
_CONTAINERS = frozenset(("if", "for", "switch", "script", "silently", "nobr", "widget", "link", "button", "capture"))
# Behind a bracket it is the address of a Markdown link.
_HARLOWE = re.compile(r"(?<!\])\((?P<name>[a-z][\w-]{0,40}):", re.IGNORECASE)
_PICTURE = re.compile(r"\[<?>?img\[", re.IGNORECASE)
_LINK = re.compile(r"\[\[(?P<inside>[^\[\]\n]{1,2000})\](?P<setter>\[[^\[\]\n]*\])?\]")
_ANY = re.compile(
    r"<script\b|<style\b|<!--|/\*|/%|<%|\{\{|<<|(?<!\])\([a-z][\w-]{0,40}:|\[<?>?img\[|\[\[", re.IGNORECASE
)
_MODIFIER = re.compile(r"\[(?!\[)(?P<name>[a-zA-Z][^\[\]\n]{0,200})\]\s*")
_OUR_MARKS = re.compile(r"## |:::|---\s*$| {2}> |[-+!?] [a-z0-9:-]+ ?\|")
_VARIABLE = re.compile(r"\$[A-Za-z]|(?<!\w)_[A-Za-z][A-Za-z0-9]*(?!\w)|\{[a-zA-Z]")
_CONTINUED = ("cont", "cont'd", "continue", "continued")


@dataclass(frozen=True)
class FoundLink:
    text: str
    to: str
    line: int


@dataclass(frozen=True)
class Sifted:
    """What can be taken from a passage. `is_whole` says that nothing was left out."""

    prose: str
    links: list[FoundLink]
    is_whole: bool


def sift(passage: Passage, report: Report) -> Sifted:
    """Prose and links of `passage`; what is left out is reported."""
    return _Sieve(passage, report).sift()


class _Sieve:
    def __init__(self, passage: Passage, report: Report) -> None:
        self.passage, self.report = passage, report
        self.links: list[FoundLink] = []
        self.is_whole = True
        self.text = "\n".join(self._plain_lines())
        self.closed = {macro["name"] for macro in _MACRO.finditer(self.text) if macro["close"]}
        self.counted = (0, passage.line + 1)

    def sift(self) -> Sifted:
        kept = "".join(self._pieces()).split("\n")
        prose = "\n".join(self._plain(number, line) for number, line in enumerate(kept, start=self.passage.line + 1))
        return Sifted(re.sub(r"\n{3,}", "\n\n", prose).strip(), self.links, self.is_whole)

    def _pieces(self) -> Iterator[str]:
        """Everything outside of what is not understood; line ends stay, so that lines keep their numbers."""
        place = 0
        while found := _ANY.search(self.text, place):
            yield self.text[place : found.start()]
            end = self._past(found.start())
            yield "\n" * self.text.count("\n", found.start(), end)
            place = end
        yield self.text[place:]

    def _past(self, start: int) -> int:
        """Where what begins at `start` ends; a link is taken, all else reported."""
        if link := _LINK.match(self.text, start):
            self._take(link)
            return link.end()
        for name, opener, closer in _OPENERS:
            if opener.match(self.text, start):
                end = self.text.find(closer, start)
                return self._left_out(start, len(self.text) if end < 0 else end + len(closer), name)
        if self.text.startswith("<<", start):
            return self._macro(start)
        if _HARLOWE.match(self.text, start):
            return self._left_out(start, self._past_hooks(start), "a macro")
        name = "a picture" if _PICTURE.match(self.text, start) else "a link of a kind not known here"
        return self._left_out(start, _past_pair(self.text, start, "[", "]"), name)

    def _macro(self, start: int) -> int:
        """With all that stands between it and its end, if it has one: `<<if ...>> ... <</if>>`."""
        end = self.text.find(">>", start)
        end = len(self.text) if end < 0 else end + 2
        found = _MACRO.match(self.text, start)
        if found and not found["close"] and found["name"] in self.closed | _CONTAINERS:
            end = self._past_closing(found["name"], start)
        return self._left_out(start, end, "a macro")

    def _past_closing(self, name: str, start: int) -> int:
        depth = 0
        for macro in _MACRO.finditer(self.text, start):
            if macro["name"] == name:
                depth += -1 if macro["close"] else 1
            if depth == 0:
                end = self.text.find(">>", macro.end())
                return len(self.text) if end < 0 else end + 2
        return len(self.text)

    def _past_hooks(self, start: int) -> int:
        """`(if: ...)[...]`, and more of them joined: the conditions and what hangs on them."""
        end = _past_pair(self.text, start, "(", ")")
        while end < len(self.text):
            rest = self.text[end : end + 50]
            gap = len(rest) - len(rest.lstrip())
            if self.text.startswith("[", end + gap) and not self.text.startswith("[[", end + gap):
                end = _past_pair(self.text, end + gap, "[", "]")
            elif self.text.startswith("[[", end) or not re.match(r"\((else|else-if|elseif|unless):", rest[gap:], re.I):
                break
            else:
                end = _past_pair(self.text, end + gap, "(", ")")
        return end

    def _take(self, link: re.Match[str]) -> None:
        text, to = _parts(link["inside"])
        line = self._line(link.start())
        if link["setter"]:
            self._refuse(line, f"what the link to `{to[:80]}` sets is left out: {link['setter'][:80]}")
        if not to or _VARIABLE.search(to) or to.startswith(("http:", "https:", "javascript:", "data:")):
            self._refuse(line, f"the link `{link['inside'][:80]}` leads to no passage and is left out")
            return
        self.links.append(FoundLink(text, to, line))

    def _plain_lines(self) -> Iterator[str]:
        """Without what Chapbook reads by the line: variables above `--`, and modifiers with what hangs on them."""
        lines = self.passage.words.split("\n")
        begin = lines.index("--") + 1 if "--" in lines else 0
        if begin:
            self._refuse(self.passage.line + 1, f"variables are left out: {' '.join(lines[:begin])[:80]}")
        yield from [""] * begin
        skipping = False
        for number, line in enumerate(lines[begin:], start=self.passage.line + 1 + begin):
            if modifier := _MODIFIER.fullmatch(line.strip()):
                skipping = modifier["name"].lower() not in _CONTINUED
            if modifier or (skipping and line.strip()):
                self._refuse(number, f"a modifier or what hangs on it is left out: {line.strip()[:80]}")
            yield "" if modifier or skipping else line

    def _plain(self, number: int, line: str) -> str:
        line = re.sub(r"^\s*[-*>]\s*$", "", line.rstrip())
        if len(line) > LONGEST_LINE:
            return self._dropped(number, f"a line of more than {LONGEST_LINE} signs is left out")
        if _OUR_MARKS.match(line):
            return self._dropped(number, f"a line that means something else in our texts is left out: {line[:80]}")
        if _VARIABLE.search(line):
            return self._dropped(number, f"a line with a variable is left out: {line.strip()[:80]}")
        for _line, said in faults(line):
            return self._dropped(number, f"{said}; the line is left out")
        return line

    def _dropped(self, number: int, said: str) -> str:
        self._refuse(number, said)
        return ""

    def _left_out(self, start: int, end: int, name: str) -> int:
        said = " ".join(self.text[start : min(end, start + 200)].split())
        self._refuse(self._line(start), f"{name} is left out with all that stands in it: {said[:80]}")
        return end

    def _line(self, place: int) -> int:
        """Of the whole file. Places are asked for in their order."""
        last, number = self.counted
        self.counted = (place, number + self.text.count("\n", last, place))
        return self.counted[1]

    def _refuse(self, line: int, said: str) -> None:
        self.is_whole = False
        self.report(line, f"`{self.passage.name[:60]}`: {said}")


def _parts(inside: str) -> tuple[str, str]:
    """Text and target of `[[...]]`, in any of the ways in which Twee writes them."""
    if "->" in inside:
        text, _, to = inside.rpartition("->")
    elif "<-" in inside:
        to, _, text = inside.partition("<-")
    elif "|" in inside:
        text, _, to = inside.rpartition("|")
    else:
        text = to = inside
    return " ".join(text.split()), " ".join(to.split())


def _past_pair(text: str, start: int, opens: str, closes: str) -> int:
    """Past the sign that closes the first one; the end of the text if none does."""
    depth = 0
    for sign in re.compile(f"[{re.escape(opens + closes)}]").finditer(text, start):
        depth += 1 if sign[0] == opens else -1
        if depth == 0:
            return sign.end()
    return len(text)
