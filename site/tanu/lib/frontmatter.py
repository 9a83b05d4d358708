"""Text files made of strict YAML between two lines `---`, with prose below."""

import re
from dataclasses import dataclass

from tanu.lib.places import Report
from tanu.lib.strict_yaml import Document, read_yaml


@dataclass(frozen=True)
class FrontMatter:
    """The two halves of a file; `document` is None when its YAML cannot be read."""

    document: Document | None
    body: str
    body_line: int


def split_front_matter(text: str, report: Report) -> FrontMatter:
    """Front matter and body; lines count from the top of the file."""
    if not text.startswith("---\n"):
        report(1, "the file must begin with a line `---`, then its front matter")
        return FrontMatter(None, text, 1)
    end = re.search(r"^---[ \t]*$", text[4:], re.MULTILINE)
    if end is None:
        report(1, "the front matter is not closed: a line `---` must stand after it")
        return FrontMatter(None, "", text.count("\n") + 1)
    head, body = text[4 : 4 + end.start()], text[4 + end.end() + 1 :]
    return FrontMatter(read_yaml(head, report, first_line=2), body, head.count("\n") + 3)
