"""A case goes to the editor's form and back: the same source, whatever the case."""

from itertools import chain, combinations

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from tanu.case_studies.editing_scenes import scene_from_form, scene_to_form, scene_words
from tanu.case_studies.editing_source import begun, from_form, to_form
from tanu.case_studies.editing_texts import UnreadableAmounts, amounts_in, amounts_text, names_in, names_text
from tanu.case_studies.files import CaseFile, read_case
from tanu.case_studies.specs import CaseSpec
from tanu.case_studies.writing import case_texts
from tanu.lib.languages import LANGUAGES
from tanu.lib.places import Problems
from tests.case_studies.cases import spec, words_for

FOLDERS = sorted(path for path in (settings.CONTENT_ROOT / "case_studies").iterdir() if path.is_dir())
slugs = st.from_regex(r"[a-z][a-z0-9]{0,6}(-[a-z0-9]{1,4})?", fullmatch=True)
amounts = st.dictionaries(slugs, st.integers(-99, 99), max_size=3)


def shipped(folder) -> CaseFile:
    file = read_case(folder, Problems(settings.CONTENT_ROOT))
    assert file
    return file


def graph_of(case: CaseSpec) -> dict:
    return case.model_dump(mode="json", by_alias=True, exclude_defaults=True)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_shipped_case_goes_to_the_form_and_back_unchanged(folder):
    file = shipped(folder)
    graph = graph_of(file.spec)

    again, words = from_form(to_form(graph, file.words), graph)

    assert (again, words) == (graph, file.words)
    spec_again = CaseSpec.model_validate(again, strict=False)
    assert case_texts(spec_again, words) == case_texts(file.spec, file.words)


def test_a_form_in_a_scene_a_refusal_and_remarks_come_back_as_well():
    fields = {
        "threshold": {"options": ["now", "discuss"], "right": "now"},
        "child": {"options": ["a", "b"], "right": "a"},
    }
    case = spec()
    graph = graph_of(case)
    graph["counters"]["burden"] = {"shown": True}
    graph["remarks"] = [{"id": "slow", "when": "seconds > 900"}]
    graph["scenes"][1] |= {
        "add": {"burden": 1},
        "set": {"burden": 0},
        "form": {"enough": 2, "fields": fields},
        "choices": [{"id": "right", "to": "safe", "weight": 3}, {"id": "wrong", "to": "late", "feedback": "now"}],
        "rules": [{"when": "visited desk", "say": "silent"}],
    }
    refused = {"when": "visited talk", "choice": "act", "refuse": "not-yet"}
    graph["scenes"][2]["rules"] = [refused, {"when": "burden > 1", "hide": "leave"}]
    graph = graph_of(CaseSpec.model_validate(graph, strict=False))
    words = words_for(CaseSpec.model_validate(graph, strict=False))
    for language in LANGUAGES:
        words[language]["front"]["counters"] = {"burden": f"Burden {language}"}

    assert from_form(to_form(graph, words), graph) == (graph, words)


def test_nothing_said_yet_comes_back_as_nothing():
    graph, words = from_form(to_form(begun("new"), {}), begun("new"))

    assert graph["scenes"] == []
    assert from_form(to_form(graph, words), graph) == (graph, words)


@given(amounts, amounts)
def test_amounts_are_read_as_they_are_written(add, put):
    assert amounts_in(amounts_text(add, put)) == (add, put)


@given(st.lists(slugs, max_size=5))
def test_names_are_read_as_they_are_written(names):
    assert names_in(names_text(names)) == names


@pytest.mark.parametrize("text", ["burden", "burden one", "burden + -1", "+1", "a +1; b +1", "burden-1"])
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(UnreadableAmounts):
        amounts_in(text)


def block(kind: str, text: str, what: str = "") -> dict[str, str]:
    return {"kind": kind, "text": text, "what": what, "title": "", "alt": ""}


@pytest.mark.parametrize("texts", list(chain.from_iterable(combinations(range(3), size) for size in range(4))))
def test_languages_may_differ_in_the_paragraphs_between_what_is_said(texts):
    words = {
        language: {
            "heading": language,
            "blocks": [
                part
                for place, part in enumerate(
                    [block("text", "one"), block("says", language, "damir"), block("text", "two")]
                )
                if part["kind"] == "says" or (language != "ru" or place in texts)
            ],
            "choices": {},
            "labels": {},
            "additions": {},
            "refusals": {},
        }
        for language in LANGUAGES
    }
    scene = {"id": "a", "kind": "normal"}

    form = scene_to_form(scene, words)

    assert scene_from_form(form) == scene
    assert {language: scene_words(form, language) for language in LANGUAGES} == words
