from datetime import UTC, datetime, timedelta

import pytest

from tanu.question_banks.actions import retire
from tanu.question_banks.models import Question
from tanu.quizzes.actions import CannotBegin, begin
from tanu.quizzes.models import Attempt
from tests.quizzes.paper import items_of, sit

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


def questions_of(attempt: Attempt) -> set[str]:
    return {item.version.question.key for item in items_of(attempt)}


def test_two_questions_of_each_outcome_are_dealt(cast, quiz):
    attempt = begin(cast.aigerim, quiz, "kk", "abc")
    outcomes = [item.version.question.outcome for item in items_of(attempt)]
    assert sorted(outcomes) == sorted(quiz.outcomes * 2)
    assert (attempt.pass_mark, attempt.language, attempt.compiled_hash) == (16, "kk", "abc")


def test_beginning_again_returns_the_open_attempt(cast, quiz):
    first = begin(cast.aigerim, quiz, "kk")
    assert begin(cast.aigerim, quiz, "ru") == first
    assert Attempt.objects.count() == 1


def test_the_second_try_brings_only_unseen_questions(cast, quiz):
    first = sit(cast.aigerim, quiz, 0)
    second = begin(cast.aigerim, quiz, "kk")
    assert (second.round, second.number) == (1, 2)
    assert not questions_of(first) & questions_of(second)


def test_what_another_person_saw_does_not_matter(cast, quiz):
    sit(cast.aigerim, quiz, 0)
    attempt = begin(cast.gulmira, quiz, "ru")
    assert (attempt.round, attempt.number, attempt.items.count()) == (1, 1, 20)


def test_after_three_tries_a_new_round_opens_a_day_later(cast, quiz):
    for _ in range(3):
        sit(cast.aigerim, quiz, 15, at=NOW)
    with pytest.raises(CannotBegin) as refused:
        begin(cast.aigerim, quiz, "kk", at=NOW + timedelta(hours=23))
    assert refused.value.standing.opens_at == NOW + timedelta(hours=24)
    later = begin(cast.aigerim, quiz, "kk", at=NOW + timedelta(hours=24))
    assert (later.round, later.number) == (2, 1)


def test_after_a_pass_nothing_can_be_begun(cast, quiz):
    sit(cast.aigerim, quiz, 16)
    with pytest.raises(CannotBegin) as refused:
        begin(cast.aigerim, quiz, "kk")
    assert refused.value.standing.passed


def test_a_retired_question_is_not_dealt(cast, quiz):
    retired = Question.objects.get(key="o1-q1")
    retire(retired)
    for _ in range(3):
        assert retired.key not in questions_of(sit(cast.aigerim, quiz, 0))


def test_an_attempt_keeps_the_pass_mark_it_began_with(cast, quiz):
    attempt = begin(cast.aigerim, quiz, "kk")
    quiz.pass_mark = 20
    quiz.save()
    attempt.refresh_from_db()
    assert attempt.pass_mark == 16


def test_tries_of_a_record_that_was_joined_count(cast, quiz):
    sit(cast.gulmira, quiz, 0)
    cast.gulmira.__class__.objects.filter(pk=cast.gulmira.pk).update(merged_into=cast.aigerim)
    assert begin(cast.aigerim, quiz, "kk").number == 2
