"""YAML is written in one way: what was written reads back as it was, and written again it has the same bytes."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tanu.lib.places import Problems
from tanu.lib.strict_yaml import read_yaml
from tanu.lib.textfiles import normalise
from tanu.lib.yaml_writer import Flow, write_yaml

KEYS = st.sampled_from(["id", "kk", "ru", "o4-signs", "12", "key_points", "true", "2026-11-21", "null", "1e3", "y"])
# Texts as people keep them, and those that YAML could take for something else.
TEXTS = st.one_of(
    st.text().map(lambda text: normalise(text).strip()),
    st.sampled_from(["on", "No", "null", "~", "", "12", "1_000", "0o17", "1e3", "5.", ".inf", "2026-11-21", "=", "<<"]),
    st.sampled_from(["a: b", "- a", "# a", "'a'", '"a"', "a #b", "[a", "{a", "*a", "&a", "!a", "%a", "@a", "`a", "|"]),
    st.sampled_from(["first\nsecond", "first\n\n  second", "  first\nsecond", "first \nsecond", "«Сөз» – де", "0x1F"]),
)
NUMBERS = st.one_of(st.integers(-(10**14), 10**14), st.sampled_from([0.3333, -0.5, 1.0, 0.00001, -0.000125]))
SCALARS = st.one_of(TEXTS, NUMBERS, st.booleans(), st.none(), st.dates(date(1900, 1, 1)))
DATA = st.dictionaries(
    KEYS,
    st.recursive(
        SCALARS,
        lambda inside: st.one_of(
            st.lists(inside, max_size=3),
            st.dictionaries(KEYS, inside, max_size=3),
            st.dictionaries(KEYS, inside, max_size=3).map(Flow),
        ),
        max_leaves=8,
    ),
    min_size=1,
    max_size=4,
)


def read(text: str) -> Any:
    problems = Problems(Path("/"))
    document = read_yaml(text, problems.report_for(Path("/written.yaml")))
    assert list(problems) == []
    assert document is not None
    return document.data


def as_read(data: Any) -> Any:
    """Lists as tuples, and no difference between one kind of mapping and another."""
    if isinstance(data, dict):
        return {key: as_read(value) for key, value in data.items()}
    return tuple(as_read(item) for item in data) if isinstance(data, list | tuple) else data


@given(DATA)
@example({"id": "0\x850"})
@example({"id": "one\u2028two\u2029three\nfour"})
def test_what_was_written_reads_back_as_it_was(data):
    assert read(write_yaml(data)) == as_read(data)


@given(DATA)
def test_written_again_it_has_the_same_bytes(data):
    written = write_yaml(data)
    assert normalise(written) == written
    assert write_yaml(_with_flows(data, read(written))) == written


def _with_flows(data: Any, found: Any) -> Any:
    """What was read, with the mappings marked that stood on one line."""
    if isinstance(data, dict):
        return type(data)({key: _with_flows(value, found[key]) for key, value in data.items()})
    return [_with_flows(*pair) for pair in zip(data, found, strict=True)] if isinstance(data, list) else found


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ({"state": Flow(state="awaiting")}, "state: {state: awaiting}\n"),
        ({"facts": ["F-SCH-08", "F-CLIN-60"]}, "facts: [F-SCH-08, F-CLIN-60]\n"),
        ({"facts": []}, "facts: []\n"),
        ({"flags": ["to be checked"]}, "flags:\n- to be checked\n"),
        ({"text": "one\ntwo"}, "text: |-\n  one\n  two\n"),
        ({"kk": "«Сөз» – деді"}, "kk: «Сөз» – деді\n"),
        ({"en": '"Tell me"'}, "en: '\"Tell me\"'\n"),
        ({"edition": date(2026, 11, 21)}, "edition: 2026-11-21\n"),
        ({"weight": 0.00001}, "weight: 0.00001\n"),
    ],
)
def test_it_looks_as_people_write_it(data, text):
    assert write_yaml(data) == text


def test_a_long_text_stays_on_its_line():
    assert write_yaml({"text": "word " * 500 + "end"}).count("\n") == 1
