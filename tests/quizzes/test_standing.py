from datetime import UTC, datetime, timedelta

from tanu.quizzes.models import Attempt, Quiz
from tanu.quizzes.standing import shows_answers, standing

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
QUIZ = Quiz(tries=3, wait_hours=24, pass_mark=16)


def sent(round: int, number: int, score: int = 10, at: datetime = NOW) -> Attempt:
    return Attempt(
        quiz=QUIZ, round=round, number=number, state="submitted", submitted_at=at, score=score, passed=score >= 16
    )


def test_a_newcomer_has_three_tries():
    where = standing(QUIZ, [], NOW)
    assert (where.may_begin, where.tries_left, where.round, where.number) == (True, 3, 1, 1)


def test_an_open_try_is_gone_on_with():
    open_one = Attempt(round=1, number=2)
    where = standing(QUIZ, [sent(1, 1), open_one], NOW)
    assert where.open_attempt is open_one
    assert (where.may_begin, where.tries_left) == (True, 2)


def test_two_tries_are_left_after_the_first():
    where = standing(QUIZ, [sent(1, 1, 14)], NOW)
    assert (where.may_begin, where.tries_left, where.number, where.best_score) == (True, 2, 2, 14)


def test_after_the_third_try_the_next_round_opens_a_day_after_it_was_sent():
    tries = [sent(1, 1), sent(1, 2), sent(1, 3)]
    waiting = standing(QUIZ, tries, NOW + timedelta(hours=23, minutes=59))
    assert (waiting.may_begin, waiting.tries_left, waiting.opens_at) == (False, 0, NOW + timedelta(hours=24))
    opened = standing(QUIZ, tries, NOW + timedelta(hours=24))
    assert (opened.may_begin, opened.tries_left, opened.round, opened.number) == (True, 3, 2, 1)


def test_after_a_pass_there_is_nothing_to_begin():
    where = standing(QUIZ, [sent(1, 1), sent(1, 2, 16)], NOW)
    assert (where.may_begin, where.passed, where.best_score) == (False, True, 16)


def test_answers_are_shown_after_a_pass_or_the_last_try_of_the_round_only():
    first, second, third = sent(1, 1), sent(1, 2), sent(1, 3)
    assert not shows_answers(first, [first])
    assert not shows_answers(second, [first, second])
    assert shows_answers(third, [first, second, third])
    assert shows_answers(first, [first, second, third])
    assert not shows_answers(sent(2, 1), [first, second, third, sent(2, 1)])
    assert shows_answers(first, [first, sent(1, 2, 18)])
