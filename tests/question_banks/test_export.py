"""A bank goes back to text: what was read is written, and what was written reads back as it was."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanu.lib.textfiles import normalise
from tanu.question_banks.actions import define_question, retire
from tanu.question_banks.exporting import export_section, section_spec
from tanu.question_banks.loading import load_section
from tanu.question_banks.models import Question, Section
from tanu.question_banks.specs import BankSpec
from tanu.question_banks.writing import section_text
from tests.question_banks.banks import SETTLED, SHIPPED, WAITING, build_section, in_all, option, read, read_text, source

# Words as authors write them, with the signs that YAML could take for its own.
WORDS = st.text(
    st.characters(codec="utf-8", categories=["L", "N", "Po", "Pd", "Zs", "Sm"], exclude_characters="<[{!\\#"),
    max_size=30,
)
TEXTS = st.one_of(
    WORDS.map(lambda text: normalise(text).strip() or "word"),
    st.sampled_from(
        ["yes", "12", "2026-11-21", "- a", "a: b", "'a'", "«Сөз» – деді", '"Tell me"', "one\n\ntwo", "1e3"]
    ),
)
IN_ALL = st.fixed_dictionaries(dict.fromkeys(("kk", "ru", "en"), TEXTS))
SINGLE = st.tuples(IN_ALL, IN_ALL, IN_ALL, IN_ALL).map(
    lambda texts: [
        {"key": "a", "right": True, "text": texts[0], "feedback": texts[1]},
        {"key": "b", "text": texts[2], "feedback": texts[3]},
    ]
)
SEVERAL = st.sampled_from(
    [
        [option("a", weight=0.5), option("b", weight=0.5), option("c", weight=-0.5)],
        [option("a", weight=1.0), option("b", weight=0.0), option("c", weight=-1.0)],
        [option("a", weight=0.3333), option("b", weight=0.3333), option("c", weight=0.3334)],
    ]
)
CHOICES = st.one_of(
    SINGLE.map(lambda options: {"type": "single", "options": options}),
    SEVERAL.map(lambda options: {"type": "several", "options": options}),
)
QUESTIONS = st.builds(
    lambda choice, stem, ask, facts, awaits: {**source(stem), "ask": ask, "facts": facts, "awaits": awaits, **choice},
    CHOICES,
    IN_ALL,
    IN_ALL,
    st.lists(st.sampled_from(["F-CLIN-19", "F-SCH-8", "F-KZ-102"]), unique=True),
    st.lists(st.sampled_from(["clinical", "legal", "language"]), unique=True),
)
SPECS = st.builds(
    lambda title, outcome, review, questions: BankSpec.model_validate(
        {
            "id": "signs/first",
            "edition": "2026-11-21",
            "title": title,
            "outcomes": {"o4-signs": outcome},
            "review": review,
            "questions": [{**question, "id": f"si-{number}"} for number, question in enumerate(questions)],
        },
        strict=False,
    ),
    IN_ALL,
    IN_ALL,
    st.sampled_from([SETTLED, WAITING]),
    st.lists(QUESTIONS, min_size=1, max_size=3),
)


@given(SPECS)
def test_what_is_written_reads_back_as_it_was_and_is_written_the_same_again(tmp_path_factory, spec):
    text = section_text(spec)
    found = read_text(text, tmp_path_factory.getbasetemp()).spec
    assert found == spec
    assert section_text(found) == text


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_shipped_file_comes_back_from_the_database_as_it_is_written(db, path, tmp_path):
    file = read(path)
    section = load_section(path.parent.name, file)
    text = section_text(file.spec)
    assert section_spec(section) == file.spec
    assert export_section(section) == {f"question_banks/{path.parent.name}/{path.name}": text}
    again = load_section(path.parent.name, replace(read_text(text, tmp_path), path=path))
    assert list(export_section(again).values()) == [text]


@pytest.fixture
def section(db) -> Section:
    section = build_section()
    for slug in ("si-01", "si-02"):
        define_question(section.bank, f"signs/first/{slug}", source(), section=section)
    return section


def test_a_file_looks_as_authors_write_it(section):
    text = export_section(section)["question_banks/signs/first.yaml"]
    assert text.startswith("id: signs/first\nedition: 2026-11-21\ntitle:\n  kk: Signs kk\n")
    assert "\n  clinical: {state: awaiting}\n  legal: {state: not-needed}\n  language: {kk: {state: not-needed}" in text
    assert "\nquestions:\n\n- id: si-01\n  type: single\n" in text
    assert "\n\n- id: si-02\n" in text
    assert "\n  facts: [F-CLIN-19]\n  stem:\n" in text
    assert "\n  - key: a\n    text:\n      kk: Option a kk\n" in text


def test_a_draft_and_a_retired_question_stand_in_no_file(section):
    first, second = Question.objects.filter(section=section).order_by("key")
    retire(second)
    first.stem = in_all("A draft")
    first.save_revision()
    Question.objects.create(key="signs/first/si-03", bank=section.bank, section=section, live=False)
    text = section_text(section_spec(section))
    assert "si-01" in text
    assert "A draft" not in text
    assert "si-02" not in text
    assert "si-03" not in text
