"""An attacker has every board, filter, export, day and the seats ahead, and is after one to four people."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from typing import Any
from unittest.mock import patch

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tanu.coverage.akim.figures import akim_figures
from tanu.coverage.boards.board import read_board
from tanu.coverage.boards.exports import institutions, parts
from tanu.coverage.boards.filters import read_asked
from tanu.coverage.boards.months import months_of
from tanu.coverage.boards.people import rank, released_on
from tanu.coverage.boards.seats import needed_seats
from tanu.coverage.models import StaffCount
from tanu.coverage.people_counts import People, release, released, together
from tanu.coverage.staff_figures import StaffFigure, first_of
from tanu.institutions.actions import start_post
from tanu.institutions.models import Institution, InstitutionPeriod
from tanu.institutions.tree import Tree
from tests.cast import Cast

# Asked, done, and who needs a seat: nobody is done or booked who is not asked, and who is not done needs a seat.
World = tuple[int, int, int]
SMALL = 24


def worlds(most: int = SMALL) -> Iterator[World]:
    for asked in range(most):
        for done in range(asked + 1):
            for seats in range(asked - done, asked + 1):
                yield asked, done, seats


def cells(world: World) -> dict[str, int]:
    """Every number about people that could be worked out of the three."""
    asked, done, seats = world
    return {"asked": asked, "done": done, "seats": seats, "not done": asked - done, "expiring": seats - asked + done}


def shown(world: World) -> tuple[int, ...]:
    return tuple(released(number) for number in world)


LOOKS_ALIKE: dict[tuple[int, ...], list[World]] = defaultdict(list)
for one in worlds(SMALL + 8):
    LOOKS_ALIKE[shown(one)].append(one)

few = st.sampled_from(list(worlds()))


@given(few)
def test_no_number_from_one_to_four_is_the_only_one_that_fits_what_is_shown(world):
    alike = [cells(other) for other in LOOKS_ALIKE[shown(world)]]

    for name, number in cells(world).items():
        if 1 <= number <= 4:
            assert len({other[name] for other in alike}) > 1, name


def test_seats_rounded_by_district_would_have_told():
    """Why they are not: four institutions of two each, and the exact windows of eight."""
    district = 8
    fitting = [
        group for group in product(range(3), repeat=4) if released(sum(group)) == released(district) and sum(group) >= 8
    ]

    assert fitting == [(2, 2, 2, 2)]


def test_seats_by_month_would_have_told():
    """Why they are one number for the year: four months of three among twelve people."""
    fitting = [months for months in product(range(3, 8), repeat=4) if released(12) == 10 and sum(months) <= 12]

    assert fitting == [(3, 3, 3, 3)]


@given(st.integers(0, 10_000))
def test_what_is_shown_is_the_nearest_five(number):
    assert released(number) % 5 == 0
    assert abs(released(number) - number) <= 2


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_more_people_never_show_as_fewer(one, other):
    assert (released(one) <= released(other)) or one > other


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=8))
def test_a_sum_adds_up_what_is_shown_and_counts_nobody_again(numbers):
    figures = [StaffFigure(place, 0, "school", max(pair), min(pair)) for place, pair in enumerate(numbers)]
    found = together(one.people for one in release(figures))

    assert found == People(sum(released(max(pair)) for pair in numbers), sum(released(min(pair)) for pair in numbers))
    assert found.to_train >= 0


def days_of(story: Cast) -> list[date]:
    """Today, the first of this month, and days of the two months before."""
    first = story.today.replace(day=1)
    return [story.today, first, first - timedelta(days=1), first - timedelta(days=40)]


def counted(story: Cast, people: dict[Any, World]) -> None:
    """As if so many had been counted at each institution on the first of each month."""
    StaffCount.objects.all().delete()
    StaffCount.objects.bulk_create(
        StaffCount(institution_id=pk, month=month, asked=asked, done=done)
        for pk, (asked, done, _) in people.items()
        for month in {first_of(day) for day in days_of(story)}
    )


def everything_shown(story: Cast) -> list[Any]:
    """What officials of the district and of the region can open on those days: numbers of people, and all files."""
    found: list[Any] = []
    for day, territory, kind in product(days_of(story), (story.district, story.region), ("", "school", "hospital")):
        asked = read_asked({"on": day.isoformat(), "kind": kind}, story.today)
        tree = Tree.on(day)
        found += [str(rank(territory.pk, day, kind=kind)), *map(list, parts(tree, territory.pk, asked))]
        found += map(list, institutions(tree, territory.pk, asked))
        found += [row.people for row in read_board(territory, day, kind=kind).rows]
    for territory, kind in product((story.district, story.region), ("", "school")):
        found.append(months_of(territory, story.today, story.today, kind).seats_others)
        found.append(akim_figures(territory, story.today)["people"])
    return found


def shown_in(story: Cast, people: dict[Any, World]) -> list[Any]:
    def raw(territories: Any, day: date, kind: str = "") -> dict[Any, int]:
        """The seats of this world instead of those of the story, of the same institutions."""
        periods = InstitutionPeriod.objects.on(day).filter(territory_id__in=territories)
        periods = periods.filter(kind=kind) if kind else periods
        return {pk: people[pk][2] for pk in periods.values_list("institution_id", flat=True)}

    counted(story, people)
    with patch("tanu.coverage.boards.seats.needed_seats", raw):
        return everything_shown(story)


@settings(max_examples=6, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_another_number_that_looks_alike_changes_nothing_that_anybody_is_shown(story, data):
    """So whoever has it all knows no more of an institution than its own three numbers say."""
    pks = sorted(Institution.objects.values_list("pk", flat=True), key=str)
    people = {pk: data.draw(few) for pk in pks}
    other = {pk: data.draw(st.sampled_from(LOOKS_ALIKE[shown(world)])) for pk, world in people.items()}

    assert shown_in(story, people) == shown_in(story, other)


def test_a_number_that_looks_different_is_seen(story):
    """The test above sees what is shown."""
    pks = list(Institution.objects.values_list("pk", flat=True))
    people = dict.fromkeys(pks, (12, 7, 5))

    before = shown_in(story, people)

    for other in ((13, 7, 6), (12, 8, 5), (12, 7, 8)):
        assert shown_in(story, people | {story.school.pk: other}) != before


def test_every_level_and_file_adds_up_what_institutions_show(story):
    people = {
        pk: (number, number // 2, 0) for number, pk in enumerate(Institution.objects.values_list("pk", flat=True))
    }
    counted(story, people)
    for day, territory in product(days_of(story), (story.region, story.district)):
        tree = Tree.on(day)
        inside = InstitutionPeriod.objects.on(day).filter(territory_id__in=tree.within(territory.pk))
        asked = [released(people[pk][0]) for pk in inside.values_list("institution_id", flat=True)]
        done = [released(people[pk][1]) for pk in inside.values_list("institution_id", flat=True)]
        _, *lines = parts(tree, territory.pk, read_asked({"on": day.isoformat()}, story.today))

        assert rank(territory.pk, day).people == People(sum(asked), sum(done))
        assert [sum(line[-2] for line in lines), sum(line[-1] for line in lines)] == [sum(asked), sum(done)]


def test_who_comes_in_the_middle_of_the_month_changes_nothing_until_the_next(story):
    before = rank(story.region.pk, story.today)
    since = story.today.replace(day=1) - timedelta(days=60)
    for code in ("aliya", "vera", "sergey", "arman"):
        start_post(getattr(story, code), story.school, "nurse", valid_from=since)

    assert rank(story.region.pk, story.today) == before


def test_seats_are_needed_by_other_staff_and_not_by_officers(story):
    with patch("tanu.coverage.boards.seats.end_of", lambda day: None):
        seats = needed_seats([story.district.pk], story.today)

    # Gulmira and Zarina at the village school; Aigerim is its officer. Svetlana at No. 7.
    assert seats == {story.school.pk: 2, story.school_7.pk: 1}


def test_nothing_is_shown_as_of_a_moment_before_it_was_counted(story):
    counted(story, {story.school.pk: (12, 7, 5)})
    first = story.today.replace(day=1)
    asked = read_asked({"known": (first - timedelta(days=1)).isoformat()}, story.today)

    assert released_on([story.district.pk], story.today, asked.known_at) == []
    assert released_on([story.district.pk], story.today) != []
