import random

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from tanu.question_banks.types import BadResponse, question_type
from tanu.question_banks.verdicts import Verdict, is_right, verdict

CHOICES = ["single", "several"]
KEYS = ["a", "b", "c", "d"]
weights = st.lists(st.floats(-1, 1), min_size=2, max_size=4)
chosen = st.sets(st.sampled_from(KEYS))


def document(*weights: float) -> dict:
    return {"options": [{"key": key, "weight": weight} for key, weight in zip(KEYS, weights, strict=False)]}


def posted(*keys: str) -> QueryDict:
    form = QueryDict(mutable=True)
    form.setlist("q1", list(keys))
    return form


@given(weights, chosen)
def test_several_answers_earn_the_sum_of_their_weights_between_nothing_and_all(weights, chosen):
    asked = document(*weights)
    response = [option["key"] for option in asked["options"] if option["key"] in chosen]
    fraction = question_type("several").mark(asked, response)
    if not response:
        assert fraction is None
    else:
        total = sum(option["weight"] for option in asked["options"] if option["key"] in response)
        assert fraction == min(1.0, max(0.0, total))


@pytest.mark.parametrize(
    ("response", "fraction"),
    [(["a", "b"], 1.0), (["a"], 0.5), (["a", "c"], 0.0), (["a", "b", "c"], 0.5), (["c", "d"], 0.0), ([], None)],
)
def test_a_wrong_answer_takes_away_from_the_right_ones(response, fraction):
    assert question_type("several").mark(document(0.5, 0.5, -0.5, -0.5), response) == fraction


def test_thirds_written_with_four_digits_are_wholly_right():
    asked = document(0.3333, 0.3333, 0.3334, -0.3333)
    assert is_right(question_type("several").mark(asked, ["a", "b", "c"]))


def test_a_single_choice_is_right_or_wrong():
    single, asked = question_type("single"), document(0, 1, 0, 0)
    assert [single.mark(asked, response) for response in (["b"], ["a"], [])] == [1.0, 0.0, None]


def test_a_single_choice_has_one_answer():
    with pytest.raises(BadResponse):
        question_type("single").read(document(0, 1, 0), posted("a", "b"), "q1")


@pytest.mark.parametrize("key", CHOICES)
def test_an_option_that_was_not_offered_is_refused(key):
    with pytest.raises(BadResponse):
        question_type(key).read(document(0, 1), posted("d"), "q1")


@given(st.lists(st.sampled_from(KEYS)))
def test_a_response_is_read_in_the_documents_order_whatever_was_posted(keys):
    response = question_type("several").read(document(0, 1, 0, 0), posted(*keys), "q1")
    assert response == sorted(set(keys))


@given(st.sampled_from(CHOICES), st.integers(0, 2**32))
def test_dealing_keeps_every_option(key, seed):
    dealt = question_type(key).deal(document(0, 1, 0, 0), random.Random(seed))
    assert sorted(dealt) == KEYS


def test_options_are_shuffled():
    orders = {tuple(question_type("single").deal(document(0, 1, 0, 0), random.Random(seed))) for seed in range(500)}
    assert len(orders) == 24


@pytest.mark.parametrize(
    ("fraction", "word"),
    [
        (None, Verdict.GAVE_UP),
        (0.0, Verdict.WRONG),
        (0.0000009, Verdict.WRONG),
        (0.000002, Verdict.PARTLY),
        (0.999998, Verdict.PARTLY),
        (0.9999999, Verdict.RIGHT),
        (1.0, Verdict.RIGHT),
    ],
)
def test_a_fraction_in_a_word(fraction, word):
    assert verdict(fraction) is word
