import random
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string

from tanu.question_banks.compiling import question_document
from tanu.question_banks.shown import show
from tanu.question_banks.types import BadResponse, question_type
from tanu.question_banks.verdicts import is_right
from tests.question_banks.forms import filled_in, form_spec, load_form

REFERRAL = question_type("referral")
RIGHT = ["threshold:now", "words:verbatim", "parents-informed:asked-to-wait"]


@pytest.fixture(scope="module")
def document() -> dict:
    return question_document(form_spec())


def posted(**chosen: str) -> QueryDict:
    return QueryDict(urlencode(filled_in("p1", **chosen)))


def test_a_response_names_the_field_of_every_option(document):
    assert REFERRAL.read(document, posted(), "p1") == RIGHT


def test_every_field_right_is_wholly_right(document):
    assert is_right(REFERRAL.mark(document, RIGHT))


@pytest.mark.parametrize(
    ("response", "fraction"),
    [
        ([RIGHT[0], "words:summary", RIGHT[2]], 2 / 3),
        ([RIGHT[0], "words:summary", "parents-informed:at-six"], 1 / 3),
        (["threshold:same-day", RIGHT[1], RIGHT[2]], 2 / 3),
        (RIGHT[:1], 1 / 3),
        ([], None),
    ],
)
def test_every_field_counts_the_same_and_one_left_open_is_not_right(document, response, fraction):
    assert REFERRAL.mark(document, response) == fraction


def test_a_threshold_two_levels_too_low_leaves_nothing_of_the_mark(document):
    assert REFERRAL.mark(document, ["threshold:discuss", *RIGHT[1:]]) == 0


def test_two_levels_too_high_costs_one_field_only(document):
    options = [
        {**option, "weight": {"threshold:discuss": 1 / 3, "threshold:now": 0.0}.get(option["key"], option["weight"])}
        for option in document["options"]
    ]
    assert REFERRAL.mark({**document, "options": options}, RIGHT) == 2 / 3


@pytest.mark.parametrize("body", ["p1-words=shout", "p1-words=summary&p1-words=verbatim", "p1-threshold=verbatim"])
def test_an_answer_the_field_does_not_offer_is_refused(document, body):
    with pytest.raises(BadResponse):
        REFERRAL.read(document, QueryDict(body), "p1")


def test_a_form_is_dealt_in_the_authors_order(document):
    assert REFERRAL.deal(document, random.Random(7)) == REFERRAL.keys(document)


@pytest.fixture
def shown(db):
    version = load_form().current

    def shown_with(*response: str, marked: bool = True):
        keys = REFERRAL.keys(version.document)
        return show(version, keys, list(response), name="p1", marked=marked, language="en")

    return shown_with


def test_a_form_shows_its_fields_with_names_of_their_own(shown):
    asked = shown(marked=False)
    assert [field.name for field in asked.fields] == ["p1-threshold", "p1-words", "p1-parents-informed"]
    assert [option.value for option in asked.fields[1].options] == ["summary", "verbatim"]


def test_before_it_is_marked_a_form_holds_nothing_that_is_right(shown):
    options = [option for field in shown(*RIGHT, marked=False).fields for option in field.options]
    assert not any(option.is_right or option.feedback for option in options)


def test_every_field_explains_what_was_chosen_and_what_is_right(shown):
    threshold = shown("threshold:same-day", *RIGHT[1:]).fields[0]
    assert [bool(option.feedback) for option in threshold.options] == [True, True, False]
    assert not threshold.is_right


def test_a_grave_threshold_is_told_before_everything_else(shown):
    page = render_to_string("question_banks/referral.html", {"question": shown("threshold:discuss", *RIGHT[1:])})
    assert page.index("Tomorrow is too late.") < page.index("<fieldset")
    assert not shown("threshold:same-day", *RIGHT[1:]).grave


def test_a_field_left_open_says_so(shown):
    asked = shown("threshold:now")
    assert (asked.right_fields, [field.is_open for field in asked.fields]) == (1, [False, True, True])


def test_the_page_says_above_the_form_that_no_real_child_belongs_in_it(shown):
    page = render_to_string("question_banks/referral.html", {"question": shown(marked=False)})
    assert 0 < page.index('class="note care"') < page.index("<fieldset")
    assert "<textarea" not in page
    assert 'type="text"' not in page
