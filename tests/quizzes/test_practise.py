import pytest

from tanu.question_banks.models import QuestionVersion
from tanu.quizzes.actions import NothingChosen, practise
from tanu.quizzes.models import Attempt
from tanu.quizzes.reads import latest_practice, standing_of
from tanu.quizzes.signals import attempt_submitted


@pytest.fixture
def check(quiz) -> QuestionVersion:
    return QuestionVersion.objects.get(question__key="o1-q4")


def test_a_check_question_is_marked_at_once(cast, check):
    attempt = practise(cast.aigerim, check, ["a", "b"], "ru", "abc")
    assert (attempt.kind, attempt.state, attempt.passed, attempt.compiled_hash) == (
        "practice",
        "submitted",
        None,
        "abc",
    )
    item = attempt.items.with_answers().get()
    assert (item.fraction, item.response, item.option_order) == (1.0, ["a", "b"], ["a", "b", "c", "d"])


def test_a_check_question_wants_an_answer(cast, check):
    with pytest.raises(NothingChosen):
        practise(cast.aigerim, check, [], "ru", "abc")
    assert not Attempt.objects.exists()


def test_the_latest_answer_is_read_in_one_query(cast, check, django_assert_num_queries):
    person, other = cast.aigerim, QuestionVersion.objects.get(question__key="o2-q1")
    practise(person, check, ["c"], "kk")
    practise(person, check, ["a"], "kk")
    practise(cast.gulmira, check, ["d"], "kk")
    with django_assert_num_queries(1):
        latest = latest_practice(person, [check.pk, other.pk])
    assert list(latest) == [check.pk]
    assert (latest[check.pk].response, latest[check.pk].fraction) == (["a"], 0.5)


def test_practice_is_no_try_at_a_test(cast, check, quiz):
    told = []
    attempt_submitted.connect(told.append)
    practise(cast.aigerim, check, ["a"], "kk")
    attempt_submitted.disconnect(told.append)
    assert told == []
    assert standing_of(cast.aigerim, quiz).number == 1


def test_the_page_of_a_practice_attempt_is_not_there(client, cast, check):
    attempt = practise(cast.aigerim, check, ["a"], "kk")
    client.force_login(cast.aigerim)
    assert client.get(f"/kk/tests/{attempt.pk}/1/").status_code == 404
