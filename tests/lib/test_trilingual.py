"""Texts in three languages and lists of texts, as forms hold them and as people compare them."""

import pytest
from django import forms
from django.utils import translation

from tanu.lib.sentences import Sentence, spoken
from tanu.lib.trilingual import LinesField, LinesFormField, TrilingualField, TrilingualFormField, in_lines

ALL = {"kk": "Сұрақ", "ru": "Вопрос", "en": "Question"}


class Card(forms.Form):
    title = TrilingualField().formfield()
    text = TrilingualField(long=True, blank=True).formfield()
    facts = LinesField(blank=True).formfield()


def card(**posted: str) -> Card:
    """What a browser posts; the title is there unless said otherwise."""
    titles = {f"title_{language}": text for language, text in ALL.items()}
    return Card({**titles, **posted})


def test_three_boxes_make_one_text():
    form = card()
    assert form.is_valid()
    assert form.cleaned_data == {"title": ALL, "text": {}, "facts": []}


def test_every_box_is_labelled_with_its_language():
    with translation.override("en"):
        page = str(card()["title"])
    for place, name in enumerate(("Kazakh", "Russian", "English")):
        assert f'<label for="id_title_{place}">{name}</label>' in page
        assert f'id="id_title_{place}"' in page
    assert [page.count(f'lang="{language}"') for language in ALL] == [1, 1, 1]
    assert 'type="hidden"' not in page


@translation.override("en")
def test_a_text_stands_in_all_languages_or_in_none():
    form = card(text_ru="Текст", title_kk=" ")
    assert form.errors["text"] == ["This text is missing in: Kazakh, English."]
    assert form.errors["title"] == ["This text is missing in: Kazakh."]
    assert "title" in Card({}).errors


def test_a_draft_may_lack_a_language():
    form = card(text_ru="Текст")
    form.fields["text"].is_deferred_validation = True
    assert form.is_valid()
    assert form.cleaned_data["text"] == {"kk": "", "ru": "Текст", "en": ""}


def test_what_a_browser_sends_is_kept_as_files_hold_it():
    form = card(title_kk=" бір\r\nекі  ", title_ru="и\u0306", facts="F-CLIN-19\r\n\r\n F-SCH-8 \r\n")
    assert form.is_valid()
    assert form.cleaned_data["title"] == {"kk": "бір\nекі", "ru": "й", "en": "Question"}
    assert form.cleaned_data["facts"] == ["F-CLIN-19", "F-SCH-8"]


@pytest.mark.parametrize(("sent", "has_changed"), [("Сұрақ", False), (" Сұрақ\r\n", False), ("Жауап", True)])
def test_other_line_ends_are_no_change(sent, has_changed):
    field = TrilingualFormField()
    assert field.has_changed(ALL, [sent, ALL["ru"], ALL["en"]]) is has_changed
    assert LinesFormField().has_changed(["Сұрақ"], sent) is has_changed


def test_an_empty_text_is_no_change_of_none():
    assert not TrilingualFormField().has_changed({}, ["", "", ""])
    assert not TrilingualFormField().has_changed(None, None)


def test_the_boxes_show_what_is_stored():
    page = str(Card(initial={"title": ALL, "facts": ["F-CLIN-19", "F-SCH-8"]}))
    assert 'value="Сұрақ"' in page
    assert "F-CLIN-19\nF-SCH-8</textarea>" in page


@translation.override("en")
def test_texts_are_compared_line_by_line():
    assert in_lines(ALL) == "Kazakh: Сұрақ\nRussian: Вопрос\nEnglish: Question"
    assert in_lines(["a", "b"]) == "a\nb"
    assert in_lines({}) == in_lines(None) == ""


def test_a_fault_is_english_in_a_file_and_in_the_readers_language_in_a_form():
    fault = Sentence("raw HTML is not allowed: %(html)s", html="<b>")
    assert fault == "raw HTML is not allowed: <b>"
    with translation.override("ru"):
        assert spoken(fault) == "HTML писать нельзя: <b>"
        assert spoken("a sentence nobody translated, 100 %") == "a sentence nobody translated, 100 %"
