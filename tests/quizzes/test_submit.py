import pytest
from django.core.management import call_command

from tanu.quizzes.actions import begin, save, submit
from tanu.quizzes.marking import recount
from tanu.quizzes.models import Attempt, AttemptItem
from tanu.quizzes.signals import attempt_submitted
from tests.quizzes.paper import answer, form, items_of, right, sit


@pytest.fixture
def heard():
    """Attempts of which the rooms above were told."""
    told: list[Attempt] = []

    def listen(sender, attempt, **kwargs):
        told.append(attempt)

    attempt_submitted.connect(listen)
    yield told
    attempt_submitted.disconnect(listen)


@pytest.fixture
def aigerim(client, cast):
    client.force_login(cast.aigerim)
    return client


def result_page(client, attempt: Attempt) -> str:
    return client.get(f"/en/tests/{attempt.pk}/result/").content.decode()


@pytest.mark.parametrize(("right_ones", "passed"), [(20, True), (16, True), (15, False), (0, False)])
def test_sixteen_of_twenty_pass(cast, quiz, right_ones, passed):
    attempt = sit(cast.aigerim, quiz, right_ones)
    assert (attempt.score, attempt.passed) == (right_ones, passed)


def test_a_second_submit_changes_nothing(cast, quiz, heard):
    attempt = sit(cast.aigerim, quiz, 16)
    again = submit(attempt)
    assert (again.submitted_at, again.score) == (attempt.submitted_at, attempt.score)
    assert heard == [attempt]


def test_a_partly_right_question_keeps_its_fraction_and_does_not_count(cast, quiz):
    attempt = begin(cast.aigerim, quiz, "kk")
    item = next(item for item in items_of(attempt) if item.version.type == "several")
    save(attempt, {item.pk: right(item)[:1]}, "kk")
    assert submit(attempt).score == 0
    item.refresh_from_db()
    assert item.fraction == 0.5


def test_what_was_not_answered_was_given_up(cast, quiz):
    attempt = submit(begin(cast.aigerim, quiz, "kk"))
    assert attempt.score == 0
    assert {item.fraction for item in attempt.items.all()} == {None}


def test_marks_can_be_deleted_and_recounted(cast, quiz):
    attempts = [sit(cast.aigerim, quiz, 12), sit(cast.aigerim, quiz, 17), begin(cast.gulmira, quiz, "kk")]
    answer(attempts[2], 20)

    def marks() -> list:
        items = AttemptItem.objects.order_by("pk").values_list("pk", "fraction")
        return [*Attempt.objects.order_by("pk").values_list("pk", "score", "passed"), *items]

    before = marks()
    Attempt.objects.update(score=None, passed=None)
    AttemptItem.objects.update(fraction=None)
    assert marks() != before
    call_command("recount_attempts", verbosity=0)
    assert marks() == before


def test_recounting_an_open_attempt_gives_it_no_marks(cast, quiz):
    attempt = begin(cast.aigerim, quiz, "kk")
    answer(attempt, 20)
    recount(attempt)
    assert (attempt.score, attempt.passed) == (None, None)


def test_the_review_says_what_is_unanswered_and_sends(aigerim, cast, quiz, heard):
    attempt = begin(cast.aigerim, quiz, "kk")
    save(attempt, {item.pk: right(item) for item in items_of(attempt)[:17]}, "kk")
    address = f"/en/tests/{attempt.pk}/review/"
    page = aigerim.get(address).content.decode()
    assert "17 of 20 questions have an answer" in page
    assert "without an answer: 3" in page
    answer_ = aigerim.post(address, form([]))
    assert answer_.url == f"/en/tests/{attempt.pk}/result/"
    assert "You have passed" in result_page(aigerim, attempt)
    assert heard == [attempt]


def test_a_page_of_a_test_that_was_sent_leads_to_its_result(aigerim, cast, quiz):
    attempt = sit(cast.aigerim, quiz, 3)
    for page in ("1", "review"):
        assert aigerim.get(f"/kk/tests/{attempt.pk}/{page}/").url == f"/kk/tests/{attempt.pk}/result/"
        sent = aigerim.post(f"/kk/tests/{attempt.pk}/{page}/", form(items_of(attempt)[:5], {1: ["a"]}))
        assert sent.url == f"/kk/tests/{attempt.pk}/result/"


def test_the_result_of_an_open_test_is_not_there_yet(aigerim, cast, quiz):
    attempt = begin(cast.aigerim, quiz, "kk")
    assert aigerim.get(f"/kk/tests/{attempt.pk}/result/").url == f"/kk/tests/{attempt.pk}/1/"


def test_while_a_try_is_left_the_result_names_what_was_missed_and_no_answer(aigerim, cast, quiz):
    page = result_page(aigerim, sit(cast.aigerim, quiz, 14))
    assert "16 of 20 are needed, you have 14." in page
    assert "Two tries left." in page
    assert "Outcome o" in page
    assert "Reason" not in page
    assert "failed" not in page


def test_after_the_last_try_every_option_is_explained_and_the_way_back_is_told(aigerim, cast, quiz):
    attempts = [sit(cast.aigerim, quiz, 14) for _ in range(3)]
    for attempt in attempts:
        page = result_page(aigerim, attempt)
        for item in items_of(attempt):
            for key in "abcd":
                assert f"Reason {key} of {item.version.question.key} en" in page
    assert "A new set of questions opens:" in page
    assert "What to read again" in page


def test_after_a_pass_every_option_is_explained(aigerim, cast, quiz):
    page = result_page(aigerim, sit(cast.aigerim, quiz, 20))
    assert "You have passed" in page
    assert "Reason a" in page
    assert "What to read again" not in page


def test_a_submit_and_its_result_ask_little(aigerim, cast, quiz, django_assert_max_num_queries):
    attempt = begin(cast.aigerim, quiz, "kk")
    answer(attempt, 18)
    with django_assert_max_num_queries(19):
        aigerim.post(f"/en/tests/{attempt.pk}/review/", form([]))
    with django_assert_max_num_queries(13):
        result_page(aigerim, attempt)
