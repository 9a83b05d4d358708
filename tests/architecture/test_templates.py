"""A strict Content-Security-Policy needs pages without inline styles, scripts and handlers, and no host but ours."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, TANU, bare_html, templates

# The names of XML vocabularies look like addresses; nobody asks for them.
ANOTHER_HOST = re.compile(r"(?:https?:)?//(?!www\.w3\.org/)[\w-]+\.[a-z]", re.IGNORECASE)
LOADS = {"src", "srcset", "data", "poster", "xlink:href"}


class Trespasses(HTMLParser):
    """Gathers what a strict policy would refuse."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "style":
            self.found.append("a style element")
        if tag == "script" and "src" not in given:
            self.found.append("an inline script")
        for name, value in attrs:
            if name == "style":
                self.found.append("a style attribute")
            if name.startswith("on"):
                self.found.append(f"a handler {name}")
            if name in LOADS | ({"href"} if tag in ("link", "use", "image") else set()) and is_elsewhere(value):
                self.found.append(f"{value} of another host")


def is_elsewhere(value: str | None) -> bool:
    return (value or "").strip().lower().startswith(("http:", "https:", "//"))


def trespasses(text: str) -> list[str]:
    reader = Trespasses()
    reader.feed(bare_html(text))
    return reader.found


def shown() -> list[Path]:
    pages = [path for path in templates() if not is_for_pdf(path)]
    return [*pages, *sorted(TANU.rglob("static/**/*.svg")), *sorted((ROOT / "media").rglob("*.svg"))]


def is_for_pdf(path: Path) -> bool:
    """The certificate's HTML is drawn by a library and never reaches a browser."""
    return path.name.endswith("pdf.html")


@pytest.mark.parametrize("path", shown(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_page_holds_nothing_that_a_strict_policy_refuses(path):
    assert trespasses(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "text",
    [
        '<p style="color: red">',
        "<script>alert(1)</script>",
        '<button onclick="go()">',
        '<img src="https://example.org/a.png" alt="">',
        '<link rel="stylesheet" href="//example.org/a.css">',
    ],
)
def test_what_a_strict_policy_refuses_is_found(text):
    assert len(trespasses(text)) == 1


def test_style_sheets_and_scripts_call_no_other_host():
    files = [*TANU.rglob("static/**/*.css"), *TANU.rglob("static/**/*.js")]

    assert [path for path in files if ANOTHER_HOST.search(path.read_text(encoding="utf-8"))] == []
