"""What the database adds up is what the institutions show, and costs the same however many there are."""

from datetime import timedelta

from tanu.coverage.actions import recount
from tanu.coverage.boards.people import rank, released_by_place, released_on
from tanu.coverage.models import StaffCount
from tanu.coverage.people_counts import People
from tanu.coverage.tallies import months_from, trend
from tanu.institutions.tree import Tree


def one_by_one(places, day) -> dict:
    sums: dict = {}
    for one in released_on(places, day):
        sums[one.territory_id, one.kind] = sums.get((one.territory_id, one.kind), People()) + one.people
    return sums


def test_sums_are_those_of_the_institutions_with_the_cache_with_half_of_it_and_without(story):
    recount(story.today)
    for number, row in enumerate(StaffCount.objects.order_by("pk")):
        StaffCount.objects.filter(pk=row.pk).update(asked=3 * number + 2, done=2 * number)
    for day in (story.today, story.today - timedelta(days=40)):
        places = Tree.on(day).within(story.region.pk)
        assert released_by_place(places, day) == one_by_one(places, day) != {}
    places = Tree.on(story.today).within(story.region.pk)

    for lost in (StaffCount.objects.filter(institution=story.school), StaffCount.objects.all()):
        lost.delete()
        assert released_by_place(places, story.today) == one_by_one(places, story.today) != {}


def test_counted_people_are_three_queries(story, django_assert_num_queries):
    recount(story.today)
    region = story.region.pk

    with django_assert_num_queries(3):
        rank(region, story.today)


def test_counted_months_are_two_queries(story, django_assert_num_queries):
    recount(story.today)
    places = Tree.on(story.today).within(story.region.pk)

    with django_assert_num_queries(2):
        trend(places, [*months_from(story.today, -12), story.today])
