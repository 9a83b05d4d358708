import re

import pytest

from tanu.quizzes.actions import begin
from tanu.quizzes.models import AnswerEvent
from tests.quizzes.paper import form, items_of


def fields(page: str) -> list[tuple[str, str, bool]]:
    """Name, value and whether it is chosen, of every choice on a page, in its order."""
    inputs = re.findall(r'<input type="(?:radio|checkbox)" name="(q\d+)" value="(\w+)"( checked)?', page)
    return [(name, value, bool(chosen)) for name, value, chosen in inputs]


@pytest.fixture
def aigerim(client, cast):
    client.force_login(cast.aigerim)
    return client


@pytest.mark.parametrize("language", ["ru", "en"])
def test_switching_saves_and_keeps_what_is_chosen_in_the_dealt_order(aigerim, cast, quiz, language):
    attempt = begin(cast.aigerim, quiz, "kk")
    items = items_of(attempt)[:5]
    chosen = {1: ["c"], 3: ["a"]}
    before = fields(aigerim.get(f"/kk/tests/{attempt.pk}/1/").content.decode())
    answer = aigerim.post(f"/kk/tests/{attempt.pk}/1/", form(items, chosen, go=language))
    assert answer.url == f"/{language}/tests/{attempt.pk}/1/"
    page = aigerim.get(answer.url).content.decode()
    after = fields(page)
    assert [row[:2] for row in after] == [row[:2] for row in before]
    assert {(name, value) for name, value, is_chosen in after if is_chosen} == {("q1", "c"), ("q3", "a")}
    assert f"Option c of {items[0].version.question.key} {language}" in page


def test_an_answer_keeps_the_language_it_was_given_in(aigerim, cast, quiz):
    attempt = begin(cast.aigerim, quiz, "kk")
    items = items_of(attempt)[:5]
    aigerim.post(f"/kk/tests/{attempt.pk}/1/", form(items, {1: ["c"]}, go="ru"))
    aigerim.post(f"/ru/tests/{attempt.pk}/1/", form(items, {1: ["c"], 2: ["a"]}, go="next"))
    events = AnswerEvent.objects.order_by("pk").values_list("item__position", "language")
    assert list(events) == [(1, "kk"), (2, "ru")]


def test_the_switch_on_a_page_with_answers_is_buttons_of_its_form(aigerim, cast, quiz):
    attempt = begin(cast.aigerim, quiz, "kk")
    page = aigerim.get(f"/kk/tests/{attempt.pk}/1/").content.decode()
    buttons = re.findall(r'<button (?:type="submit" )?form="answers" name="go" value="(\w+)"', page)
    assert buttons == ["next", "ru", "en"], "Enter presses the first button of a form: it must not be a language"
    assert 'hreflang="' not in page


def test_an_unknown_place_to_go_stays(aigerim, cast, quiz):
    attempt = begin(cast.aigerim, quiz, "kk")
    address = f"/kk/tests/{attempt.pk}/1/"
    assert aigerim.post(address, form([], go="//evil.example")).url == address
