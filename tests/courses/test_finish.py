from datetime import timedelta

import pytest

from tanu.courses.actions import finish_lesson, set_aside, settle
from tanu.courses.models import LessonProgress
from tanu.courses.publishing import compile_course
from tanu.records.actions import announce_edition
from tanu.records.models import Completion
from tests.quizzes.paper import sit


@pytest.fixture
def read_all(cast, lessons):
    def read(person) -> None:
        for lesson in lessons:
            finish_lesson(person, lesson, "kk")

    return read


def test_a_lesson_done_keeps_its_language_and_the_text_that_was_read(cast, lessons):
    finish_lesson(cast.aigerim, lessons[0], "ru")
    row = LessonProgress.objects.get(person=cast.aigerim)
    assert (row.state, row.language, row.compiled_hash) == ("done", "ru", lessons[0].current.hash)


def test_lessons_alone_complete_nothing(cast, course, read_all):
    read_all(cast.aigerim)
    assert settle(cast.aigerim, course) is None
    assert not Completion.objects.exists()


def test_the_test_alone_completes_nothing(cast, course):
    sit(cast.aigerim, course.test, 20)
    assert not Completion.objects.exists()


def test_the_last_lesson_completes_when_the_test_is_passed(cast, course, read_all):
    sit(cast.aigerim, course.test, 20)
    read_all(cast.aigerim)
    completion = Completion.objects.get()
    assert (completion.person, completion.source, completion.edition) == (
        cast.aigerim,
        "online",
        course.current.edition,
    )
    assert completion.compiled_hash == course.current.hash


def test_the_passed_test_completes_when_the_lessons_are_through(cast, course, read_all):
    read_all(cast.aigerim)
    sit(cast.aigerim, course.test, 16)
    assert Completion.objects.get().person == cast.aigerim


def test_a_test_not_passed_completes_nothing(cast, course, read_all):
    read_all(cast.aigerim)
    sit(cast.aigerim, course.test, 15)
    assert not Completion.objects.exists()


def test_setting_aside_counts_as_much_as_reading(cast, course, lessons):
    for lesson in lessons:
        set_aside(cast.aigerim, lesson, "kk")
    sit(cast.aigerim, course.test, 16)
    assert Completion.objects.count() == 1


def test_settling_again_adds_no_row(cast, course, read_all):
    read_all(cast.aigerim)
    sit(cast.aigerim, course.test, 20)
    read_all(cast.aigerim)
    assert settle(cast.aigerim, course) == Completion.objects.get()


def test_what_is_done_stays_done_when_it_is_set_aside(cast, lessons):
    finish_lesson(cast.aigerim, lessons[0], "kk")
    set_aside(cast.aigerim, lessons[0], "kk")
    assert LessonProgress.objects.get().state == "done"


def test_what_was_set_aside_can_be_done_later(cast, lessons):
    set_aside(cast.aigerim, lessons[0], "kk")
    finish_lesson(cast.aigerim, lessons[0], "kk")
    assert LessonProgress.objects.get().state == "done"


def test_one_learners_lessons_complete_nothing_for_another(cast, course, read_all):
    read_all(cast.aigerim)
    sit(cast.gulmira, course.test, 20)
    assert not Completion.objects.exists()


def test_lessons_of_a_record_that_was_joined_count(cast, course, read_all):
    read_all(cast.gulmira)
    gulmira = cast.gulmira
    gulmira.merged_into = cast.aigerim
    gulmira.save()
    sit(cast.aigerim, course.test, 20)
    assert Completion.objects.get().person == cast.aigerim


def test_who_passes_first_is_told_how_many_lessons_are_left(cast, course, lessons, walked_by, client):
    finish_lesson(cast.aigerim, lessons[0], "en")
    attempt = sit(cast.aigerim, course.test, 20)
    client.force_login(cast.aigerim)
    page = client.get(f"/en/tests/{attempt.pk}/result/").content.decode()
    assert f"Lessons still to be done or set aside: {len(walked_by('school')) - 1}." in page


def test_a_new_edition_is_not_completed_by_the_test_of_the_old(cast, course, lessons, read_all):
    read_all(cast.aigerim)
    sit(cast.aigerim, course.test, 20)
    old = course.current.edition
    facts = {"title": old.title, "hours": old.hours, "valid_months": old.valid_months, "is_pilot": True}
    announce_edition(course.training, dated=old.dated + timedelta(days=1), **facts)
    compile_course(course)
    finish_lesson(cast.aigerim, lessons[0], "kk")
    assert [row.edition for row in Completion.objects.all()] == [old]
