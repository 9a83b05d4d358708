"""Whatever a learner or an official reads stands in Kazakh, Russian and English."""

import ast
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.architecture.catalogue import LANGUAGES, faults, in_the_tree, said
from tests.architecture.tree import ROOT, TANU, bare_html, templates

ALL = {"kk", "ru", "en"}
# Names that are the same in every language, and how the languages name themselves.
SAME_EVERYWHERE = {"Тану", "XLSX", "CSV"}
SPOKEN_ATTRIBUTES = {"alt", "title", "placeholder", "aria-label", "aria-description"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_string_is_translated_and_no_other(language):
    assert faults(language) == []


def test_no_string_holds_html_or_forms_of_a_plural():
    assert [said(key) for key in in_the_tree() if re.search(r"</?[a-z]", key[1])] == []
    asked = [path for path in TANU.rglob("*.py") if re.search(r"\bnp?gettext", path.read_text(encoding="utf-8"))]
    assert asked == []


@pytest.mark.parametrize("path", templates(), ids=lambda path: str(path.relative_to(TANU)))
def test_a_template_holds_no_words_that_are_not_translated(path):
    assert bare_words(path.read_text(encoding="utf-8")) == []


def test_bare_words_are_found():
    page = """{# not this #}<p title="Here">{% translate "Not this" %} and {{ this }}</p>
        {% blocktranslate %}not this{% endblocktranslate %}<a href="/x/">{{ 'nor this' }}</a><p>111 — № 5</p>"""

    assert bare_words(page) == ["Here", "and"]


@pytest.mark.parametrize("path", sorted(TANU.rglob("*.py")), ids=lambda path: str(path.relative_to(TANU)))
def test_texts_that_code_holds_by_language_stand_in_all_three(path):
    found = [
        f"line {node.lineno}: {sorted(keys)}"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Dict)
        and (keys := {key.value for key in node.keys if isinstance(key, ast.Constant)}) & ALL
        and (not keys >= ALL or any(isinstance(v, ast.Constant) and v.value == "" for v in node.values))
    ]

    assert found == []


def text_files() -> list[Path]:
    return sorted(p for folder in (TANU, ROOT / "media") for p in folder.rglob("*") if p.suffix in {".yaml", ".json"})


@pytest.mark.parametrize("path", text_files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_texts_that_files_hold_by_language_stand_in_all_three(path):
    assert list(incomplete(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))) == []


class Words(HTMLParser):
    """Gathers the texts and the spoken attributes that hold a letter."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in SPOKEN_ATTRIBUTES:
                self.handle_data(value or "")

    def handle_data(self, data: str) -> None:
        text = " ".join(data.split())
        if re.search(r"[^\W\d_]", text) and text not in SAME_EVERYWHERE:
            self.found.append(text)


def bare_words(template: str) -> list[str]:
    """The words of a template outside its translations, style sheets and scripts left aside."""
    page = bare_html(re.sub(r"<style.*?</style>", "", template, flags=re.DOTALL))
    reader = Words()
    reader.feed(page)
    return reader.found


def incomplete(value: Any, place: str = "") -> list[str]:
    """Where a mapping has one of the languages and not all three."""
    if isinstance(value, list):
        return [found for number, item in enumerate(value) for found in incomplete(item, f"{place}[{number}]")]
    if not isinstance(value, dict):
        return []
    here = [place or "top"] if value.keys() & ALL and not all(value.get(code) for code in ALL) else []
    return here + [found for key, item in value.items() for found in incomplete(item, f"{place}.{key}")]
