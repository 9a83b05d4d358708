"""Cases as Twee: ours comes back as it was, and what was written elsewhere is never half taken."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from tanu.case_studies.files import CaseFile, read_case
from tanu.case_studies.twee import read_link, write_link
from tanu.case_studies.twee_reading import read_story
from tanu.case_studies.twee_writing import case_twee, not_shown
from tanu.case_studies.writing import case_texts
from tanu.lib.languages import LANGUAGES
from tanu.lib.places import Problems
from tests.case_studies.cases import publish, spec, words_for
from tests.case_studies.random_cases import cases

ROOT = Path(__file__).parents[2] / "case_studies"
FOREST = """:: StoryTitle
The forest

:: StoryData
{"ifid": "D674C58C-DEFA-4F70-B7A2-27742230C0FC", "start": "An overgrown path"}

:: Home
You are home.

:: An overgrown path [forest] {"position":"600,400"}
The path is dark.

[[Go home->Home]]
[[Into the cave<-Go on]]
[[Look|An overgrown path]]

:: Into the cave
A cave. [[Home]]
"""


@pytest.fixture(scope="module")
def bell() -> CaseFile:
    """After the bell, as shipped."""
    found = read_case(ROOT / "after-the-bell", Problems(ROOT))
    assert found
    return found


def read(text: str, language: str = "en"):
    """The story and what was said about it, each with its line."""
    said: list[tuple[int, str]] = []
    story = read_story(text, "forest", language, lambda line, words: said.append((line, words)))
    return story, said


def passage(text: str) -> str:
    return f":: Start\n{text}\n\n[[End]]\n\n:: End\nOver."


def prose(text: str) -> tuple[str, list[str]]:
    """What is taken of a passage, and the faults that name it."""
    story, said = read(passage(text))
    assert story
    taken = story.words["en"]["scenes"]["start"]["blocks"][0]["text"]
    return taken, [words for _, words in said if "`Start`:" in words]


@pytest.mark.parametrize("language", LANGUAGES)
def test_after_the_bell_goes_out_and_comes_back_with_the_same_bytes(bell, language):
    story, said = read(case_twee(bell.spec, bell.words, language))
    assert said == []
    renamed = bell.spec.model_copy(update={"id": "forest"})
    assert case_texts(story.spec, story.words) == case_texts(renamed, bell.words)


@given(case=cases())
@settings(max_examples=60, deadline=None)
def test_any_graph_comes_back(case):
    case = case.model_copy(update={"id": "forest"})
    words = words_for(case)
    story, said = read(case_twee(case, words, "ru"))
    assert said == []
    assert story.spec == case
    assert story.words == words


@given(text=st.text(st.characters(blacklist_categories=["Cc", "Cs"]), min_size=1))
def test_any_text_of_a_choice_comes_back(text):
    assert read_link(write_link(text, "home")) == (text.strip(), "home")


def test_a_prose_that_looks_like_twee_comes_back():
    case = spec(id="forest")
    words = words_for(case)
    block = words["en"]["scenes"]["desk"]["blocks"][0]
    block["text"] = ":: Home\n\\:: Home\n\n\\\\n and [[a->b]]\n[[a->b]]"
    words["en"]["scenes"]["desk"]["blocks"].append(
        {"kind": "says", "text": ":: still speaking", "what": "ainur", "title": "", "alt": ""}
    )
    story, said = read(case_twee(case, words, "en"))
    assert said == []
    assert story.words == words


def test_words_and_links_changed_elsewhere_are_taken(bell):
    text = case_twee(bell.spec, bell.words, "en")
    text = text.replace("# The last desk", "# The first desk").replace("breathes out.", "says nothing.", 1)
    text = text.replace("watch over him yourself.->weekend", "watch.->tells", 1)
    story, said = read(text)
    assert [words for _, words in said] == ["`promise.keep` leads to `tells` now, before to `weekend`"]
    scenes = story.words["en"]["scenes"]
    assert scenes["stay"]["heading"] == "The first desk"
    assert scenes["promise"]["blocks"][0]["text"].startswith("He says nothing.")
    assert scenes["promise"]["choices"]["keep"]["text"].endswith("watch.")
    assert scenes["promise"]["choices"]["keep"]["feedback"].startswith("Loyal")
    assert story.spec.scene("promise").choice("keep").to == "tells"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (":: weekend [normal]", ":: friday [normal]", "`friday` is no scene of the case"),
        (":: TanuProse kk", ":: Other", "the passage `TanuProse kk` is missing"),
        ("->weekend]]", "->nowhere]]", "there is no scene `nowhere`"),
        ("kind: start", "kind: strat", "`kind` must be"),
        ("# The last desk", "# The last desk\n\n<script>alert(1)</script>", "raw HTML is not allowed"),
        ("# The last desk", "# The last desk\n\n## other | Other\n\nWords.", "do not have the scenes"),
        ("\n[[", "\n[[One more->weekend]]\n[[", "has 4 links and 3 choices"),
    ],
)
def test_ours_with_a_fault_is_not_taken_at_all(bell, before, after, said):
    text = case_twee(bell.spec, bell.words, "en")
    assert before in text
    story, faults = read(text.replace(before, after, 1))
    assert story is None
    assert any(said in words for _, words in faults)


def test_what_other_tools_do_not_show_is_listed(bell):
    said = " ".join(not_shown(bell.spec, "en"))
    for words in ("kk, ru", "burden", "door: the rule `to` when burden >= 2", "feedback"):
        assert words in said


def test_a_story_of_others_becomes_a_draft():
    story, said = read(FOREST)
    assert story.is_draft
    assert [(scene.id, scene.kind) for scene in story.spec.scenes] == [
        ("an-overgrown-path", "start"),
        ("home", "end"),
        ("into-the-cave", "normal"),
    ]
    assert [(choice.id, choice.to) for choice in story.spec.start.choices] == [
        ("home", "home"),
        ("into-the-cave", "into-the-cave"),
        ("an-overgrown-path", "an-overgrown-path"),
    ]
    words = story.words["en"]["scenes"]["an-overgrown-path"]
    assert words["blocks"][0]["text"] == "The path is dark."
    assert [line["text"] for line in words["choices"].values()] == ["Go home", "Go on", "Look"]
    assert story.words["en"]["front"]["title"] == "The forest"
    assert story.words["kk"]["scenes"]["home"]["heading"] == ""
    assert (10, "`An overgrown path` is called `an-overgrown-path` in the case") in said
    assert (1, "kk: all words are to be written") in said


@pytest.mark.parametrize(
    "text",
    [
        "<<set $a to 1>>",
        "<<if $a>>hidden [[End]] words<<else>>hidden<</if>>",
        "<<if $a>>hidden<<if $b>>hidden<</if>>hidden<</if>>",
        "<<script>>alert('hidden')<</script>>",
        '<<include "Other">>',
        "(set: $a to 1)",
        "(if: $a is (1))[hidden [[End]]](else:)[hidden]",
        "(display: 'Other')",
        "{{hidden}}",
        "<% hidden %>",
        "<script>hidden\n\n[[End]]</script>",
        "<style>hidden</style>",
        "<!-- hidden -->",
        "/* hidden */",
        "<b>hidden</b>",
        "<img src=hidden onerror=hidden>",
        "![hidden](hidden.png)",
        "[img[hidden.png]]",
        "hidden $name",
        "{hidden}",
        "[if a]\nhidden [[End]]\n[continued]",
        "[JavaScript]\nhidden",
        "hidden: 1\n--",
        "## hidden | Hidden",
        "- hidden | Hidden",
        "[hidden](javascript:hidden)",
        "<<if $a>>hidden",
        "(if: $a)[hidden",
    ],
)
def test_what_is_not_understood_is_left_out_whole_and_listed(text):
    taken, said = prose(f"{text}\n")
    assert "hidden" not in taken.lower()
    assert said
    links = read(passage(f"{text}\n"))[0].spec.start.choices
    assert len(links) <= 1


def test_what_stands_around_it_is_taken():
    taken, said = prose("Before <<set $a to 1>>and\n\n<<if $a>>not<</if>>between <<if $b>>not<</if>>after.")
    assert taken == "Before and\n\nbetween after."
    assert len(said) == 3


def test_each_is_listed_with_its_line():
    said = read(passage("One.\n\n<<a>>\n(b: 1)\n<i>c</i>"))[1]
    assert [line for line, words in said if "`Start`:" in words] == [4, 5, 6]


def test_scripts_styles_and_second_passages_are_left_out():
    others = ":: S [script]\nalert(1)\n\n:: C [stylesheet]\na{}"
    story, said = read(f":: Start\n[[End]]\n\n:: End\n\n:: End\nAgain\n\n{others}")
    assert [scene.id for scene in story.spec.scenes] == ["start", "end"]
    assert [line for line, _ in said if line in (6, 9, 12)] == [6, 9, 12]


def test_names_that_are_no_ids_get_one():
    story, said = read(":: Start\n[[Үй]] [[debrief]] [[A  b!]] [[a-b]]\n\n:: Үй\n\n:: debrief\n\n:: A b!\n\n:: a-b\n")
    assert [scene.id for scene in story.spec.scenes] == ["start", "scene-2", "debrief-2", "a-b", "a-b-2"]
    assert "`Үй` is called `scene-2` in the case" in [words for _, words in said]


def test_a_link_to_nowhere_and_the_thirteenth_are_left_out():
    story, said = read(":: Start\n[[Nowhere]]" + "[[End]]" * 13 + "\n\n:: End\n")
    assert len(story.spec.start.choices) == 12
    assert sum("it is left out" in words for _, words in said) == 2


def test_ten_thousand_passages_are_refused():
    story, said = read("\n\n".join(f":: P{number}\n[[P{(number + 1) % 10_000}]]" for number in range(10_000)))
    assert story is None
    assert any("10000 passages" in words for _, words in said)


@pytest.mark.parametrize(
    "text",
    [
        "[[" * 400_000,
        "<<a>>" * 150_000,
        "<<if a>>" * 100_000,
        "<<if a>><</if>>" * 50_000,
        "(if: " * 150_000,
        "[if a]\n" * 100_000,
        "{{" * 400_000,
        "[F-A-1 " * 100_000,
        "![" * 400_000,
        "$" * 800_000,
        "_a" * 400_000,
    ],
)
def test_a_file_that_is_made_to_hurt_takes_no_time(text):
    assert read(passage(text))[0]


@pytest.mark.parametrize(
    "text",
    ["", "no passage", ":: ", ":: StoryData\n" + "[" * 100_000, "::" + "[" * 900_000, ":: A {" + '{"a":' * 90_000],
)
def test_a_file_without_a_story_is_refused(text):
    story, said = read(text)
    assert said
    assert story is None


@given(text=st.text(alphabet='[]{}<>()|$_:->\\/%*!# \n"aS1if', max_size=300))
@settings(max_examples=300, deadline=None)
def test_whatever_is_written_becomes_a_draft_whose_own_words_are_safe(text):
    story, _ = read(f":: End\n\n:: Start\n{text}")
    assert story
    assert "<<" not in "".join(case_texts(story.spec, story.words).values())


def test_the_commands_go_out_and_come_back(db, tmp_path):
    case = publish()
    out = StringIO()
    call_command("export_case", case.key, twee=tmp_path / "a.twee", lang="ru", stdout=out)
    assert "other languages: kk, en" in out.getvalue()
    call_command("import_twee", str(tmp_path / "a.twee"), id=case.key, lang="ru", to=tmp_path / "new", stdout=out)
    written = {path.name: path.read_text() for path in (tmp_path / "new" / case.key).iterdir()}
    assert written == {Path(path).name: text for path, text in case_texts(case.spec, case.words).items()}
    with pytest.raises(CommandError, match="is there already"):
        call_command("import_twee", str(tmp_path / "a.twee"), id=case.key, to=tmp_path / "new")


@pytest.mark.parametrize("data", [b":: Start\nA\x00", b":: Start\n\xff", b":: Start\n" + b"a" * 1_000_001])
def test_a_file_that_cannot_be_trusted_writes_nothing(tmp_path, data):
    (tmp_path / "a.twee").write_bytes(data)
    out = StringIO()
    with pytest.raises(CommandError, match="Nothing was written"):
        call_command("import_twee", str(tmp_path / "a.twee"), id="forest", to=tmp_path / "new", stdout=out)
    assert "a.twee:" in out.getvalue()
    assert not (tmp_path / "new").exists()


def test_a_draft_is_written_for_people_to_finish(tmp_path):
    (tmp_path / "a.twee").write_text(FOREST)
    out = StringIO()
    call_command("import_twee", str(tmp_path / "a.twee"), id="forest", lang="en", to=tmp_path, stdout=out)
    assert sorted(path.name for path in (tmp_path / "forest").iterdir()) == [
        "case.yaml", "prose.en.md", "prose.kk.md", "prose.ru.md"
    ]  # fmt: skip
    assert "a draft with 3 scenes" in out.getvalue()
