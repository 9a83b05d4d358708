"""Stored standings are a cache: without them every board says the same."""

from datetime import timedelta

import pytest
from django.core.management import call_command

from tanu.coverage.actions import recount
from tanu.coverage.boards.board import read_board
from tanu.coverage.models import Obligation, StaffCount, Standing
from tanu.coverage.tallies import months_from
from tanu.institutions.actions import define_institution, designate, end_post, start_post
from tanu.institutions.models import Post, Territory


def boards(cast) -> list:
    """Every board of every territory, on some days."""
    days = [cast.today, cast.today - timedelta(days=31), cast.today - timedelta(days=300)]
    return [read_board(territory, day) for territory in Territory.objects.order_by("code") for day in days]


def test_without_the_cache_every_board_is_equal(story):
    recount(story.today)
    recount(story.today - timedelta(days=31))
    from_the_cache = boards(story)

    Standing.objects.all().delete()

    assert boards(story) == from_the_cache


def test_counted_again_every_board_is_equal(story):
    before = boards(story)

    Standing.objects.all().delete()
    recount(story.today)

    assert boards(story) == before


def test_half_a_cache_gives_the_same_board(story):
    before = boards(story)
    recount(story.today)

    Standing.objects.filter(institution__in=[story.school, story.police]).delete()

    assert boards(story) == before


def test_a_board_takes_what_is_stored_and_reads_no_officers_for_it(story, django_assert_num_queries):
    recount(story.today)
    region = story.region

    with django_assert_num_queries(7):
        read_board(region, story.today)


def test_a_board_writes_nothing(story):
    boards(story)

    assert not Standing.objects.exists()


def test_counting_twice_leaves_one_row_an_institution(story):
    """Today and the first of each month for a year back and a year ahead."""
    assert recount(story.today) == recount(story.today) == 11
    assert Standing.objects.count() == 11 * 25
    assert StaffCount.objects.count() == 11


@pytest.mark.parametrize(
    "happens",
    [
        lambda story, complete: complete(story.aigerim, story.today),
        lambda story, complete: designate(story.svetlana, story.school, valid_from=story.today),
        lambda story, complete: start_post(story.sergey, story.school, "teacher", valid_from=story.today),
        lambda story, complete: end_post(Post.objects.on(story.today).get(person=story.aigerim), story.today),
        lambda story, complete: define_institution(
            story.school.code, territory=story.district, kind="school", name={"kk": "М", "ru": "Ш", "en": "S"}
        ),
    ],
    ids=["completion", "designation", "post", "leaver", "institution"],
)
def test_what_happens_at_an_institution_drops_its_row_and_no_other(story, complete, happens):
    recount(story.today)

    happens(story, complete)

    assert not Standing.objects.filter(institution=story.school).exists()
    assert Standing.objects.filter(institution=story.police).exists()


def test_a_new_requirement_drops_every_row(story, ask):
    recount(story.today)

    ask("a-newer-one", due_days=1)

    assert not Standing.objects.exists()


def test_the_nightly_command_settles_and_counts(story, capsys):
    Obligation.objects.all().delete()

    call_command("recount_coverage")

    assert Obligation.objects.live().of([story.aigerim.pk]).exists()
    assert Standing.objects.filter(institution=story.polyclinic, cover="covered").exists()
    assert "11" in capsys.readouterr().out


def test_counting_costs_the_same_for_one_institution_and_for_all(story, django_assert_max_num_queries):
    with django_assert_max_num_queries(27):
        recount(story.today)


def test_on_the_first_of_a_month_every_day_is_counted_once(story):
    first = months_from(story.today)[0]

    recount(first)

    assert Standing.objects.filter(institution=story.school).count() == 24
