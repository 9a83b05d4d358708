"""Every fault an author can make is told with its file and line, and all of them at once."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tanu.content.walk import Library, read_library
from tests.content.tree import BANK, COURSE, FIGURE, LESSON, SOURCES, Tree, build_tree

EN = f"{LESSON}.en.md"
KK = f"{LESSON}.kk.md"


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return build_tree(tmp_path)


def test_a_valid_tree_has_no_problems(tree: Tree) -> None:
    assert tree.problems() == []


# A change to one file, and what must be said about it: the path, the line of the change plus an offset, the words.
SPOILED = [
    # front matter and YAML
    (EN, "---\nid:", "id:", 0, "must begin with a line `---`"),
    (EN, "---\n\n:::", "\n:::", None, "front matter is not closed"),
    (EN, "minutes: 10", "minutes: ten", 0, "`minutes`: a whole number is expected"),
    (EN, "minutes: 10", "minuets: 10", 0, "unknown key `minuets`"),
    (EN, "minutes: 10\n", "", None, "the key `minutes` is missing"),
    (EN, "minutes: 10", "minutes: 10\nminutes: 12", 1, "the key `minutes` stands here twice"),
    (EN, "minutes: 10", "on: 10", 0, "must not be called `on`"),
    (EN, "title: Bruises", "title: Bruises: a start", 0, "must stand in 'single quotes'"),
    (EN, "title: Bruises", "title: &a Bruises", 0, "the anchor &a is not allowed"),
    (EN, "title: Bruises", "title: <b>Bruises</b>", 0, "raw HTML is not allowed: <b>"),
    (EN, "edition: 2026-11-21", "edition: soon", 0, "`edition`: a date is expected"),
    (EN, "lang: en", "lang: kk", 0, "stands in a file whose name says `en`"),
    (EN, "clinical: {state: awaiting}", "clinical: {state: fine}", 0, "must be 'draft', 'awaiting'"),
    (EN, "clinical: {state: awaiting}", "clinical: {state: awaiting, by: A doctor}", 0, "only with `approved`"),
    (EN, "clinical: {state: awaiting}", "clinical: {state: approved, by: A doctor}", 0, "needs `by`"),
    (COURSE, "hours: 6", "hours: 6\nlength: 2", 1, "unknown key `length`"),
    (COURSE, "  pass: 2", "  pass: 3", 0, "cannot be reached"),
    (COURSE, "  bank: first-steps", "  bank: last-steps", 0, "there is no folder question_banks/last-steps"),
    (COURSE, "  draw: 2", "  draw: 3", None, "`o1-signs` has 2 questions in the bank; the test draws 3"),
    (COURSE, "test: final-test", "test: another", 0, "there is no test `another`"),
    (COURSE, "- id: 01-signs", "- id: 01-other", 0, "the folder `01-other` with its lessons is missing"),
    (COURSE, "audience: [health, school]", "audience: [school]", None, "`health` is not among the `audience`"),
    (COURSE, "audience: [health, school]", "audience: [health, nurse]", 0, "the audience `nurse` is not known"),
    # prose and directives
    (EN, "They called.", "They <script>alert(1)</script> called.", 0, "raw HTML is not allowed: <script>"),
    (EN, "They called.", "They [called](javascript:alert(1)).", 0, "a link must be https:"),
    (EN, "They called.", "They [called](#nowhere).", 0, "there is no anchor {#nowhere}"),
    (EN, "They called.", "They [called](02-other.en.md).", 0, "dead link: there is no file 02-other.en.md"),
    (EN, "They called.", "They [called](../../../../x.md).", 0, "dead link"),
    (EN, "They called.", "They [called](/ru/courses).", 0, "not from the root"),
    (EN, "They called.", "They called [F-CLIN-2].", 0, "F-CLIN-2 is cited but not listed"),
    (EN, "They called.", "They called [F-CLIN-1, F-CLIN-2].", 0, "each fact stands in brackets of its own"),
    (EN, "They called.", ":::", 0, "`:::` closes nothing"),
    (EN, "says little [F-CLIN-1]", "says little", None, "the source F-CLIN-1 is cited nowhere in this text"),
    (EN, "## Back {#back}", "## Back", 0, "needs its anchor at the end"),
    (EN, "## Back {#back}", "## Back {#end}", None, "need the anchors idea, see, do, back, next"),
    (EN, "They called.", "They called.\n\n### More {#see}\n", 2, "{#see} stands twice in this text"),
    (EN, "::: local officer\n:::", "::: local officer\nCall 102.\n:::", 1, "leave it empty"),
    (EN, "::: local officer", "::: local office", 0, "write `::: local intake|officer|helplines`"),
    (EN, "::: local officer", "::: card officer", 0, "unknown directive `card`"),
    (EN, "::: awaits clinical", "::: awaits medical", 0, "write `::: awaits legal|clinical|language`"),
    (EN, "outcome=o1-signs", "outcom=o1-signs", 0, "write `::: check c1 outcome="),
    (EN, "outcome=o1-signs", "outcome=o9-other", 0, "`o9-other` is not among the lesson's outcomes"),
    (EN, "Not confirmed.\n:::", "Not confirmed.\n", 3, "inside `awaits` of line"),
    (EN, "Not confirmed.", "::: local intake", 0, "directives do not nest"),
    (EN, "Nine o'clock.", "", -1, "the directive is empty"),
    (EN, "On Monday at ten, whom", '::: case "x"\nOn', 0, "the directive `case` is not closed"),
    (EN, "alt: A child.\n", "", -1, "needs an alternative text"),
    (EN, "alt: A child.", "alt:", -1, "needs an alternative text"),
    (EN, "caption: Circles.", "note: Circles.", 0, "the lines `alt:` and `caption:`"),
    (EN, "figures/child.svg", "figures/nobody.svg", 0, "there is no figure media/figures/nobody.svg"),
    (EN, "  > Yes.\n", "", -1, "the option `b` has no feedback"),
    (EN, "- [x] b", "- [x] a", 0, "the option key `a` is taken"),
    (EN, "- [ ] a", "- [x] a", None, "one option is right, not 2"),
    (EN, "- [x] b", "- [ ] b", None, "one option is right, not 0"),
    (EN, "- [x] b | Call.", "* [x] b Call.", 0, "write an option as `- [ ] a | text`"),
    # parity
    (KK, "minutes: 10", "minutes: 12", 0, "`minutes` is not the same as in 01-bruises.en.md"),
    (KK, "- See.", "- See.\n- Say.", -1, "`objectives` has 2 entries"),
    (KK, "{fact: F-CLIN-1,", "{fact: F-CLIN-2,", -1, "does not list the same facts"),
    (KK, "legal: {state: not-needed}", "legal: {state: awaiting}", 0, "the legal review is not the same"),
    (KK, "- [ ] a", "- [ ] c", -3, "the option keys of `c1` differ"),
    (KK, "::: local officer\n:::", "", 2, "here `::: awaits clinical`, there `::: local officer`"),
    (KK, "::: awaits clinical", "::: awaits legal", 0, "here `::: awaits legal`, there `::: awaits clinical`"),
    (KK, "| Where? | Ear |", "| Where? | Ear |\n| When? | Now |", -4, "`see` has 4 table rows"),
    (KK, "says little [F-CLIN-1]", "says little", -2, "`idea` does not cite F-CLIN-1"),
    (KK, "They called.", "They called [F-CLIN-1].", -2, "`back` cites F-CLIN-1"),
    (KK, "## Back {#back}", "## Back {#back}\n\n### More {#more}", 2, "here `### {#more}`, there `## {#next}`"),
    # banks
    (BANK, "type: single", "type: essay", -1, "the question type `essay` is not known"),
    (BANK, "right: true", "right: false", None, "one right option, not 0"),
    (BANK, "right: true", "right: true\n    weight: 1", 1, "no `weight`"),
    (BANK, "right: true", "wright: true", 0, "unknown key `wright`"),
    (BANK, "key: b", "key: a", None, "the option key `a` stands 2 times"),
    (BANK, "id: q2", "id: q1", 0, "`q1` is taken in this bank"),
    (BANK, "outcome: o1-signs", "outcome: o2-other", 0, "`o2-other` is not among the bank's outcomes"),
    (
        BANK,
        "facts: [F-CLIN-1, F-CLIN-2]",
        "facts: [F-CLIN-1, F-CLIN-7]",
        None,
        "F-CLIN-7 is not in courses/sources.yaml",
    ),
    (BANK, "stem: {kk: A nurse sees a bruise. kk, ", "stem: {", 0, "the key `stem.kk` is missing"),
    (BANK, "text: {kk: Wait kk, ru: Wait ru", "text: {kk: Wait kk, ru: ''", 0, "`text.ru`: the text is empty"),
    (BANK, "{kk: Kind kk", "{kk: Kind <img src=x onerror=alert(1)>", 0, "raw HTML is not allowed: <img"),
    # register and figures
    (SOURCES, "F-CLIN-2:", "F-CLIN-9:", 0, "the fact F-CLIN-9 is cited nowhere"),
    (SOURCES, "F-CLIN-2:", "F-CLIN-9:", None, "the fact F-CLIN-2 is not in courses/sources.yaml"),
    (SOURCES, "status: read", "status: seen", 0, "must be 'read', 'memory' or 'seed'"),
    (SOURCES, "F-CLIN-1:", "fact-1:", 0, "facts as F-CLIN-19"),
    (FIGURE, '<path d="M1 1h2"/>', "<script>alert(1)</script>", 0, "<script> is not allowed"),
    (FIGURE, '<path d="M1 1h2"/>', "<text>Ear</text>", 0, "no words inside the picture"),
    (FIGURE, "</svg>\n", "", 0, "this is not XML"),
    ("media/credits.yaml", "figures/child", "figures/other", 0, "there is no figure figures/other.svg"),
    ("media/credits.yaml", "figures/child", "figures/other", None, "the figure has no entry in media/credits.yaml"),
]


@pytest.mark.parametrize(("path", "old", "new", "offset", "words"), SPOILED)
def test_a_fault_is_told_with_its_file_and_line(
    tree: Tree, path: str, old: str, new: str, offset: int | None, words: str
) -> None:
    line = tree.change(path, old, new)
    found = tree.problems()
    if offset is None:
        assert any(words in problem for problem in found), found
    else:
        assert any(problem.startswith(f"{path}:{line + offset}: ") and words in problem for problem in found), found


def test_a_lesson_is_read_once_for_all_languages_and_in_order(tree: Tree) -> None:
    lesson = read_library(tree.root).courses[0].lessons[0]
    assert (lesson.id, lesson.module, lesson.order, lesson.name) == ("first-steps/bruises", "01-signs", 1, "bruises")
    assert list(lesson.prose) == ["kk", "ru", "en"]
    assert [(block.line, block.section, type(block).__name__) for block in lesson.prose["ru"].blocks] == [
        (22, "", "Case"),
        (26, "idea", "Prose"),
        (32, "see", "Prose"),
        (38, "see", "Figure"),
        (43, "do", "Prose"),
        (47, "do", "Local"),
        (50, "do", "Awaits"),
        (54, "do", "Check"),
        (63, "back", "Prose"),
        (67, "next", "Prose"),
    ]
    assert [(option.key, option.right, option.feedback) for option in lesson.checks[0].options] == [
        ("a", False, "Waiting feels fair."),
        ("b", True, "Yes."),
    ]


def test_a_right_mark_that_differs_between_languages_is_told(tree: Tree) -> None:
    tree.change(KK, "- [ ] a", "- [x] a")
    line = tree.change(KK, "- [x] b", "- [ ] b")
    assert f"{KK}:{line}: option `b` is marked otherwise than in 01-bruises.en.md" in tree.problems()


def test_a_missing_translation_is_named(tree: Tree) -> None:
    (tree.root / f"{LESSON}.ru.md").unlink()
    assert f"{LESSON}.ru.md:1: this translation of the lesson is missing" in tree.problems()


def test_a_file_in_another_encoding_is_told_with_its_line(tree: Tree) -> None:
    line = tree.change(f"{LESSON}.ru.md", "They called.", "Они позвонили.")
    tree.rewrite(f"{LESSON}.ru.md", lambda raw: raw.decode().encode("cp1251"))
    assert any(p.startswith(f"{LESSON}.ru.md:{line}: the file is not in UTF-8") for p in tree.problems())


def test_a_huge_file_is_not_read(tree: Tree) -> None:
    tree.rewrite(BANK, lambda raw: raw + b"#" * 1_000_000)
    assert any(p.startswith(f"{BANK}:1: the file has 1,00") for p in tree.problems())


@pytest.mark.parametrize("words", [30, 1200])
def test_a_lesson_is_neither_a_note_nor_a_book(tree: Tree, words: int) -> None:
    tree.change(EN, "word " * 450, "word " * words)
    assert any("words outside directives; a lesson in `en` has 400 to 900" in problem for problem in tree.problems())


def test_several_right_answers_share_the_mark(tree: Tree) -> None:
    tree.change_lessons("outcome=o1-signs", "outcome=o1-signs several")
    tree.change_lessons("  > Yes.\n", "  > Yes.\n- [x] c | Write.\n  > Yes, that too.\n")
    library = read_library(tree.root)
    assert list(library.problems) == []
    check = library.courses[0].lessons[0].checks[0]
    assert check.weights() == {"a": -0.5, "b": 0.5, "c": 0.5}


def test_a_flagged_fact_says_that_it_awaits_review(tree: Tree) -> None:
    line = tree.change(SOURCES, "flags: [CLIN]", "flags: [LAW]")
    assert line == 6
    assert [problem.split(": ", 1)[1] for problem in tree.problems()] == [
        "F-CLIN-1 must be checked by a lawyer: put `::: awaits legal` beside the sentence",
        "F-CLIN-1 must be checked by a lawyer, so the legal review cannot be `not-needed`",
        "F-CLIN-1 must be checked by a lawyer: the question needs `awaits: [legal]`",
        "F-CLIN-1 must be checked by a lawyer: the question needs `awaits: [legal]`",
    ]


def test_weights_of_several_right_options_make_one(tree: Tree) -> None:
    tree.change(BANK, "type: single", "type: several")
    tree.change(BANK, "    right: true\n", "    weight: 0.9\n")
    tree.change(BANK, "Wait en}\n", "Wait en}\n    weight: -1\n")
    assert [problem for problem in tree.problems() if "the right options make 0.9; they must make 1" in problem]
    tree.change(BANK, "weight: 0.9", "weight: 1")
    assert tree.problems() == []


@pytest.mark.parametrize(
    "path",
    [
        "courses/first-steps/notes.txt",
        "courses/first-steps/01-signs/01-bruises.de.md",
        "courses/first-steps/01-signs/draft.md",
        "courses/readme.md",
        "courses/First_Steps/course.md",
        "question_banks/first-steps/signs.yml",
        "question_banks/list.yaml",
        "media/figures/photo.jpg",
        "media/figures/old/child.svg",
    ],
)
def test_an_unexpected_file_is_not_passed_over(tree: Tree, path: str) -> None:
    tree.write(path, "text\n")
    assert any(path.startswith(problem.split(":")[0]) for problem in tree.problems()), tree.problems()


def test_an_id_belongs_to_one_item(tree: Tree) -> None:
    tree.write("question_banks/first-steps/more.yaml", (tree.root / BANK).read_text())
    found = tree.problems()
    assert any("the id `first-steps/signs` is taken by" in problem for problem in found)
    assert any("the id `q1` is taken by" in problem for problem in found)


def test_two_lessons_cannot_share_a_number(tree: Tree) -> None:
    for language in ("kk", "ru", "en"):
        text = (tree.root / f"{LESSON}.{language}.md").read_text()
        tree.write(f"courses/first-steps/01-signs/01-burns.{language}.md", text.replace("steps/bruises", "steps/burns"))
    assert any("the number 01 is taken in this module by `bruises`" in problem for problem in tree.problems())


def test_an_empty_root_is_told_kindly(tmp_path: Path) -> None:
    found = [str(problem) for problem in read_library(tmp_path).problems]
    assert "courses:1: the folder is missing" in found
    assert "courses/sources.yaml:1: the register of facts is missing" in found


def test_the_command_tells_every_problem_at_once_and_fails(tree: Tree) -> None:
    tree.change(EN, "minutes: 10", "minutes: ten")
    tree.change(BANK, "right: true", "right: false")
    tree.change(FIGURE, "<path", "<use")
    out = StringIO()
    with pytest.raises(CommandError) as error:
        call_command("check_content", root=tree.root, stdout=out)
    assert error.value.returncode == 1
    places = [line.split(": ")[0] for line in out.getvalue().splitlines()]
    assert f"{EN}:5" in places
    assert f"{FIGURE}:2" in places
    assert any(place.startswith(BANK) for place in places)


def test_the_command_counts_what_is_in_order(tree: Tree) -> None:
    out = StringIO()
    call_command("check_content", root=tree.root, stdout=out)
    assert out.getvalue().strip() == (
        "Content is in order: 1 courses, 1 lessons, 0 cases, 2 questions in 1 files, 1 figures, 2 facts."
    )


def test_what_is_shipped_is_in_order(library: Library) -> None:
    assert [str(problem) for problem in library.problems] == []
