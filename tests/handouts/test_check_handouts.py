"""What the checker says of handouts before anything is loaded."""

from pathlib import Path

import pytest

from tests.content.tree import LESSON, Tree
from tests.handouts.one_page import AID, build_tree_with_aid


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return build_tree_with_aid(tmp_path)


def test_a_handout_in_three_languages_is_in_order(tree):
    assert tree.problems() == []


def test_a_heading_needs_no_anchor_and_a_text_no_length(tree):
    for language in ("kk", "ru", "en"):
        tree.change(f"{AID}.{language}.md", "## Ask\n", "## Ask\n\n### And again\n")
    assert tree.problems() == []


def change_all(tree: Tree, old: str, new: str) -> int:
    return [tree.change(f"{AID}.{language}.md", old, new) for language in ("kk", "ru", "en")][-1]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("::: awaits clinical", '::: case "A child"', "unknown directive `case`; known are awaits, callout"),
        ("::: awaits clinical", "::: check c1 outcome=o1-signs", "unknown directive `check`"),
        ("Ear", "☐ Ear", "the sign ☐ (U+2610) cannot be printed: our font lacks it"),
        ("kind: aid", "kind: poster", "`kind` must be 'aid', 'briefing' or 'parents', not `poster`"),
        ("[o1-signs]", "[o2-forms]", "`o2-forms` is not among the `outcomes` of the course"),
        (" [F-CLIN-1].", ".", "the source F-CLIN-1 is cited nowhere in this text"),
    ],
)
def test_a_fault_is_told_with_its_line(tree, old, new, message):
    line = change_all(tree, old, new)
    assert [problem for problem in tree.problems() if problem.startswith(f"{AID}.en.md:{line}: {message}")] or [
        problem for problem in tree.problems() if problem.startswith(f"{AID}.en.md:") and message in problem
    ]


def test_what_waits_for_a_clinician_is_said_beside_it(tree):
    change_all(tree, "::: awaits clinical", "::: awaits legal")
    assert any("put `::: awaits clinical` beside the sentence" in problem for problem in tree.problems())


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("kind: aid", "kind: parents", "`kind` is not the same as in one-page.en.md"),
        ("## Ask", "### Ask", "headings and directives differ from one-page.en.md"),
        ("| Where? | Ear |", "| Where? | Ear |\n| When? | Now |", "the section `1` has 4 table rows"),
    ],
)
def test_the_languages_are_compared(tree, old, new, message):
    tree.change(f"{AID}.ru.md", old, new)
    assert [problem for problem in tree.problems() if problem.startswith(f"{AID}.ru.md") and message in problem]


def test_a_missing_language_is_told(tree):
    (tree.root / f"{AID}.kk.md").unlink()
    assert tree.problems() == [f"{AID}.kk.md:1: this translation of the handout is missing"]


def test_an_unexpected_file_is_not_passed_over(tree):
    tree.write("courses/first-steps/handouts/poster.pdf", "text\n")
    assert tree.problems() == [
        "courses/first-steps/handouts/poster.pdf:1: unexpected here: handouts are named name.<language>.md"
    ]


def test_the_id_of_a_lesson_is_not_free_for_a_handout(tree):
    change_all(tree, "id: first-steps/one-page", "id: first-steps/bruises")
    assert any("the id `first-steps/bruises` is taken by" in problem for problem in tree.problems())


def test_a_card_in_a_lesson_leads_to_a_handout_of_the_course(tree):
    tree.change_lessons("They called.", 'They called.\n\n::: download one-page "One page, A4"\n:::')
    assert tree.problems() == []
    tree.change_lessons("::: download one-page", "::: download two-pages")
    text = (tree.root / f"{LESSON}.en.md").read_text(encoding="utf-8").split("\n")
    line = next(number for number, words in enumerate(text, start=1) if words.startswith("::: download"))
    assert f"{LESSON}.en.md:{line}: there is no handout `two-pages` in this course" in tree.problems()


def test_a_card_has_an_empty_body(tree):
    tree.change_lessons("They called.", 'They called.\n\n::: download one-page "One page, A4"\nWords.\n:::')
    assert any("filled from the handout; leave it empty" in problem for problem in tree.problems())
