"""The tests around a course: what can be wrong with them in course.md and in their bank."""

from pathlib import Path

import pytest

from tanu.content.walk import read_library
from tests.content.tree import BANK_TEXT, COURSE, LESSON, Tree, build_tree

BANK = "question_banks/first-steps-before/before.yaml"
KEYS = """before:
  id: what-i-know
  title: {kk: Не білемін, ru: Что я знаю, en: What I know}
  bank: first-steps-before
  minutes: 10
again: {months: [3, 12], minutes: 10}
completion:"""


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    """The bank of the test before the course has one question."""
    tree = build_tree(tmp_path)
    one, _ = BANK_TEXT.split("\n- id: q2")
    tree.write(BANK, one.replace("first-steps/signs", "first-steps-before/before"))
    tree.change(COURSE, "completion:", KEYS)
    return tree


def test_both_are_read_from_the_course(tree: Tree) -> None:
    assert tree.problems() == []
    spec = read_library(tree.root).courses[0].spec
    assert (spec.before.bank, spec.before.minutes) == ("first-steps-before", 10)
    assert (spec.again.months, spec.again.minutes) == ((3, 12), 10)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("  bank: first-steps-before", "  bank: last-steps", "there is no folder question_banks/last-steps"),
        ("  bank: first-steps-before", "  bank: first-steps", "needs a bank of its own"),
        ("  id: what-i-know", "  id: final-test", "the id `final-test` is taken by the test"),
        ("  id: what-i-know", "  id: what-i-know\n  pass: 3", "unknown key `before.pass`"),
        ("months: [3, 12]", "months: [12, 3]", "the smaller first"),
        ("months: [3, 12]", "months: []", "`again.months`"),
        ("again: {months: [3, 12], ", "again: {", "the key `again.months` is missing"),
    ],
)
def test_a_fault_is_told_with_its_line(tree: Tree, old: str, new: str, words: str) -> None:
    line = tree.change(COURSE, old, new)
    near = tuple(f"{COURSE}:{line + offset}:" for offset in (0, 1))
    assert any(problem.startswith(near) and words in problem for problem in tree.problems()), tree.problems()


def test_everybody_is_asked_one_and_the_same_question_of_each_outcome(tree: Tree) -> None:
    tree.write(BANK, BANK_TEXT.replace("first-steps/signs", "first-steps-before/before"))
    assert any("`o1-signs` has 2 questions in the bank; everybody is asked" in problem for problem in tree.problems())


@pytest.mark.parametrize("name", ["test", "before", "again", "variant", "remembered"])
def test_a_lesson_does_not_take_the_address_of_another_page(tree: Tree, name: str) -> None:
    for language in ("kk", "ru", "en"):
        old = tree.root / f"{LESSON}.{language}.md"
        old.rename(old.with_name(f"01-{name}.{language}.md"))
    assert any("is the address of another page of the course" in problem for problem in tree.problems())
