import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanu.quizzes.dealing import BankTooSmall, Candidate, draw

OUTCOMES = ["o1", "o2", "o3"]
seeds = st.integers(0, 2**32)


@st.composite
def banks(draw_, per_outcome: int) -> list[Candidate]:
    """At least `per_outcome` questions for each outcome, some of them dealt before, and some of a strange outcome."""
    candidates: list[Candidate] = []
    for outcome in [*OUTCOMES, "strange"]:
        times = draw_(st.lists(st.integers(0, 3), min_size=per_outcome, max_size=8))
        candidates += [Candidate(len(candidates) + n, outcome, dealt) for n, dealt in enumerate(times)]
    return candidates


@given(banks(2), seeds)
def test_every_outcome_is_asked_as_often_as_the_quiz_says(candidates, seed):
    drawn = draw(candidates, OUTCOMES, 2, random.Random(seed))
    assert Counter(candidate.outcome for candidate in drawn) == dict.fromkeys(OUTCOMES, 2)


@given(banks(2), seeds)
def test_no_question_comes_twice(candidates, seed):
    drawn = draw(candidates, OUTCOMES, 2, random.Random(seed))
    assert len({candidate.version for candidate in drawn}) == len(drawn)


@given(banks(2), seeds)
def test_questions_seen_less_often_come_first(candidates, seed):
    drawn = draw(candidates, OUTCOMES, 2, random.Random(seed))
    for left in set(candidates) - set(drawn):
        rivals = [candidate for candidate in drawn if candidate.outcome == left.outcome]
        assert all(candidate.times_dealt <= left.times_dealt for candidate in rivals)


@given(banks(2), seeds)
def test_the_same_chance_deals_the_same(candidates, seed):
    assert draw(candidates, OUTCOMES, 2, random.Random(seed)) == draw(candidates, OUTCOMES, 2, random.Random(seed))


def test_the_order_is_shuffled_over_the_whole_test():
    candidates = [Candidate(n, outcome) for n, outcome in enumerate(OUTCOMES * 4)]
    orders = {
        tuple(candidate.outcome for candidate in draw(candidates, OUTCOMES, 2, random.Random(seed)))
        for seed in range(50)
    }
    assert len(orders) > 20


def test_each_question_has_its_chance():
    candidates = [Candidate(n, "o1") for n in range(4)]
    seen = {c.version for seed in range(50) for c in draw(candidates, ["o1"], 2, random.Random(seed))}
    assert seen == {0, 1, 2, 3}


def test_a_bank_that_is_too_small_is_named():
    with pytest.raises(BankTooSmall, match="o2 has 0 questions"):
        draw([Candidate(1, "o1")], ["o1", "o2"], 1, random.Random(0))
