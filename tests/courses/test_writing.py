"""The canonical text: what is read and written again has the same bytes, whatever was written first."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanu.courses.blocks import (
    Awaits,
    Block,
    Callout,
    Case,
    Check,
    CheckOption,
    Download,
    Figure,
    Local,
    Practise,
    Prose,
)
from tanu.courses.directives import parse_blocks
from tanu.courses.files import CourseSpec, read_course
from tanu.courses.lessons import LessonSpec
from tanu.courses.sources import FactSpec, FactWording, read_register
from tanu.courses.writing import block_text, course_text, fact_order, front_matter, lesson_text, register_text
from tanu.lib.frontmatter import split_front_matter
from tanu.lib.places import Problems
from tanu.lib.specs import validate
from tanu.lib.textfiles import normalise
from tests.content.tree import COURSE, COURSE_TEXT, LESSON, build_tree

# What people write, and what YAML or our own format could take for something else.
SIGNS = "аәқңЖё éz09 .,;:-–—'\"«»#{}[]()|&*!%@`>?=_~/\\+"
WORDS = [
    "true",
    "yes",
    "null",
    "1e3",
    "0x1F",
    "12:30",
    "2026-11-21",
    "~",
    "---",
    "- a",
    "#",
    "a: b",
    "'",
    '"',
    "[x] b | c",
]
lines = st.one_of(
    st.sampled_from(WORDS), st.text(SIGNS, min_size=1, max_size=40).map(lambda text: " ".join(text.split()) or "x")
)
slugs = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True).map(lambda text: text[:30].strip("-") or "a")
facts = st.builds("F-{}-{}".format, st.sampled_from(["CLIN", "LAW", "SCH"]), st.integers(1, 99))
dates = st.dates(date(2020, 1, 1), date(2040, 1, 1))
three = st.fixed_dictionaries({"kk": lines, "ru": lines, "en": lines})
states = st.one_of(
    st.sampled_from(["draft", "awaiting", "changes", "not-needed"]).map(lambda state: {"state": state}),
    st.fixed_dictionaries({"state": st.just("approved"), "by": lines, "date": dates}),
)
fronts = st.fixed_dictionaries(
    {
        "id": slugs,
        "lang": st.sampled_from(["kk", "ru", "en"]),
        "title": lines,
        "minutes": st.integers(1, 90),
        "edition": dates,
        "audience": st.lists(slugs, max_size=12),
        "outcomes": st.lists(slugs, max_size=3),
        "objectives": st.lists(lines, max_size=3),
        "key_points": st.lists(lines, max_size=3),
        "content_warning": lines,
        "sources": st.lists(st.fixed_dictionaries({"fact": facts, "text": lines}), max_size=3),
        "review": st.fixed_dictionaries({"clinical": states, "legal": states, "language": states}),
    }
)


def told(line: int, fault: str) -> None:
    """Rules of wording are no matter here."""


def prose_lines(text: str) -> str:
    """Nothing that opens or closes a block, or a new section."""
    return "\n".join(line for line in text.split("\n") if not line.startswith((":::", "## "))).strip() or "x"


markdown = st.lists(lines, min_size=1, max_size=4).map("\n\n".join).map(prose_lines)
titles = lines.map(lambda text: text.replace('"', "”"))
# A feedback or a stem that looks like an option is refused elsewhere.
plain = lines.map(lambda text: text.lstrip("-> ") or "x")
options = st.lists(
    st.tuples(slugs, st.booleans(), plain, plain), min_size=2, max_size=4, unique_by=lambda option: option[0]
).map(lambda rows: tuple(CheckOption(0, *row) for row in rows))
figures = slugs.map("figures/{}.svg".format)
body = st.lists(
    st.one_of(
        st.builds(lambda text: Prose(0, "", text, ""), markdown.map("## A {{#a}}\n\n{}".format)),
        st.builds(Case, st.just(0), st.just(""), titles, markdown),
        st.builds(Callout, st.just(0), st.just(""), st.sampled_from(["do", "dont", "remember"]), titles, markdown),
        st.builds(Check, st.just(0), st.just(""), st.just("c1"), slugs, st.booleans(), plain, options),
        st.builds(Practise, st.just(0), st.just(""), st.just("p1"), st.just("forms/first")),
        st.builds(Figure, st.just(0), st.just(""), figures, lines, lines),
        st.builds(Local, st.just(0), st.just(""), st.sampled_from(["intake", "officer", "helplines"])),
        st.builds(Awaits, st.just(0), st.just(""), st.sampled_from(["legal", "clinical", "language"]), markdown),
        st.builds(Download, st.just(0), st.just(""), slugs, titles),
    ),
    min_size=1,
    max_size=6,
)


@given(fronts, body)
def test_a_lesson_is_read_as_it_was_written(said: dict[str, Any], blocks: list[Block]):
    text = normalise(lesson_text(said, blocks))
    parts = split_front_matter(text, pytest.fail)
    # What the rules of wording refuse is still read as it stands.
    read = LessonSpec.model_construct(**dict(parts.document.data))
    assert lesson_text(dict(parts.document.data), parse_blocks(parts.body, parts.body_line, told)) == text
    assert read.title == said["title"]


@given(body)
def test_blocks_come_back_as_they_were(blocks: list[Block]):
    text = "\n\n".join(block_text(block) for block in blocks)
    assert [block_text(block) for block in parse_blocks(text, 1, told)] == [block_text(block) for block in blocks]


@given(st.dictionaries(facts, st.tuples(lines, lines, st.lists(st.sampled_from(["CLIN", "LAW", "LANG"])), dates)))
def test_the_register_is_read_as_it_was_written(tmp_path_factory, entries):
    specs = {
        key: FactSpec.model_construct(
            wording=FactWording.model_construct(en=wording),
            source=source,
            status="read",
            confidence="high",
            flags=tuple(flags),
            checked=day,
        )
        for key, (wording, source, flags, day) in entries.items()
    }
    path = tmp_path_factory.mktemp("register") / "sources.yaml"
    path.write_text(register_text(specs), encoding="utf-8")
    register = read_register(path, Problems(path.parent))
    if register:
        assert register_text(register.facts) == path.read_text(encoding="utf-8")


def test_facts_stand_by_prefix_and_number():
    assert sorted(["F-LAW-2", "F-CLIN-12", "F-CLIN-2"], key=fact_order) == ["F-CLIN-2", "F-CLIN-12", "F-LAW-2"]


def test_a_course_is_read_as_it_was_written(tmp_path):
    tree = build_tree(tmp_path)
    file = read_course(tmp_path / "courses/first-steps", tmp_path / "media", Problems(tmp_path))
    text = course_text(front_matter(file.spec))
    tree.write(COURSE, text)
    again = read_course(tmp_path / "courses/first-steps", tmp_path / "media", Problems(tmp_path))
    assert again.spec == file.spec
    assert course_text(front_matter(again.spec)) == text


def test_what_goes_without_saying_is_not_written():
    spec = validate(CourseSpec, split_front_matter(COURSE_TEXT, pytest.fail).document, pytest.fail)
    text = course_text(front_matter(spec))
    assert "en: {state" not in text
    assert "before" not in text


def test_every_shipped_lesson_is_read_as_it_was_written(library):
    for course in library.courses:
        for lesson in course.lessons:
            for prose in lesson.prose.values():
                text = lesson_text(front_matter(prose.spec), prose.blocks)
                parts = split_front_matter(text, pytest.fail)
                assert validate(LessonSpec, parts.document, pytest.fail) == prose.spec
                assert lesson_text(front_matter(prose.spec), parse_blocks(parts.body, 1, told)) == text


def test_the_way_people_indent_makes_no_difference(tmp_path):
    tree = build_tree(tmp_path)
    before = _lesson(tmp_path)
    tree.change(f"{LESSON}.en.md", "objectives:\n- See.", "objectives:\n    - 'See.'")
    tree.change(f"{LESSON}.en.md", "  > Waiting feels fair.", "      > Waiting\n      > feels fair.")
    tree.change(f"{LESSON}.en.md", "::: local officer\n:::\n", "\n\n:::  local officer\n\n:::\n\n")
    assert _lesson(tmp_path) == before


def _lesson(root: Path) -> str:
    file = read_course(root / "courses/first-steps", root / "media", Problems(root))
    prose = file.lessons[0].prose["en"]
    return lesson_text(front_matter(prose.spec), prose.blocks)
