import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tanu.quizzes.actions import AttemptIsSent, begin, save, submit
from tanu.quizzes.models import AnswerEvent, Attempt
from tests.quizzes.paper import form, items_of


@pytest.fixture
def attempt(cast, quiz) -> Attempt:
    return begin(cast.aigerim, quiz, "kk")


@pytest.fixture
def page(attempt) -> str:
    return f"/kk/tests/{attempt.pk}/1/"


@pytest.fixture
def aigerim(client, cast):
    client.force_login(cast.aigerim)
    return client


def test_only_what_changed_is_written(attempt):
    first, second = items_of(attempt)[:2]
    save(attempt, {first.pk: ["a"], second.pk: []}, "kk")
    assert AnswerEvent.objects.count() == 1
    save(attempt, {first.pk: ["a"], second.pk: ["b"]}, "ru")
    save(attempt, {first.pk: ["c"]}, "ru")
    assert [(event.sequence, event.response, event.language) for event in first.answers.all()] == [
        (1, ["a"], "kk"),
        (2, ["c"], "ru"),
    ]


def test_an_answer_can_be_taken_back(attempt):
    item = items_of(attempt)[0]
    save(attempt, {item.pk: ["a"]}, "kk")
    save(attempt, {item.pk: []}, "kk")
    assert items_of(attempt)[0].response == []


def test_nothing_is_saved_into_a_test_that_was_sent(attempt):
    submit(attempt)
    with pytest.raises(AttemptIsSent):
        save(attempt, {items_of(attempt)[0].pk: ["a"]}, "kk")
    assert not AnswerEvent.objects.exists()


def test_an_item_of_another_attempt_is_not_touched(attempt, cast, quiz):
    strange = items_of(begin(cast.gulmira, quiz, "kk"))[0]
    assert save(attempt, {strange.pk: ["a"]}, "kk") == []


def test_the_form_saves_and_goes_on(aigerim, attempt, page):
    answer = aigerim.post(page, form(items_of(attempt)[:5], {1: ["a"], 2: ["b"]}, go="next"))
    assert answer.url == f"/kk/tests/{attempt.pk}/2/"
    assert [item.response for item in items_of(attempt)[:3]] == [["a"], ["b"], None]
    assert "checked" in aigerim.get(page).content.decode()


def test_the_last_part_leads_to_the_review(aigerim, attempt):
    answer = aigerim.post(f"/ru/tests/{attempt.pk}/4/", form([], go="next"))
    assert answer.url == f"/ru/tests/{attempt.pk}/review/"


def test_back_saves_too(aigerim, attempt):
    answer = aigerim.post(f"/kk/tests/{attempt.pk}/2/", form(items_of(attempt)[5:10], {6: ["a"]}, go="back"))
    assert answer.url == f"/kk/tests/{attempt.pk}/1/"
    assert items_of(attempt)[5].response == ["a"]


def test_autosave_stays_on_the_page(aigerim, attempt, page):
    assert aigerim.post(page, form(items_of(attempt)[:5], {1: ["a"]})).url == page


def test_an_event_keeps_the_key_of_its_form(aigerim, attempt, page):
    sent = form(items_of(attempt)[:5], {1: ["a"]})
    aigerim.post(page, sent)
    assert AnswerEvent.objects.get().client_key == uuid.UUID(sent["client_key"])


def test_the_same_form_again_is_answered_as_before(aigerim, attempt, page):
    sent = form(items_of(attempt)[:5], {1: ["a"]}, go="next")
    assert aigerim.post(page, sent).url == aigerim.post(page, sent).url
    assert AnswerEvent.objects.count() == 1


def test_another_body_under_the_same_key_is_refused(aigerim, attempt, page):
    sent = form(items_of(attempt)[:5], {1: ["a"]})
    aigerim.post(page, sent)
    assert aigerim.post(page, {**sent, "q1": "b"}).status_code == 409


@pytest.mark.parametrize("answer", [["z"], ["a", "b", "c", "d", "e"]])
def test_an_option_that_was_not_offered_is_refused(aigerim, attempt, page, answer):
    assert aigerim.post(page, form(items_of(attempt)[:5], {1: answer})).status_code == 400
    assert not AnswerEvent.objects.exists()


@pytest.mark.parametrize("number", [0, 5, 99])
def test_a_part_that_is_not_there_is_not_found(aigerim, attempt, number):
    assert aigerim.get(f"/kk/tests/{attempt.pk}/{number}/").status_code == 404


def test_only_the_learner_sees_the_attempt(client, cast, attempt):
    for name, person in cast.everybody().items():
        client.force_login(person)
        for page in ("part", "review", "result"):
            address = reverse(f"quizzes:{page}", args=[attempt.pk, 1] if page == "part" else [attempt.pk])
            assert (client.get(address).status_code == 404) is (name != "aigerim"), name


def test_a_page_does_not_say_what_is_right(aigerim, page):
    assert "Reason" not in aigerim.get(page).content.decode()


def test_a_page_writes_nothing_and_asks_little(aigerim, attempt, page, django_assert_max_num_queries):
    aigerim.get(page)
    with django_assert_max_num_queries(12) as asked:
        aigerim.get(page)
    assert not [query for query in asked.captured_queries if not query["sql"].startswith("SELECT")]


def test_a_save_asks_little(aigerim, attempt, page):
    body = form(items_of(attempt)[:5], {1: ["a"]})
    with CaptureQueriesContext(connection) as asked:
        aigerim.post(page, body)
    assert len([query for query in asked.captured_queries if "SAVEPOINT" not in query["sql"]]) <= 12
