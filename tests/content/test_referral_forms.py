"""What can be wrong with a practice form and with the lesson that uses it is told with file and line."""

from pathlib import Path

import pytest

from tanu.content.walk import read_library
from tests.content.tree import BANK, LESSON, Tree, build_tree
from tests.question_banks.forms import FILE

FORMS = "question_banks/practice/forms.yaml"
PRACTISE = "::: practise p1 question=practice/forms/first\n:::\n\n"


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    tree = build_tree(tmp_path)
    tree.write(FORMS, FILE.read_text(encoding="utf-8").replace("F-SCH-12", "F-CLIN-1"))
    tree.change_lessons("::: check c1", f"{PRACTISE}::: check c1")
    return tree


def test_a_form_and_the_lesson_that_uses_it_are_in_order(tree: Tree) -> None:
    assert tree.problems() == []
    lesson = read_library(tree.root).courses[0].lessons[0]
    assert [(block.name, block.question) for block in lesson.practices] == [("p1", "practice/forms/first")]


# A change, the line of the fault counted from it, the words.
SPOILED = [
    ("  - key: threshold", "  - key: urgency", -1, "the field `threshold` is missing"),
    ("    - key: discuss", "    - key: later", -8, "the options of `threshold` are now, same-day, discuss"),
    ("      right: true", "      right: false", -4, "a single choice has one right option, not 0"),
    ("    - key: summary", "    - key: verbatim", -1, "the option key `verbatim` stands 2 times"),
    ("  - key: words", "  - key: threshold", -14, "the field key `threshold` stands 2 times"),
    ("      right: true", "      weight: 1", 0, "no `weight`"),
    ("    label: {kk: Баланың сөзі, ", "    label: {", 0, "the key `label.kk` is missing"),
    ("  type: referral", "  type: single", 7, "the type `single` has `options` and no `fields`"),
    ("  fields:", "  options: []\n  fields:", 0, "the type `referral` has `fields` and no `options`"),
]


@pytest.mark.parametrize(("old", "new", "offset", "words"), SPOILED)
def test_a_fault_of_a_form_is_told_with_its_line(tree: Tree, old: str, new: str, offset: int, words: str) -> None:
    line = tree.change(FORMS, old, new)
    found = tree.problems()
    assert any(problem.startswith(f"{FORMS}:{line + offset}: ") and words in problem for problem in found), found


def test_a_choice_without_options_is_told(tree: Tree) -> None:
    text = (tree.root / BANK).read_text(encoding="utf-8")
    start, end = text.index("  options:"), text.index("- id: q2")
    tree.write(BANK, text[:start] + text[end:])
    assert any("the key `options` is missing" in problem for problem in tree.problems())


@pytest.mark.parametrize("language", ["kk", "en"])
def test_a_question_that_is_in_no_bank_is_told_with_file_and_line(tree: Tree, language: str) -> None:
    line = tree.change(f"{LESSON}.{language}.md", "practice/forms/first", "practice/forms/third")
    expected = f"{LESSON}.{language}.md:{line}: there is no question `practice/forms/third` in question_banks/"
    assert expected in tree.problems()


def test_a_question_of_a_test_is_not_practised(tree: Tree) -> None:
    tree.change_lessons("practice/forms/first", "first-steps/signs/q1")
    assert sum("is asked in a test" in problem for problem in tree.problems()) == 3


def test_languages_practise_the_same(tree: Tree) -> None:
    tree.change(f"{LESSON}.kk.md", "practise p1 ", "practise p2 ")
    assert any("headings and directives differ" in problem for problem in tree.problems())


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (PRACTISE, "::: practise c9 question=practice/forms/first\n:::\n\n", "write `::: practise p1 question="),
        (PRACTISE, PRACTISE.replace("\n:::", "\nMore.\n:::", 1), "leave it empty"),
        (PRACTISE, PRACTISE + PRACTISE, "the question `p1` stands twice in this lesson"),
    ],
)
def test_a_directive_written_otherwise_is_told(tree: Tree, old: str, new: str, words: str) -> None:
    tree.change_lessons(old, new)
    assert any(words in problem for problem in tree.problems()), tree.problems()
