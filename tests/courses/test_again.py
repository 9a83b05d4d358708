from datetime import date, timedelta

import pytest

from tanu.courses.actions import NotOffered, begin_again, decline_again, put_off_again
from tanu.courses.models import Course, Retest
from tanu.courses.retests import Answer, afterwards, last_day_open
from tanu.lib.dates import add_months
from tanu.quizzes.actions import submit
from tanu.quizzes.models import Attempt
from tanu.records.actions import record_completion, void
from tanu.records.models import Completion
from tests.quizzes.paper import answer, sit

DONE = date(2026, 1, 31)


@pytest.fixture(autouse=True)
def asked_again(course: Course) -> None:
    course.again = {"months": [3, 12], "minutes": 10}
    course.save(update_fields=["again"])


@pytest.fixture
def complete(course, cast):
    def completed(person, months_ago: int = 3, evidence: str = "day:1", days_ago: int = 0) -> Completion:
        day = add_months(cast.today, -months_ago) - timedelta(days=days_ago)
        source = Completion.Source.CLASSROOM
        return record_completion(person, course.current.edition, source=source, evidence=evidence, completed_on=day)

    return completed


@pytest.fixture
def invited(course, cast):
    def invitation(person):
        found = afterwards(person, [course], cast.today).get(course.pk)
        return found.invitation if found else None

    return invitation


# A month's end clamps: three months after 31 January is 30 April.
@pytest.mark.parametrize(
    ("day", "stands"),
    [
        (date(2026, 4, 29), False),
        (date(2026, 4, 30), True),
        (date(2026, 6, 29), True),
        (date(2026, 6, 30), False),
    ],
)
def test_an_invitation_stands_from_the_due_day_for_sixty_days(day, stands):
    assert (last_day_open(DONE, 3, Answer(), day) == date(2026, 6, 29)) is stands


def test_it_is_put_off_declined_or_answered():
    day = date(2026, 5, 10)
    assert last_day_open(DONE, 3, Answer(put_off_until=day), day)
    assert not last_day_open(DONE, 3, Answer(put_off_until=day + timedelta(days=1)), day)
    assert not last_day_open(DONE, 3, Answer(is_declined=True), day)


def test_whoever_completed_three_months_ago_is_invited(cast, complete, invited):
    complete(cast.aigerim)
    assert invited(cast.aigerim).months == 3
    assert invited(cast.gulmira) is None


def test_a_year_later_there_is_another_invitation(cast, complete, invited):
    complete(cast.aigerim, 12)
    assert invited(cast.aigerim).months == 12


@pytest.mark.parametrize("months_ago", [2, 7, 20])
def test_in_between_nobody_is_asked(cast, complete, invited, months_ago):
    complete(cast.aigerim, months_ago)
    assert invited(cast.aigerim) is None


def test_the_latest_completion_counts(cast, complete, invited):
    complete(cast.aigerim, 3)
    complete(cast.aigerim, 1, "day:2")
    assert invited(cast.aigerim) is None


def test_a_completion_taken_back_counts_for_nothing(cast, complete, invited):
    void(complete(cast.aigerim), by=cast.alma)
    assert invited(cast.aigerim) is None


def test_a_course_that_does_not_ask_again_invites_nobody(cast, course, complete):
    person = complete(cast.aigerim).person
    course.again = {}
    assert afterwards(person, [course], cast.today)[course.pk].invitation is None


def test_what_was_completed_is_read_in_one_query(cast, course, complete, django_assert_num_queries):
    person = complete(cast.aigerim).person
    with django_assert_num_queries(1):
        assert afterwards(person, [course, course], cast.today)[course.pk].is_valid


def test_an_old_completion_that_no_longer_counts_still_invites(cast, course, complete, invited):
    course.training.editions.update(valid_months=2)
    course.refresh_from_db()
    complete(cast.aigerim)
    assert not afterwards(cast.aigerim, [course], cast.today)[course.pk].is_valid
    assert invited(cast.aigerim).months == 3


def test_ten_questions_of_which_none_was_seen(cast, course, complete):
    seen = set(sit(cast.aigerim, course.test, 20).items.values_list("version", flat=True))
    complete(cast.aigerim)
    attempt = begin_again(cast.aigerim, course, 3, "kk")
    dealt = set(attempt.items.values_list("version", flat=True))
    assert (attempt.kind, len(dealt), dealt & seen) == ("again", 10, set())


def test_it_is_gone_on_with_until_it_is_sent(cast, course, complete, invited):
    complete(cast.aigerim)
    attempt = begin_again(cast.aigerim, course, 3, "kk")
    assert invited(cast.aigerim).is_begun
    assert begin_again(cast.aigerim, course, 3, "ru") == attempt
    submit(attempt)
    assert invited(cast.aigerim) is None
    with pytest.raises(NotOffered):
        begin_again(cast.aigerim, course, 3, "kk")


def test_what_was_never_sent_is_gone_on_with_a_year_later(cast, course, complete):
    old = complete(cast.aigerim, 12)
    attempt = begin_again(cast.aigerim, course, 12, "kk")
    Retest.objects.update(months=3)
    assert begin_again(cast.aigerim, course, 12, "kk") == attempt
    assert attempt.retest.completion_id == old.pk
    assert Retest.objects.get(attempt=attempt).months == 12


def test_nobody_who_is_not_invited_begins(cast, course, complete):
    complete(cast.aigerim)
    for person, months in ((cast.gulmira, 3), (cast.aigerim, 12)):
        with pytest.raises(NotOffered):
            begin_again(person, course, months, "kk")


def test_not_now_comes_again_in_a_week(cast, course, complete, invited):
    complete(cast.aigerim)
    put_off_again(cast.aigerim, course, 3)
    assert invited(cast.aigerim) is None
    assert Retest.objects.get().put_off_until == cast.today + timedelta(days=7)


def test_who_declines_is_not_asked_again_for_this_one(cast, course, complete, invited):
    complete(cast.aigerim, 12)
    decline_again(cast.aigerim, course, 12)
    assert invited(cast.aigerim) is None
    complete(cast.aigerim, 3, "day:2")
    assert invited(cast.aigerim).months == 3


def test_nothing_follows_from_it(cast, course, complete):
    completion = complete(cast.aigerim)
    attempt = begin_again(cast.aigerim, course, 3, "kk")
    answer(attempt, 0)
    submit(attempt)
    assert list(Completion.objects.standing()) == [completion]


@pytest.fixture
def page(course) -> str:
    return f"/en/courses/{course.key}/"


@pytest.mark.parametrize("place", ["/en/my/", None])
def test_the_invitation_stands_in_my_training_and_on_the_map(aigerim, cast, complete, page, place):
    assert "What do you remember?" not in aigerim.get(place or page).content.decode()
    complete(cast.aigerim)
    text = aigerim.get(place or page).content.decode()
    assert "What do you remember?" in text
    assert f'action="{page}again/3/"' in text


def test_the_buttons_begin_put_off_and_decline(aigerim, cast, complete, page, sent):
    complete(cast.aigerim)
    begun = aigerim.post(f"{page}again/3/", sent(go="begin")).url
    assert begun == f"/en/tests/{Attempt.objects.get().pk}/1/"
    assert aigerim.post(f"{page}again/3/", sent(go="later")).url == page
    assert Retest.objects.get().put_off_until


def test_declining_on_the_page(aigerim, cast, complete, page, sent):
    complete(cast.aigerim)
    assert aigerim.post(f"{page}again/3/", sent(go="never")).url == page
    assert Retest.objects.get().is_declined


@pytest.mark.parametrize("go", ["begin", "later", "never", ""])
def test_without_an_invitation_the_buttons_lead_back_and_write_nothing(aigerim, page, sent, go):
    assert aigerim.post(f"{page}again/3/", sent(go=go)).url == page
    assert not Retest.objects.exists()


def test_the_learner_sees_what_is_remembered_with_its_lessons(aigerim, cast, course, lessons, complete, page):
    complete(cast.aigerim)
    attempt = begin_again(cast.aigerim, course, 3, "kk")
    answer(attempt, 8)
    submit(attempt)
    text = aigerim.get(f"/en/tests/{attempt.pk}/result/").content.decode()
    assert "You remember 8 of 10" in text
    assert f'href="/en/courses/{course.key}/' in text


def test_nobody_else_sees_it(client, cast, course, complete, page):
    complete(cast.aigerim)
    attempt = begin_again(cast.aigerim, course, 3, "kk")
    submit(attempt)
    for other in (cast.baurzhan, cast.nurlan, cast.alma):
        client.force_login(other)
        assert client.get(f"/en/tests/{attempt.pk}/result/").status_code == 404
        assert str(attempt.pk) not in client.get(page).content.decode()


def test_after_the_test_is_passed_the_map_leads_to_what_was_remembered(aigerim, cast, course, complete, page):
    sit(cast.aigerim, course.test, 20)
    complete(cast.aigerim)
    attempt = begin_again(cast.aigerim, course, 3, "kk")
    submit(attempt)
    assert f'href="/en/tests/{attempt.pk}/result/"' in aigerim.get(page).content.decode()
