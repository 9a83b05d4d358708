"""Between the blocks of a text and the blocks of a Wagtail page. A check question's words stand in the question."""

from collections.abc import Mapping
from typing import Any

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
from tanu.question_banks.source import Source

Value = Any
"""What stands in a page's block: a text, or a mapping of texts."""


def block_value(block: Block) -> Value:
    """What stands in a page's block for one of the text format."""
    match block:
        case Prose():
            return block.markdown.rstrip()
        case Case():
            return {"title": block.title, "text": block.markdown}
        case Callout():
            return {"kind": block.kind, "title": block.title, "text": block.markdown}
        case Check():
            return {"name": block.name}
        case Practise():
            return {"name": block.name, "question": block.question}
        case Figure():
            return {"path": block.path, "alt": block.alt, "caption": block.caption}
        case Local():
            return {"what": block.what}
        case Awaits():
            return {"kind": block.kind, "text": block.markdown}
        case Download():
            return {"slug": block.slug, "title": block.title}
        case Play():
            return {"case": block.case}
    raise TypeError(block)


def block_of(kind: str, value: Value, language: str, checks: Mapping[str, Source]) -> Block:
    """The block of the text format for a page's block; `checks` are the sources of the lesson's questions by name."""
    match kind:
        case "prose":
            return Prose(0, "", str(value), "")
        case "case":
            return Case(0, "", value["title"], value["text"])
        case "callout":
            return Callout(0, "", value["kind"], value["title"], value["text"])
        case "check":
            return _check(value["name"], language, checks.get(value["name"], {}))
        case "practise":
            return Practise(0, "", value["name"], value["question"])
        case "figure":
            return Figure(0, "", value["path"], value["alt"], value["caption"])
        case "local":
            return Local(0, "", value["what"])
        case "awaits":
            return Awaits(0, "", value["kind"], value["text"])
        case "download":
            return Download(0, "", value["slug"], value["title"])
        case "play":
            return Play(0, "", value["case"])
    raise ValueError(kind)


def _check(name: str, language: str, source: Source) -> Check:
    options = tuple(
        CheckOption(
            0,
            option["key"],
            bool(option["right"]),
            option["text"].get(language, ""),
            option["feedback"].get(language, ""),
        )
        for option in source.get("options", ())
    )
    stem = source.get("stem", {}).get(language, "")
    return Check(0, "", name, source.get("outcome", ""), source.get("type") == "several", stem, options)
