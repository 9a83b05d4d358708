from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tanu.lib.strict_yaml import Document, read_yaml


def read(text: str) -> tuple[Document | None, list[tuple[int, str]]]:
    faults: list[tuple[int, str]] = []
    return read_yaml(text, lambda line, message: faults.append((line, message))), faults


def data_of(text: str) -> Any:
    document, faults = read(text)
    assert faults == []
    assert document
    return document.data


def test_texts_numbers_dates_and_lists_come_as_they_are_written() -> None:
    assert data_of("a: text\nb: 12\nc: -0.5\nd: 2026-11-21\ne: [x, y]\nf: true\ng:\n- 1\n- 'no'\nh: '12'\ni: ~\n") == {
        "a": "text",
        "b": 12,
        "c": -0.5,
        "d": date(2026, 11, 21),
        "e": ("x", "y"),
        "f": True,
        "g": (1, "no"),
        "h": "12",
        "i": None,
    }


def test_every_key_and_item_knows_its_line() -> None:
    document, _ = read("a: 1\nb:\n  c: 2\n  d:\n  - e: 3\n  -\n    e: 4\n")
    assert document
    assert [document.line("a"), document.line("b", "c"), document.line("b", "d", 0, "e")] == [1, 3, 5]
    assert document.line("b", "d", 1, "e") == 7
    assert document.line("b", "unknown", "deeper") == 2


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "`a` stands here twice, first in line 1"),
        ("a: 1\non: 2026-11-21\n", 2, "must not be called `on`"),
        ("a: 1\nNo: x\n", 2, "must not be called `No`"),
        ("a: 1\nb: yes\n", 2, "put it in 'single quotes'"),
        ("a: 1\nb: She said: no\n", 2, "a colon and a space must stand in 'single quotes'"),
        ('a: 1\nb: "Good" he said\n', 2, "put the whole text in 'single quotes'"),
        ("a: 1\nb:\n\t- c\n", 3, "a tab stands where spaces are expected"),
        ("a: 1\nb: &x 1\n", 2, "the anchor &x is not allowed"),
        ("a: 1\nb: *x\n", 2, "the alias *x is not allowed"),
        ("a: 1\nb: !!python/object/apply:os.system [ls]\n", 2, "is not allowed"),
        ("a: 1\nb: !x y\n", 2, "the tag !x is not allowed"),
        ("a: 1\n---\nb: 2\n", 2, "a second document"),
        ("a: 1\n? [b, c]\n: 2\n", 2, "a key must be one word"),
        ("a: 1\nb: 0x1F\n", 2, "neither a plain number nor a date"),
        ("a: 1\nb: 2026-13-45\n", 2, "neither a plain number nor a date"),
        ("a: 1\nb: " + "9" * 5000 + "\n", 2, "neither a plain number nor a date"),
        ("a: 1\nb: " + "[" * 500 + "]" * 500 + "\n", 2, "levels of nesting"),
        ("a: 1\nb: 'never closed\n", 3, "quot"),
        ("a: 1\nb: {c: }}\n", 2, "single quotes"),
        ("a: 1\nb\n", 3, "colon"),
        ("a: 1\nb: %x\n", 2, "single quotes"),
        ("a: 1\nb: 'opened\nc: 3\n", 4, "the quotation mark in line 2 is never closed"),
        ("a:\n  b: 1\n c: 2\n", 3, "a key is not indented like the keys before it"),
        ("a:\n  - b\n - c\n", 3, "a list item is not indented like the items before it"),
        ("- a: 1\n  b: 2\n c: 3\n", 3, "not indented like the list items before it"),
        ("a: 1\nb: **bold** text\n", 2, "a text beginning with * or & must stand in 'single quotes'"),
        ("a: 1\nb: @home\n", 2, "a text beginning with @ must stand in 'single quotes'"),
        ("a: 1\nb: [c\nd: 2\n", 3, "is not closed"),
        ("a: 1\n: 2\n", 2, "a colon without a key before it"),
        ("a: қ\nb: \0\n", 2, "U+0000 is not allowed"),
        ("a: қ\nb: \ufffe\n", 2, "U+FFFE is not allowed"),
        ("a: 1\nb: 1_000\n", 2, "neither a plain number nor a date"),
        ("a: 1\nb: 1e3\n", 2, "neither a plain number nor a date"),
        ("a: 1\nb: .inf\n", 2, "neither a plain number nor a date"),
        ("a: 1\nb: 2026-11-21 10:00:00\n", 2, "neither a plain number nor a date"),
    ],
)
def test_what_surprises_is_refused_with_its_line(text: str, line: int, words: str) -> None:
    document, faults = read(text)
    assert document is None
    assert any(at == line and words in message for at, message in faults), faults


def test_what_other_yaml_takes_for_something_else_stays_what_a_person_reads() -> None:
    assert data_of("a: 0777\nb: 12:30\nc: y\nd: True\ne:\nf: 2026-1-5\ng: =\n12: x\n2026-11-21: y\n") == {
        "a": 777,
        "b": "12:30",
        "c": "y",
        "d": True,
        "e": None,
        "f": "2026-1-5",
        "g": "=",
        "12": "x",
        "2026-11-21": "y",
    }


def test_texts_of_several_lines_are_joined_by_spaces_or_kept() -> None:
    assert data_of("a: >\n  one\n  two\nb: |\n  one\n  two\nc: one\n  two\nd: 'one\n  two'\n") == {
        "a": "one two\n",
        "b": "one\ntwo\n",
        "c": "one two",
        "d": "one two",
    }


def test_a_short_file_cannot_swell() -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{name}: &{name} [{', '.join(['*' + before] * 9)}]\n" for before, name in pairwise("abcdefghi")
    )
    document, faults = read(bomb)
    assert document is None
    assert {line for line, message in faults if "anchor" in message} == set(range(1, 10))


def test_several_faults_are_told_at_once() -> None:
    _, faults = read("a: 1\na: 2\non: 3\nb: yes\n")
    assert [line for line, _ in faults] == [2, 3, 4]


def test_what_cannot_be_read_further_down_hides_no_fault_above_it() -> None:
    _, faults = read("a: &x 1\na: 2\nb: 'never closed\n")
    assert [line for line, _ in faults] == [1, 2, 4]


def test_half_a_character_is_refused() -> None:
    document, faults = read("a: \ud800\n")
    assert document is None
    assert "not YAML" in faults[0][1]


SIGNS = [*"ab:-?[]{},&*!|>'\"%@`#\n\t ", "\n  ", ": ", "- ", "---\n", "on"]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(SIGNS), max_size=30).map("".join))
def test_whatever_is_typed_is_read_or_refused(text: str) -> None:
    document, faults = read(text)
    assert (document is None) == bool(faults)
