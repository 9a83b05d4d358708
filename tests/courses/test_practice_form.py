"""A practice referral form in a lesson is answered like a check question."""

import pytest

from tanu.courses.models import LessonCheck
from tanu.question_banks.models import Question
from tanu.quizzes.models import AnswerEvent, Attempt
from tests.content.tree import Tree, build_tree, load_beside
from tests.question_banks.forms import FILE, KEY, filled_in

DIRECTIVE = f"::: practise p1 question={KEY}\n:::\n\n"


@pytest.fixture
def tree(tmp_path, db) -> Tree:
    """A course of one lesson, which has a practice form above its check question."""
    tree = build_tree(tmp_path)
    tree.write("question_banks/practice/forms.yaml", FILE.read_text(encoding="utf-8").replace("F-SCH-12", "F-CLIN-1"))
    tree.change_lessons("::: check c1", f"{DIRECTIVE}::: check c1")
    load_beside(tree.root)
    return tree


@pytest.fixture
def page(tree) -> str:
    return "/en/courses/first-steps/bruises/"


@pytest.fixture
def send(aigerim, page, sent):
    return lambda **chosen: aigerim.post(f"{page}check/p1/", sent(**filled_in("answer-p1", **chosen)))


def test_the_lesson_names_the_question_of_the_bank(tree):
    check = LessonCheck.objects.get(name="p1", lesson__key="first-steps/bruises")
    assert check.question == Question.objects.get(key=KEY)


def test_the_form_stands_in_the_lesson_with_its_warning_above_it(aigerim, page):
    text = aigerim.get(page).content.decode()
    assert "For invented children only" in text
    assert text.index("For invented children only") < text.index('name="answer-p1-threshold"')
    assert text.count('name="answer-p1-threshold"') == 3


def test_it_is_stored_as_practice(send, page):
    assert send().url == f"{page}#p1"
    attempt = Attempt.objects.get()
    assert (attempt.kind, attempt.score, attempt.passed) == ("practice", 1, None)
    assert AnswerEvent.objects.get().response[0] == "threshold:now"


def test_feedback_stands_at_every_field(aigerim, send, page):
    send(words="summary")
    text = aigerim.get(page).content.decode()
    assert "Fields that are right: 2 of 3." in text
    assert "These are your words." in text
    assert "Her own words." in text


def test_a_grave_threshold_comes_first_and_makes_the_whole_form_nothing(aigerim, send, page):
    send(threshold="discuss")
    text = aigerim.get(page).content.decode()
    assert "The threshold first" in text
    assert Attempt.objects.get().items.get().fraction == 0


def test_an_empty_form_is_asked_for_in_words(aigerim, page, sent):
    answer = aigerim.post(f"{page}check/p1/", sent())
    assert "Choose an answer first" in aigerim.get(answer.url).content.decode()


def test_without_the_directive_the_question_stays_in_its_bank(tree):
    tree.change_lessons(DIRECTIVE, "")
    load_beside(tree.root)
    assert not LessonCheck.objects.filter(name="p1", lesson__key="first-steps/bruises").exists()
    assert Question.objects.get(key=KEY).retired_on is None


def test_two_lessons_may_practise_the_same(tree):
    for language in ("kk", "ru", "en"):
        text = (tree.root / f"courses/first-steps/01-signs/01-bruises.{language}.md").read_text(encoding="utf-8")
        copy = text.replace("first-steps/bruises", "first-steps/burns")
        tree.write(f"courses/first-steps/01-signs/02-burns.{language}.md", copy)
    load_beside(tree.root)
    assert Question.objects.get(key=KEY).lesson_checks.count() == 2
