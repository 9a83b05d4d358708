"""Files of a case: what is written is read again, and what is wrong is told with its line, all of it at once."""

import json
import re
import time
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from hypothesis import HealthCheck, assume, given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from tanu.case_studies.files import NAMES, read_case, read_texts
from tanu.case_studies.models import Case
from tanu.case_studies.specs import MOST_SCENES, CaseSpec
from tanu.case_studies.validation import problems_of
from tanu.case_studies.writing import FOLDER, case_texts
from tanu.content.loading import ContentRefused, load_library
from tanu.lib.places import Problems
from tests.case_studies.cases import graph, spec, words_for
from tests.case_studies.files import GRAPH, read, spoil, texts_of
from tests.case_studies.graphs import graphs
from tests.content.tree import Tree, build_tree

EN, KK = "prose.en.md", "prose.kk.md"
LETTER = {"kind": "found", "what": "letter", "title": "From the bag", "text": "Dear mother", "alt": ""}
FIGURE = {"kind": "figure", "what": "figures/child.svg", "title": "", "text": "Circles.", "alt": "A child."}
SAYS = {"kind": "says", "what": "ainur", "title": "", "text": '"Will you tell?"', "alt": ""}
FORM = {
    "id": "form",
    "kind": "must-visit",
    "form": {
        "enough": 2,
        "fields": {
            "threshold": {"options": ["now", "same-day", "discuss"], "right": "now"},
            "child": {"options": ["full", "short"], "right": "full"},
        },
    },
    "choices": [
        {"id": "right", "to": "safe", "critical": "called", "expert": True, "threshold": "now"},
        {"id": "wrong", "to": "late", "tempting": True, "set": {"burden": 0}},
    ],
}


def rich() -> tuple[CaseSpec, dict[str, Any]]:
    """The small case with a form, a remark, a refusal, a letter, a figure and somebody who speaks."""
    said = graph(remarks=[{"id": "slow", "when": "seconds > 900 or missed >= 1"}])
    said["scenes"].insert(2, deepcopy(FORM))
    talk = said["scenes"][1]
    talk["choices"][0] |= {"to": "form", "critical": []}
    talk["rules"].append({"when": "not visited desk", "choice": "wait", "refuse": "not-yet"})
    case = CaseSpec.model_validate(said, strict=False)
    words = words_for(case)
    for language in words:
        words[language]["scenes"]["desk"]["blocks"] += [dict(LETTER), dict(FIGURE), dict(SAYS)]
    return case, words


def by_name(texts: dict[str, str]) -> dict[str, str]:
    return {path.rpartition("/")[2]: text for path, text in texts.items()}


@given(graphs())
@hypothesis(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_graph_and_its_words_are_read_as_they_were_written(said: dict[str, Any]) -> None:
    case = CaseSpec.model_validate(said, strict=False)
    words = words_for(case)
    texts = case_texts(case, words)
    file, _ = read(by_name(texts), case.id)
    assert file is not None
    assert (file.spec, file.words) == (case, words)
    assert case_texts(file.spec, file.words) == texts


def test_forms_remarks_papers_and_figures_are_read_as_they_were_written() -> None:
    case, words = rich()
    texts = case_texts(case, words)
    file, _ = read(by_name(texts))
    assert file is not None
    assert (file.spec, file.words) == (case, words)
    assert case_texts(file.spec, file.words) == texts


# A text, and where it stands in the words of a language.
SLOTS = [
    ("front", "title"),
    ("front", "intro"),
    ("front", "people", "ainur"),
    ("scenes", "desk", "heading"),
    *[("scenes", "desk", "blocks", number, "text") for number in range(4)],
    ("scenes", "desk", "blocks", 1, "title"),
    ("scenes", "desk", "blocks", 2, "alt"),
    ("scenes", "desk", "choices", "promise", "text"),
    ("scenes", "desk", "choices", "promise", "feedback"),
    ("scenes", "talk", "additions", "silent", "text"),
    ("scenes", "talk", "refusals", "not-yet", "text"),
    ("scenes", "form", "labels", "child", "text"),
    ("notes", "debrief", "called", "text"),
    ("notes", "facilitator", "close", "text"),
]
LONG = {slot for slot in SLOTS if slot[0] == "front" or slot[2:] in [("blocks", n, "text") for n in (0, 1, 3)]}
PIECES = ["- a | b", "  > c", "::: says ainur", ":::", "## desk | x", "alt: y", "caption: z"]
SIGNS = ['"', "'", ": ", "|", "# ", "\n", "\n\n", "қ", "**", "[F-SCH-06]", "word ", "-", "> ", "\x85", "\u2028"]
texts = st.one_of(
    st.text(max_size=30),
    st.lists(st.sampled_from([*PIECES, *SIGNS]), max_size=5).map("".join),
)


@given(st.sampled_from(SLOTS), texts)
@hypothesis(max_examples=100, deadline=None)
def test_whatever_an_editor_writes_is_kept_or_refused_but_never_changed(slot: tuple[str | int, ...], text: str) -> None:
    case, words = rich()
    assume(text.strip() or "blocks" not in slot)  # An empty paragraph leaves no trace.
    place: Any = words["en"]
    for key in slot[:-1]:
        place = place[key]
    place[slot[-1]] = text.strip()
    file, problems = read(by_name(case_texts(case, words)))
    if not [problem for problem in problems if problem.path.endswith(EN)]:
        assert file is not None
        if slot not in LONG:
            place[slot[-1]] = re.sub(r"\s*\n\s*", " ", text.strip())
        assert file.words["en"] == words["en"]


def test_after_the_bell_stands_as_it_would_be_written() -> None:
    folder = Path(settings.CONTENT_ROOT) / FOLDER / "after-the-bell"
    problems = Problems(folder.parent)
    file = read_case(folder, problems)
    assert file is not None
    assert list(problems) == []
    written = by_name(case_texts(file.spec, file.words))
    assert written == {name: (folder / name).read_text(encoding="utf-8") for name in NAMES}


# In the English prose: what is written instead of what, the line of the fault from there, and what is said.
SPOILED = [
    ("title: title (en)", "title: title (en)\nsubtitle: x", 1, "unknown key `subtitle`"),
    ("title: title (en)\n", "", None, "the key `title` is missing"),
    ("lang: en", "lang: ru", 0, "the file's name says another language"),
    ("intro: intro (en)", "intro: <script>alert(1)</script>", 0, "raw HTML is not allowed: <script>"),
    ("  gulnar: gulnar (en)\n", "", None, "`gulnar` is missing here"),
    ("  gulnar: gulnar (en)", "  gulnar: gulnar (en)\n  anna: Anna", None, "`anna` does not stand in case.yaml"),
    ("This is desk (en)", "This is <script>alert(1)</script>", 0, "raw HTML is not allowed: <script>"),
    ("This is desk (en)", "One.\n\nTwo <b onclick=x>.", 2, "raw HTML is not allowed: <b onclick=x>"),
    ("This is desk (en)", "[Here](javascript:alert(1))", 0, "a link must be https:"),
    ("This is desk (en)", "![x](y.png)", 0, "pictures come only by the figure directive"),
    ("This is desk (en)", "", -2, "the scene `desk` has no text"),
    ("## desk | desk (en)", "## desk | <img src=x>", 0, "raw HTML is not allowed: <img src=x>"),
    ("## desk | desk (en)", "## desk", 0, "a scene needs a heading"),
    ("## desk | desk (en)", "## Desk", 0, "a heading is `## scene | Heading`"),
    ("## talk | talk (en)", "## desk | again", 0, "the section `desk` stands twice"),
    ("## monday | monday (en)", "## tuesday | tuesday (en)", None, "`monday` is missing here"),
    ("promise | promise (en)", "promise | <svg/onload=x>", 0, "raw HTML is not allowed: <svg/onload=x>"),
    ("  > about promise (en)", "  > <iframe>", 0, "raw HTML is not allowed: <iframe>"),
    ("  > about promise (en)\n", "", -1, "`promise` has no feedback"),
    ("  > about promise (en)", "  > one\n  > two", 1, "feedback stands below the choice that it is about, once"),
    ("- promise | promise (en)", "- promise |promise (en)", 0, "after the id stand a space, a bar"),
    ("- promise | promise (en)", "- promise | \u00a0", 0, "`promise` has no text"),
    ("- promise | promise (en)", "- vow | promise (en)", None, "`promise` is missing here"),
    ("- listen | listen (en)", "- promise | again", 0, "`promise` stands twice"),
    ("- listen | listen (en)", "Words between.\n- listen | listen (en)", 0, "this text belongs to no scene"),
    ("+ silent | silent (en)\n", "", None, "`silent` is missing here"),
    ("This is desk (en)", "::: says ainur\nHow long?", 0, "the block is not closed"),
    ("This is desk (en)", "::: says anna\nHow long?\n:::", 1, "`anna` is none of the `people`"),
    ("This is desk (en)", "::: shouts ainur\nHow long?\n:::", 0, "a block is `::: says person`"),
    ("This is desk (en)", "::: says ainur\n:::", 0, "the block is empty"),
    ("This is desk (en)", '::: found diary "Hers"\nWords.\n:::', 0, "what is found has a kind"),
    ("This is desk (en)", "::: found letter\nWords.\n:::", 0, "what is found has a kind"),
    ("This is desk (en)", '::: found letter "<b>"\nWords.\n:::', 0, "raw HTML is not allowed: <b>"),
    ("This is desk (en)", "::: figure figures/a.svg\nalt: A child.\n:::", 0, "a figure has the lines"),
    ("This is desk (en)", "::: figure figures/a.svg\nalt: A\ncaption: B\nlost\n:::", 0, "a figure has the lines"),
    ("This is desk (en)", "::: says ainur\nHow long?\n:::", -2, "`desk` has other blocks than in the other languages"),
    ("**Verdict: safe.**", "Verdict: safe.", None, "an ending closes with its verdict"),
    ("(en) [F-SCH-06]\n", "(en)\n", 0, "cites other facts than the score"),
    ("(en) [F-SCH-06]", "(en) [F-SCH-06] [F-REF-01]", 0, "F-REF-01 is not among the `facts`"),
    ("(en) [F-SCH-06]", "(en) [F-SCH-06, F-REF-01]", 0, "each fact stands in brackets of its own"),
    ("- purpose | purpose (en)\n", "", None, "`purpose` is missing here"),
    ("- discuss-3 | discuss-3 (en)\n", "", None, "at least 3 questions"),
    ("- close | close (en)", "- close | close (en)\n- more | more", 1, "`more` does not belong here"),
    ("## debrief", "+ no | where\n## debrief", 0, "does not stand in case.yaml"),
    ("---\n\n## desk", "\n## desk", None, "the front matter is not closed"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "offset", "said"), SPOILED)
def test_each_fault_of_the_words_is_told_with_its_line(old: str, new: str, offset: int | None, said: str) -> None:
    texts = texts_of()
    line = spoil(texts, EN, old, new)
    problems = read(texts)[1]
    found = [problem for problem in problems if said in problem.message and problem.path.endswith(EN)]
    assert found, [*map(str, problems)]
    if offset is not None:
        assert line + offset in [problem.line for problem in found], [*map(str, found)]


def test_scenes_stand_in_the_order_of_the_graph() -> None:
    texts = texts_of()
    body = texts[EN]
    late, lost = body.index("## late"), body.index("## lost")
    texts[EN] = body[:late] + body[lost : body.index("## debrief")] + body[late:lost] + body[body.index("## debrief") :]
    assert "the order is another than in case.yaml" in read(texts)[1][0].message


HOSTILE = [
    ("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b, *b]\n", "the anchor &a is not allowed"),
    ("id: !!python/object/apply:os.system ['true']\n", "the tag !!python/object/apply:os.system is not allowed"),
    ("id: " + "[" * 5_000, "levels of nesting"),
    ("scenes: " + "{a: " * 5_000, "levels of nesting"),
    ("", "a mapping of keys to values is expected"),
    ("- one\n- two\n", "a mapping of keys to values is expected"),
    ("id: two-doors\nid: two-doors\n", "stands here twice"),
    ("id: two-doors\n--- \nid: more\n", "a second document begins here"),
    ("id: 'two-doors\n", "never closed"),
]


@pytest.mark.parametrize(("text", "said"), HOSTILE)
def test_hostile_yaml_is_refused_in_a_sentence(text: str, said: str) -> None:
    file, problems = read({**texts_of(), GRAPH: text})
    assert file is None
    assert any(said in problem.message for problem in problems), [*map(str, problems)]


def test_ten_thousand_scenes_are_refused_at_once_and_in_one_sentence() -> None:
    texts = texts_of()
    scenes = "".join(f"\n- {{id: s{n}, kind: normal, choices: [{{id: a, to: s{n + 1}}}]}}" for n in range(10_000))
    texts[GRAPH] = texts[GRAPH].partition("\n- id: desk")[0] + scenes + "\n"
    begun = time.process_time()
    file, problems = read(texts)
    assert time.process_time() - begun < 5
    assert file is None
    assert [problem.message for problem in problems] == [
        f"`scenes`: a case has at most {MOST_SCENES} scenes, this one has 10000"
    ]


def test_faults_in_all_four_files_are_told_at_once(tmp_path: Path) -> None:
    texts = texts_of()
    spoil(texts, GRAPH, "minutes: 15", "minutes: soon")
    spoil(texts, EN, "This is desk (en)", "<b>")
    del texts[KK]
    folder = tmp_path / "two-doors"
    folder.mkdir()
    for name, text in {**texts, "notes.txt": "Mine."}.items():
        (folder / name).write_text(text, encoding="utf-8")
    problems = Problems(tmp_path)
    assert read_case(folder, problems) is None
    said = {problem.path.rpartition("/")[2]: problem.message for problem in problems}
    assert said.keys() == {GRAPH, EN, KK, "notes.txt"}
    assert "the file cannot be read" in said[KK]
    assert "unexpected here" in said["notes.txt"]


def test_the_folder_has_the_name_of_the_case() -> None:
    assert "the folder is called `other`" in read(texts_of(), "other")[1][0].message


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    """A small tree of content with the small case in it."""
    tree = build_tree(tmp_path)
    said = graph(instead="first-steps/bruises", outcomes=["o1-signs"])
    case = CaseSpec.model_validate(json.loads(json.dumps(said).replace("F-SCH-06", "F-CLIN-1")), strict=False)
    for path, text in case_texts(case, words_for(case)).items():
        tree.write(path, text)
    return tree


def test_a_tree_with_a_case_has_no_problems(tree: Tree) -> None:
    assert tree.problems() == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("instead: first-steps/bruises", "instead: first-steps/other", "there is no lesson `first-steps/other`"),
        ("[o1-signs]", "[o9-other]", "`o9-other` is an outcome of no course"),
        ("facts: [F-CLIN-1]", "facts: [F-CLIN-1, F-CLIN-9]", "nothing in the case cites F-CLIN-9"),
    ],
)
def test_what_a_case_names_must_be_there(tree: Tree, old: str, new: str, said: str) -> None:
    line = tree.change("case_studies/two-doors/case.yaml", old, new)
    assert f"case_studies/two-doors/case.yaml:{line}: {said}" in tree.problems()


def test_one_fault_in_one_language_loads_nothing_at_all(tree: Tree, db: None) -> None:
    tree.change("case_studies/two-doors/prose.ru.md", "This is talk (ru)", "This is <script>talk</script>")
    before = set(Case.objects.values_list("key", "current"))
    with pytest.raises(ContentRefused) as refused:
        load_library(tree.root, is_whole=False)
    assert [problem.path for problem in refused.value.problems] == ["case_studies/two-doors/prose.ru.md"]
    assert set(Case.objects.values_list("key", "current")) == before


def test_a_sound_tree_is_loaded_and_the_second_time_changes_nothing(tree: Tree, db: None) -> None:
    load_library(tree.root, is_whole=False)
    assert Case.objects.get(key="two-doors").current is not None
    assert load_library(tree.root, is_whole=False) == []


def test_a_row_without_words_says_so(db: None) -> None:
    words = words_for(spec())
    del words["kk"]
    case = Case(key="two-doors", graph=graph(), words=words)
    assert [problem.message for problem in problems_of(case)] == ["the words of `kk` are missing"]


def test_a_case_that_cannot_be_read_is_none_with_a_reason() -> None:
    problems = Problems(Path(FOLDER))
    assert read_texts(Path(FOLDER) / "two-doors", {}, problems) is None
