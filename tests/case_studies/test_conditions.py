"""The grammar of rules: what is written is read as it was meant, and nothing else is read at all."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanu.case_studies.conditions import (
    DEEPEST,
    LONGEST,
    Chose,
    Compared,
    Condition,
    Joined,
    Negated,
    Unreadable,
    Visited,
    read_condition,
)
from tanu.lib.sentences import Sentence

SIGNS = ("=", "!=", "<", "<=", ">", ">=")
WORDS = {"and", "or", "not", "visited", "chose"}


@dataclass(frozen=True)
class Here:
    """A moment of a way."""

    counters: dict[str, int] = field(default_factory=dict)
    visited: frozenset[str] = frozenset()
    chosen: frozenset[str] = frozenset()


slugs = st.from_regex(r"\A[a-z0-9]{1,4}(-[a-z0-9]{1,4})?\Z")
counters = st.from_regex(r"\A[a-z][a-z0-9]{0,5}(-[a-z0-9]{1,4})?\Z").filter(lambda name: name not in WORDS)
leaves = st.one_of(
    st.builds(Compared, counters, st.sampled_from(SIGNS), st.integers(-999_999, 999_999)),
    st.builds(Visited, slugs),
    st.builds(Chose, st.tuples(slugs, slugs).map(".".join)),
)


def joined(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    parts = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(inner.map(Negated), st.builds(Joined, st.sampled_from(["and", "or"]), parts))


conditions = st.recursive(leaves, joined, max_leaves=8)


def written(condition: Condition) -> str:
    """With brackets only where they are needed."""
    if isinstance(condition, Negated):
        inner = written(condition.inner)
        return f"not ({inner})" if isinstance(condition.inner, Joined) else f"not {inner}"
    if isinstance(condition, Joined):
        return f" {condition.word} ".join(_parts(condition))
    if isinstance(condition, Compared):
        return f"{condition.counter} {condition.sign} {condition.number}"
    assert isinstance(condition, Visited | Chose)
    return f"visited {condition.scene}" if isinstance(condition, Visited) else f"chose {condition.choice}"


def _parts(condition: Joined) -> Iterator[str]:
    for part in condition.inner:
        needs_brackets = isinstance(part, Joined) and (part.word, condition.word) != ("and", "or")
        yield f"({written(part)})" if needs_brackets else written(part)


@given(conditions)
def test_what_is_written_is_read_again(condition: Condition) -> None:
    text = written(condition)
    if len(text) <= LONGEST:
        assert read_condition(text) == condition


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("n = 2", True),
        ("n != 2", False),
        ("n>=2", True),
        ("n > 2", False),
        ("n <= 1", False),
        ("n < 3", True),
        ("n > -3", True),
        ("m = 0", True),
        ("visited hall", True),
        ("visited yard", False),
        ("chose hall.wait", True),
        ("chose hall.run", False),
        ("not visited yard", True),
        ("not not visited yard", False),
        # `or` binds looser than `and`, and that looser than `not`.
        ("visited hall or visited yard and visited yard", True),
        ("(visited hall or visited yard) and visited yard", False),
        ("visited yard and visited yard or visited hall", True),
        ("not visited yard and visited yard", False),
        ("not (visited yard and visited yard)", True),
        ("not visited hall or visited hall", True),
    ],
)
def test_a_condition_holds_or_not(text: str, holds: bool) -> None:
    here = Here({"n": 2}, frozenset({"hall"}), frozenset({"hall.wait"}))
    assert read_condition(text).holds(here) is holds


def test_names_may_begin_with_a_digit_or_with_a_word_of_the_grammar() -> None:
    assert read_condition("visited 2nd-door") == Visited("2nd-door")
    assert read_condition("chose 3.4") == Chose("3.4")
    assert read_condition("and-then >= 1 and order < 2 and notes = 0").holds(Here({"and-then": 1}))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n ",
        "and",
        "not",
        "n",
        "n >=",
        "n >= two",
        "n => 2",
        "n == 2",
        "n = 2 2",
        "n = 1234567",
        "n = 2.5",
        "n = ٣",
        "n = 2 && m = 1",
        "n = 2 and",
        "or n = 2",
        "n + 1 = 2",
        "2 = n",
        "visited",
        "visited hall yard",
        "visited Hall",
        "chose hall",
        "chose hall.",
        "chose .wait",
        "chose hall.wait.now",
        "(n = 2",
        "n = 2)",
        "()",
        "қорқу >= 1",
        "burden ≥ 2",
        "n = 2; m = 1",
        "n = 2 # and so on",
        "__import__('os').system('true')",
        "n.__class__ = 2",
        "lambda: 1",
        "{{ n }}",
        "\x00",
        "n = 2 \N{RIGHT-TO-LEFT OVERRIDE}",
        "(" * 10_000,
        "(" * 200 + "n = 1" + ")" * 200,
        "not " * 100 + "n = 1",
        " and ".join(["n = 1"] * 10_000),
    ],
)
def test_anything_else_is_refused_with_a_short_sentence(text: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_condition(text)
    assert isinstance(refused.value.args[0], Sentence)
    assert len(refused.value.args[0]) < 300


@given(st.text(max_size=60))
def test_no_text_breaks_the_reader(text: str) -> None:
    with suppress(Unreadable):
        read_condition(text).holds(Here())


def test_brackets_may_be_as_deep_as_anybody_needs() -> None:
    inside = DEEPEST - 1
    assert read_condition("(" * inside + "n = 1" + ")" * inside) == Compared("n", "=", 1)
    with pytest.raises(Unreadable, match=f"more than {DEEPEST} brackets"):
        read_condition("(" * DEEPEST + "n = 1" + ")" * DEEPEST)
