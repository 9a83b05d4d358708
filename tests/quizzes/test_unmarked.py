"""Tests that count for nothing: before a course, once, and months after it."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from tanu.quizzes.actions import CannotBegin, begin, submit
from tanu.quizzes.models import Attempt, Quiz
from tanu.quizzes.reads import standing_of
from tanu.quizzes.signals import attempt_submitted
from tests.quizzes.paper import OUTCOMES, answer, in_all, items_of, sit

BEFORE, AGAIN = Attempt.Kind.BEFORE, Attempt.Kind.AGAIN


@pytest.fixture
def before(quiz) -> Quiz:
    """In the tests it may draw from the bank of the final test."""
    return Quiz.objects.create(
        key="paper/before", title=in_all("Before"), bank=quiz.bank, outcomes=OUTCOMES, draw=1, tries=1, minutes=10
    )


def take(person, quiz: Quiz, kind: Attempt.Kind, right_ones: int = 0) -> Attempt:
    attempt = begin(person, quiz, "kk", kind=kind)
    answer(attempt, right_ones)
    return submit(attempt)


def test_a_test_before_a_course_has_a_score_and_no_pass(cast, before):
    attempt = take(cast.aigerim, before, BEFORE, 3)
    assert (attempt.score, attempt.pass_mark, attempt.passed) == (3, None, None)


def test_it_is_taken_once(cast, before):
    take(cast.aigerim, before, BEFORE)
    with pytest.raises(CannotBegin):
        begin(cast.aigerim, before, "kk", kind=BEFORE)


def test_an_open_one_is_gone_on_with(cast, before):
    assert begin(cast.aigerim, before, "kk", kind=BEFORE) == begin(cast.aigerim, before, "ru", kind=BEFORE)


def test_what_was_taken_in_a_record_that_was_joined_counts(cast, before):
    take(cast.gulmira, before, BEFORE)
    type(cast.gulmira).objects.filter(pk=cast.gulmira.pk).update(merged_into=cast.aigerim)
    with pytest.raises(CannotBegin):
        begin(cast.aigerim, before, "kk", kind=BEFORE)


def test_again_asks_one_question_of_each_outcome_and_those_not_yet_seen_first(cast, quiz):
    seen = {item.version_id for item in items_of(sit(cast.aigerim, quiz, 20))}
    items = items_of(begin(cast.aigerim, quiz, "kk", kind=AGAIN))
    assert sorted(item.version.question.outcome for item in items) == sorted(OUTCOMES)
    assert not seen & {item.version_id for item in items}


def test_again_is_no_try_at_the_test(cast, quiz):
    take(cast.aigerim, quiz, AGAIN)
    assert (standing_of(cast.aigerim, quiz).number, standing_of(cast.aigerim, quiz).best_score) == (1, None)


def test_again_can_be_taken_more_than_once_and_beside_an_open_try(cast, quiz):
    begin(cast.aigerim, quiz, "kk")
    numbers = [take(cast.aigerim, quiz, AGAIN).number for _ in range(2)]
    assert numbers == [1, 2]


def test_the_rooms_above_are_told_and_nothing_was_passed(cast, quiz):
    told: list[Attempt] = []

    def listen(sender, attempt, **kwargs):
        told.append(attempt)

    attempt_submitted.connect(listen)
    attempt = take(cast.aigerim, quiz, AGAIN, 10)
    attempt_submitted.disconnect(listen)
    assert told == [attempt]
    assert attempt.passed is None


def test_their_marks_can_be_deleted_and_recounted(cast, quiz, before):
    take(cast.aigerim, before, BEFORE, 4)
    take(cast.aigerim, quiz, AGAIN, 7)
    Attempt.objects.update(score=None)
    call_command("recount_attempts", verbosity=0)
    assert sorted(Attempt.objects.values_list("kind", "score", "passed")) == [("again", 7, None), ("before", 4, None)]


@pytest.mark.parametrize("nonsense", [{"pass_mark": 5}, {"number": 2}, {"quiz": None}])
def test_the_database_refuses_nonsense(cast, before, nonsense):
    attempt = {"person": cast.aigerim, "kind": BEFORE, "quiz": before, "language": "kk", **nonsense}
    with pytest.raises(IntegrityError), transaction.atomic():
        Attempt.objects.create(**attempt)


def page(client, person, attempt: Attempt) -> str:
    client.force_login(person)
    return client.get(f"/en/tests/{attempt.pk}/result/").content.decode()


def test_the_result_before_a_course_names_where_to_look_and_shows_no_answer(client, cast, before):
    text = page(client, cast.aigerim, take(cast.aigerim, before, BEFORE, 3))
    assert "3 of 10 sure already" in text
    assert text.count("Outcome o") == 7
    assert "Reason" not in text


def test_the_result_months_later_names_what_is_remembered_and_what_to_read_again(client, cast, quiz):
    text = page(client, cast.aigerim, take(cast.aigerim, quiz, AGAIN, 8))
    assert "You remember 8 of 10" in text
    assert "Worth reading again" in text
    assert text.count("Outcome o") == 10
    assert "Reason" not in text


def test_a_page_of_such_a_test_says_that_it_counts_for_nothing(client, cast, before):
    client.force_login(cast.aigerim)
    text = client.get(f"/en/tests/{begin(cast.aigerim, before, 'en', kind=BEFORE).pk}/1/").content.decode()
    assert "nothing; only you see it" in text
    assert "Needed to pass" not in text


def test_nobody_else_reads_it(client, cast, before):
    attempt = take(cast.aigerim, before, BEFORE, 3)
    client.force_login(cast.baurzhan)
    assert client.get(f"/en/tests/{attempt.pk}/result/").status_code == 404
