"""The only way from a text to HTML: Markdown, then links for bare addresses, then nh3 as the gate.

What is safe is decided by the gate alone. Markdown and bleach before it are for comfort; raw HTML is not even
understood by our Markdown and comes out as visible text, and `faults` lets the checker refuse it with its line.
"""

import re
from collections.abc import Iterator
from functools import cache, partial
from threading import local
from typing import Any
from xml.etree import ElementTree

import bleach
import nh3
from django.utils.translation import gettext_noop
from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from tanu.lib.sentences import Sentence
from tanu.lib.textfiles import invisible

INLINE_TAGS = {"a", "strong", "em", "br", "code"}
BLOCK_TAGS = INLINE_TAGS | {
    *("p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "hr"),
    *("table", "thead", "tbody", "tr", "th", "td", "div"),
}
_EXTERNAL_REL = "noreferrer noopener"
_ANCHOR = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
# https without a user name before the host, telephone, mail, or a place of our own; nothing that a browser could
# read as another protocol or host once it has dropped blanks and turned backslashes.
_ALLOWED_LINK = re.compile(
    r"https://[\w.-]+(?::\d+)?(?:[/?#][^\s\\<>\"'`]*)?"
    r"|tel:\+?[\d-]{2,20}"
    r"|mailto:[\w.+-]+@[\w.-]+"
    r"|#[\w-]+"
    r"|(?!//)[\w./-]+(?:\?[\w.=&%-]*)?(?:#[\w-]+)?"
)
_FIXED_VALUES = {
    ("a", "class"): {"cite"},
    ("a", "rel"): {_EXTERNAL_REL},
    ("div", "class"): {"scroll"},
    ("div", "tabindex"): {"0"},
    ("div", "role"): {"region"},
    ("th", "scope"): {"col"},
}
_ATTRIBUTES = {
    "a": {"href", "class", "rel"},
    "ol": {"start"},
    "th": {"scope"},
    "div": {"class", "tabindex", "role", "aria-label"},
    **{f"h{level}": {"id"} for level in range(2, 7)},
}
CITATION = re.compile(r"\[(F-[A-Z]+-\d+)\]")
_CITATION_GROUP = re.compile(r"\[[^\][]*\bF-[A-Za-z]+-\d+[^\][]*\]")
HEADING_ANCHOR = re.compile(r"\s*\{#(" + _ANCHOR + r")\}\s*$")
_TITLE = re.compile(r" {0,3}#(?!#)")
_BRACES = re.compile(r"\{[:#.]")
_RAW_HTML = re.compile(r"<[a-zA-Z/!?][^>\n]{0,40}>?")
_LINK_TARGET = re.compile(r"\]\(\s*([^)\s]*)")
_INVISIBLE = gettext_noop("an invisible character (%(sign)s) stands in the text; delete it")
_NO_ANCHOR = gettext_noop("braces: only an anchor at the end of a heading, as in `## Title {#see}`")
_ONE_FACT = gettext_noop("each fact stands in brackets of its own, as in [F-CLIN-19] [F-CLIN-20], not %(group)s")
_BAD_LINK = gettext_noop("a link must be https:, tel:, mailto: or relative, not `%(target)s`")
_LIST_ITEM = re.compile(r"^( *)((?:[-*+]|\d+\.) +)")


class Citations:
    """Numbers facts in the order in which one lesson first cites them."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, fact: str) -> int:
        return self._numbers.setdefault(fact, len(self._numbers) + 1)

    @property
    def facts(self) -> list[str]:
        """Cited so far, in the order of their numbers."""
        return list(self._numbers)


def render(text: str, *, heading_shift: int = 0, citations: Citations | None = None, table_label: str = "") -> str:
    """Block prose as safe HTML.

    `heading_shift` moves every heading down (2 turns `##` into h4). With `citations`, `[F-CLIN-19]` becomes a numbered
    link to `#src-F-CLIN-19`. With `table_label`, each table can be scrolled sideways by finger and keyboard in a
    region named by the label and the heading above.
    """
    make = _MACHINES.block if citations is None else partial(_block_machine, citations)
    machine = make(heading_shift, table_label)
    return clean(_link_addresses(machine.reset().convert(_printable(text))), BLOCK_TAGS)


def render_inline(text: str, *, citations: Citations | None = None) -> str:
    """One paragraph of prose as safe HTML without the paragraph around it."""
    machine = _MACHINES.inline() if citations is None else _inline_machine(citations)
    html = machine.reset().convert(" ".join(_printable(text).split()))
    return clean(_link_addresses(html), INLINE_TAGS).strip()


def _block_machine(citations: Citations | None, heading_shift: int, table_label: str) -> Markdown:
    ours = _Ours(citations, heading_shift, table_label)
    return Markdown(extensions=["tables", "sane_lists", ours], tab_length=2)


def _inline_machine(citations: Citations | None) -> Markdown:
    machine = Markdown(extensions=[_Ours(citations, 0, "")])
    for block in ("indent", "hashheader", "setextheader", "hr", "olist", "ulist", "quote"):
        machine.parser.blockprocessors.deregister(block)
    return machine


class _Machines(local):
    """Making a machine costs more than most texts do, so each thread keeps those that number no citations."""

    def __init__(self) -> None:
        self.inline = cache(lambda: _inline_machine(None))
        self.block = cache(lambda heading_shift, table_label: _block_machine(None, heading_shift, table_label))


_MACHINES = _Machines()


def clean(html: str, tags: set[str] | None = None) -> str:
    """The gate: `html` with only our elements, attributes and link targets left."""
    tags = BLOCK_TAGS if tags is None else tags
    return nh3.clean(
        html,
        tags=tags,
        # "*" is named because nh3 lets title and lang pass otherwise.
        attributes={"*": set(), **{tag: names for tag, names in _ATTRIBUTES.items() if tag in tags}},
        attribute_filter=_allowed_value,
        clean_content_tags={"script", "style"},
        url_schemes={"https", "tel", "mailto"},
        link_rel=None,
    )


def is_allowed_link(target: str) -> bool:
    """Whether a link may lead there: https, tel, mailto or a place of our own."""
    return _ALLOWED_LINK.fullmatch(target) is not None


def faults(text: str) -> Iterator[tuple[int, Sentence]]:
    """What an author must change before `text` may be rendered: line (from 1) and sentence."""
    for number, line in enumerate(text.split("\n"), start=1):
        if sign := invisible(line):
            yield number, Sentence(_INVISIBLE, sign=sign)
        if html := _RAW_HTML.search(line):
            yield number, Sentence(gettext_noop("raw HTML is not allowed: %(html)s"), html=html[0])
        if "![" in line:
            yield number, Sentence(gettext_noop("pictures come only by the figure directive"))
        if _TITLE.match(line):
            yield number, Sentence(gettext_noop("the title is in the front matter; headings begin with ##"))
        if _BRACES.search(HEADING_ANCHOR.sub("", line) if line.startswith("#") else line):
            yield number, Sentence(_NO_ANCHOR)
        for group in _CITATION_GROUP.findall(line):
            if not CITATION.fullmatch(group):
                yield number, Sentence(_ONE_FACT, group=group)
        for link in _LINK_TARGET.finditer(line):
            if not is_allowed_link(link[1]):
                yield number, Sentence(_BAD_LINK, target=link[1][:60])


def links(text: str) -> Iterator[tuple[int, str]]:
    """Line (from 1) and target of every link written in `text`."""
    for number, line in enumerate(text.split("\n"), start=1):
        for link in _LINK_TARGET.finditer(line):
            yield number, link[1]


def _printable(text: str) -> str:
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", "", text.replace("\r\n", "\n"))


def _link_addresses(html: str) -> str:
    if "://" not in html:
        return html  # Most texts have no address, and looking for one costs as much as all the rest.
    return str(bleach.linkify(html, callbacks=[_only_https, _mark_external], skip_tags=["code", "pre"]))


def _only_https(attrs: dict[Any, str], new: bool = False) -> dict[Any, str] | None:
    """Bare domains stay text: `note.md` is a file, not Moldova."""
    return None if new and not attrs["_text"].startswith("https://") else attrs


def _mark_external(attrs: dict[Any, str], new: bool = False) -> dict[Any, str]:
    attrs.pop((None, "rel"), None)
    if attrs.get((None, "href"), "").startswith("https://"):
        attrs[None, "rel"] = _EXTERNAL_REL
    return attrs


def _allowed_value(tag: str, name: str, value: str) -> str | None:
    if name == "href":
        allowed = is_allowed_link(value)
    elif name == "id":
        allowed = re.fullmatch(_ANCHOR, value) is not None
    elif name == "start":
        allowed = re.fullmatch(r"\d{1,4}", value) is not None
    else:
        allowed = value in _FIXED_VALUES.get((tag, name), {value})
    return value if allowed else None


class _Ours(Extension):
    """Markdown without raw HTML, pictures, code blocks and references; with anchors, citations and scrolling tables."""

    def __init__(self, citations: Citations | None, heading_shift: int, table_label: str) -> None:
        super().__init__()
        self.citations = citations
        self.shape = (heading_shift, table_label)

    def extendMarkdown(self, md: Markdown) -> None:
        md.preprocessors.deregister("html_block")
        md.preprocessors.register(_ListIndents(md), "list_indents", 25)
        for block in ("code", "reference"):
            md.parser.blockprocessors.deregister(block)
        unwanted = ("reference", "image_link", "image_reference", "short_reference", "short_image_ref")
        for pattern in (*unwanted, "autolink", "automail", "html"):
            md.inlinePatterns.deregister(pattern)
        if self.citations is not None:
            md.preprocessors.register(_NumberCitations(md, self.citations), "number_citations", 22)
            md.inlinePatterns.register(_Citation(CITATION.pattern, md, self.citations), "citation", 165)
        md.treeprocessors.register(_Shape(md, *self.shape), "shape", 15)


class _NumberCitations(Preprocessor):
    """Numbers are given in the order of the text; Markdown itself works through nested lists later."""

    def __init__(self, md: Markdown, citations: Citations) -> None:
        super().__init__(md)
        self.citations = citations

    def run(self, lines: list[str]) -> list[str]:
        for fact in CITATION.findall("\n".join(lines)):
            self.citations.number(fact)
        return lines


class _Citation(InlineProcessor):
    def __init__(self, pattern: str, md: Markdown, citations: Citations) -> None:
        super().__init__(pattern, md)
        self.citations = citations

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[ElementTree.Element, int, int]:
        link = ElementTree.Element("a", {"class": "cite", "href": f"#src-{m[1]}"})
        link.text = str(self.citations.number(m[1]))
        return link, m.start(0), m.end(0)


class _ListIndents(Preprocessor):
    """A nested list may be indented by as much as its author likes, as long as it is to the right of its parent."""

    def run(self, lines: list[str]) -> list[str]:
        out: list[str] = []
        columns: list[int] = []  # where the text of each open item begins
        for line in lines:
            item = _LIST_ITEM.match(line)
            indent = len(line) - len(line.lstrip(" "))
            if item:
                while columns and indent < columns[-1]:
                    columns.pop()
                line = "  " * len(columns) + line.lstrip(" ")
                columns.append(len(item[0]))
            elif line.strip() and columns:
                while columns and indent < columns[-1]:
                    columns.pop()
                line = "  " * len(columns) + line.lstrip(" ")
            out.append(line)
        return out


class _Shape(Treeprocessor):
    """Moves headings, gives them their anchors, and puts a region that scrolls around each table."""

    def __init__(self, md: Markdown, heading_shift: int, table_label: str) -> None:
        super().__init__(md)
        self.heading_shift = heading_shift
        self.table_label = table_label

    def run(self, root: ElementTree.Element) -> None:
        heading = ""
        for place, element in enumerate(list(root)):
            if re.fullmatch("h[1-6]", element.tag):
                self._heading(element)
                heading = "".join(element.itertext()).strip()
            elif element.tag == "table" and self.table_label:
                label = f"{self.table_label}: {heading}" if heading else self.table_label
                region = {"class": "scroll", "tabindex": "0", "role": "region", "aria-label": label}
                root[place] = ElementTree.Element("div", region)
                root[place].append(element)
        for cell in root.iter("th"):
            cell.set("scope", "col")

    def _heading(self, element: ElementTree.Element) -> None:
        element.tag = f"h{min(6, max(2, int(element.tag[1]) + self.heading_shift))}"
        last = element[-1] if len(element) else None
        words = (last.tail if last is not None else element.text) or ""
        if anchor := HEADING_ANCHOR.search(words):
            element.set("id", anchor[1])
            words = words[: anchor.start()]
            if last is not None:
                last.tail = words
            else:
                element.text = words
