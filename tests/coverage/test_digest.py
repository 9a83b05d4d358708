"""On Mondays to heads, on the first of the month to officials: by name, by count, and with whom to call."""

from datetime import date, timedelta

import pytest

from tanu.coverage.boards.board import read_board
from tanu.coverage.reminders.digests import decide_digests
from tanu.coverage.reminders.previews import next_first, next_monday
from tanu.institutions.actions import grant
from tanu.messages.models import Letter
from tanu.people.models import SignInName


@pytest.fixture
def reached(story):
    """Heads and officials can be written to."""
    for code in ("baurzhan", "nurlan", "roza"):
        SignInName.objects.create(person=getattr(story, code), kind="mail", value=f"{code}@tanu.example")
    return story


@pytest.fixture
def monday(story) -> date:
    """One that is not within the first days of a month."""
    day = next_monday(story.today)
    return day if day.day > 3 else day + timedelta(days=7)


@pytest.fixture
def first(story) -> date:
    """The first of a month that does not begin with a Monday or just after one."""
    day = next_first(story.today)
    while day.weekday() < 3:
        day = next_first(day + timedelta(days=1))
    return day


def to(person) -> Letter:
    return Letter.objects.get(recipient_id=person.pk)


def test_the_head_reads_by_name_who_has_not_done_what(reached, monday):
    decide_digests(monday)

    letter = to(reached.baurzhan)
    assert letter.address == "baurzhan@tanu.example"
    for person in (reached.aigerim, reached.gulmira, reached.zarina):
        assert person.full_name in letter.body
    assert f"/letters/institutions/{reached.school.pk}/" in letter.body


def test_who_is_done_is_not_in_it(reached, complete, monday):
    complete(reached.gulmira, reached.today)

    decide_digests(monday)

    assert reached.gulmira.full_name not in to(reached.baurzhan).body


def test_a_head_by_grant_gets_one_too(reached, monday):
    grant(reached.svetlana, "head", institution=reached.school_7, valid_from=reached.today - timedelta(days=1))
    SignInName.objects.create(person=reached.svetlana, kind="mail", value="svetlana@tanu.example")

    decide_digests(monday)

    assert to(reached.svetlana).language == "ru"
    assert reached.aigerim.full_name not in to(reached.svetlana).body


def test_where_all_is_done_and_covered_no_head_is_written_to(reached, complete, monday):
    for code in ("aigerim", "gulmira", "zarina"):
        complete(getattr(reached, code), reached.today)

    decide_digests(monday)

    assert not Letter.objects.filter(kind="head").exists()


def test_without_an_address_no_digest_is_decided(story, monday):
    assert decide_digests(monday) == 0


def test_a_week_has_one_and_a_missed_monday_is_made_up_for(reached, monday):
    assert decide_digests(monday - timedelta(days=1)) == 0
    assert decide_digests(monday + timedelta(days=1)) == 1
    assert decide_digests(monday + timedelta(days=2)) == 0
    assert decide_digests(monday + timedelta(days=3)) == 0
    assert decide_digests(monday + timedelta(days=7)) >= 1


def test_officials_read_counts_and_whom_to_call(reached, first):
    decide_digests(first)

    letter = to(reached.nurlan)
    period = reached.school_7.periods.get()
    assert period.name["kk"] in letter.body
    assert period.phone in letter.body
    assert f"/coverage/{reached.district.pk}/" in letter.body


def test_officials_read_no_name_of_other_staff(reached, first):
    decide_digests(first)

    assert reached.gulmira.full_name not in to(reached.nurlan).body
    assert reached.gulmira.full_name not in to(reached.roza).body


def test_an_official_of_a_region_reads_of_its_districts_and_no_other_does(reached, first):
    decide_digests(first)

    moved = reached.institution("ta-school").periods.get().name["kk"]
    assert moved in to(reached.roza).body
    assert moved not in to(reached.nurlan).body


def test_a_month_has_one(reached, first):
    assert decide_digests(first) == 2
    assert decide_digests(first + timedelta(days=1)) == 0
    assert Letter.objects.filter(kind="official").count() == 2


def test_the_figures_are_those_of_the_board(reached, first):
    decide_digests(first)

    counts = read_board(reached.district, first).counts
    assert f"{counts.total}" in to(reached.nurlan).body
    assert f"{counts.uncovered}" in to(reached.nurlan).body


def test_the_queries_do_not_grow_with_the_people(reached, monday, django_assert_max_num_queries):
    with django_assert_max_num_queries(45):
        decide_digests(monday)
