import pytest

from tanu.courses.models import LessonCheck
from tanu.quizzes.models import Attempt


@pytest.fixture
def check(course) -> LessonCheck:
    checks = LessonCheck.objects.filter(lesson__course=course, question__current__type="single")
    return checks.select_related("lesson", "question__current").first()


@pytest.fixture
def lesson_page(course, check) -> str:
    return f"/en/courses/{course.key}/{check.lesson.slug}/"


def options(check: LessonCheck, *, right: bool) -> list[str]:
    return [o["key"] for o in check.question.current.document["options"] if (o["weight"] > 0) == right]


@pytest.fixture
def answer(aigerim, lesson_page, check, sent):
    def post(*keys: str, language: str = "en", **fields):
        page = lesson_page.replace("/en/", f"/{language}/")
        return aigerim.post(f"{page}check/{check.name}/", sent(**{f"answer-{check.name}": list(keys)}, **fields))

    return post


def card(aigerim, page: str, name: str):
    return next(p.check for p in aigerim.get(page).context["reading"].parts if p.check and p.check.name == name)


def test_an_answer_leads_back_to_its_question(answer, check, lesson_page):
    assert answer(options(check, right=True)[0]).url == f"{lesson_page}#{check.name}"


def test_after_checking_every_option_gives_its_reason(aigerim, answer, check, lesson_page):
    answer(options(check, right=False)[0])
    shown = card(aigerim, lesson_page, check.name)
    assert not shown.is_right
    assert all(option.feedback for option in shown.question.options)
    assert "Not quite" in aigerim.get(lesson_page).content.decode()


def test_before_checking_the_page_does_not_hold_what_is_right(aigerim, check, lesson_page):
    shown = card(aigerim, lesson_page, check.name)
    assert not any(option.is_right or option.feedback for option in shown.question.options)


def test_the_right_answer_is_right_in_every_language(aigerim, answer, check, lesson_page):
    answer(*options(check, right=True), language="kk")
    for language in ("kk", "ru", "en"):
        assert card(aigerim, lesson_page.replace("/en/", f"/{language}/"), check.name).is_right


def test_trying_again_opens_the_question_and_writes_nothing(aigerim, answer, check, lesson_page):
    answer(options(check, right=False)[0])
    shown = card(aigerim, f"{lesson_page}?again={check.name}", check.name)
    assert not shown.question.marked
    assert Attempt.objects.count() == 1


def test_the_last_answer_counts(aigerim, answer, check, lesson_page):
    answer(options(check, right=False)[0])
    answer(*options(check, right=True))
    assert card(aigerim, lesson_page, check.name).is_right


def test_an_empty_answer_is_asked_for_in_words(aigerim, answer, check, lesson_page):
    page = aigerim.get(answer().url)
    assert "Choose an answer first, then press Check." in page.content.decode()
    assert not Attempt.objects.exists()


def test_the_same_form_twice_is_one_answer(answer, check):
    key = {"client_key": "5e0c1a52-7f7e-4f5e-9a57-0d6a3c1f2b11"}
    assert answer(*options(check, right=True), **key).url == answer(*options(check, right=True), **key).url
    assert Attempt.objects.count() == 1


def test_an_option_the_question_does_not_have_is_refused(answer):
    assert answer("not-an-option").status_code == 400
    assert not Attempt.objects.exists()


def test_a_question_the_lesson_does_not_have_is_not_found(aigerim, lesson_page, sent):
    assert aigerim.post(f"{lesson_page}check/c99/", sent()).status_code == 404


def test_another_learner_sees_the_question_open(client, answer, cast, check, lesson_page):
    answer(options(check, right=False)[0])
    client.force_login(cast.gulmira)
    assert not card(client, lesson_page, check.name).question.marked
