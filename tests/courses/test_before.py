import pytest

from tanu.courses.actions import NotOffered, begin_before, finish_lesson, set_aside
from tanu.courses.models import Course
from tanu.quizzes.actions import begin, submit
from tanu.quizzes.models import Attempt, Quiz
from tests.quizzes.paper import answer, in_all, sit


@pytest.fixture
def before(course: Course) -> Quiz:
    """One question for each outcome; here out of the bank of the final test."""
    facts = {"title": in_all("What do you know"), "bank": course.test.bank, "outcomes": course.test.outcomes}
    quiz = Quiz.objects.create(key=f"{course.key}/what-i-know", draw=1, tries=1, minutes=10, **facts)
    course.before = quiz
    course.save(update_fields=["before"])
    return quiz


@pytest.fixture
def page(course, before) -> str:
    return f"/en/courses/{course.key}/"


def take(person, course: Course, right_ones: int) -> Attempt:
    attempt = begin_before(person, course, "kk")
    answer(attempt, right_ones)
    return submit(attempt)


def test_the_map_offers_it_before_the_first_lesson(aigerim, page):
    text = aigerim.get(page).content.decode()
    assert text.index("What do you know en") < text.index(f'href="{page}before/"')
    assert f'href="{page}before/"' in text


def test_a_visitor_is_not_offered_it(client, page):
    assert "What do you know" not in client.get(page).content.decode()


def test_its_page_says_that_nothing_is_required_and_begins_nothing(aigerim, page):
    text = aigerim.get(f"{page}before/").content.decode()
    assert "10 questions, about 10 minutes." in text
    assert "there is no pass mark" in text
    assert not Attempt.objects.exists()


def test_the_form_begins_it(aigerim, cast, course, page, sent):
    answer = aigerim.post(f"{page}before/", sent())
    attempt = Attempt.objects.get()
    assert answer.url == f"/en/tests/{attempt.pk}/1/"
    assert (attempt.kind, attempt.compiled_hash) == ("before", course.current.hash)
    assert aigerim.post(f"{page}before/", sent()).url == answer.url


def test_everybody_is_asked_a_question_of_each_outcome(cast, course, before):
    items = begin_before(cast.aigerim, course, "kk").items.select_related("version__question")
    assert sorted(item.version.question.outcome for item in items) == sorted(before.outcomes)


def test_it_is_taken_once_and_its_page_leads_to_the_result(aigerim, cast, course, page, sent):
    attempt = take(cast.aigerim, course, 3)
    result = f"/en/tests/{attempt.pk}/result/"
    assert aigerim.get(f"{page}before/").url == result
    assert aigerim.post(f"{page}before/", sent()).url == result
    assert "3 of 10 sure already" in aigerim.get(page).content.decode()


@pytest.mark.parametrize("learn", [finish_lesson, set_aside])
def test_after_the_first_lesson_it_is_offered_no_more(aigerim, cast, course, lessons, page, learn):
    learn(cast.aigerim, lessons[0], "kk")
    assert f"{page}before/" not in aigerim.get(page).content.decode()
    assert aigerim.get(f"{page}before/").url == page
    with pytest.raises(NotOffered):
        begin_before(cast.aigerim, course, "kk")


def test_after_a_try_at_the_final_test_it_is_offered_no_more(cast, course, before):
    begin(cast.aigerim, course.test, "kk")
    with pytest.raises(NotOffered):
        begin_before(cast.aigerim, course, "kk")


def test_what_was_begun_can_be_sent_while_lessons_are_read(aigerim, cast, course, lessons, page):
    attempt = begin_before(cast.aigerim, course, "kk")
    finish_lesson(cast.aigerim, lessons[0], "kk")
    assert aigerim.get(f"/en/tests/{attempt.pk}/1/").status_code == 200
    submit(attempt)
    assert "0 of 10 sure already" in aigerim.get(page).content.decode()


def test_its_result_leads_to_the_lessons_of_what_to_look_at(aigerim, cast, course, lessons, before):
    text = aigerim.get(f"/en/tests/{take(cast.aigerim, course, 0).pk}/result/").content.decode()
    assert f'href="/en/courses/{course.key}/{lessons[0].slug}/"' in text
    assert "Back to the course" not in text


def test_after_the_pass_both_stand_side_by_side(aigerim, cast, course, page):
    take(cast.aigerim, course, 4)
    passed = sit(cast.aigerim, course.test, 20)
    answer = aigerim.get(f"/en/tests/{passed.pk}/result/")
    compared = answer.context["result"].compared
    assert (compared.sure_before, compared.sure_after, len(compared.pairs)) == (4, 10, 10)
    assert "Sure before the course: 4 of 10. Sure after it: 10 of 10." in answer.content.decode()
    assert "<svg" in answer.content.decode()
    assert f'href="/en/tests/{passed.pk}/result/#compared"' in aigerim.get(page).content.decode()


def test_without_a_pass_or_without_it_nothing_is_compared(aigerim, cast, course, before):
    sat = sit(cast.gulmira, course.test, 20)
    take(cast.aigerim, course, 4)
    failed = sit(cast.aigerim, course.test, 3)
    assert aigerim.get(f"/en/tests/{failed.pk}/result/").context["result"].compared is None
    aigerim.force_login(cast.gulmira)
    assert aigerim.get(f"/en/tests/{sat.pk}/result/").context["result"].compared is None


def test_a_course_without_it_has_no_such_page(aigerim, course):
    course.before = None
    course.save(update_fields=["before"])
    assert aigerim.get(f"/en/courses/{course.key}/before/").status_code == 404


def test_the_map_asks_no_more_of_the_database_for_it(aigerim, cast, course, page, django_assert_max_num_queries):
    take(cast.aigerim, course, 4)
    aigerim.get(page)
    with django_assert_max_num_queries(9):
        aigerim.get(page)
