"""The next twelve months, from what is known today, and the seats to book."""

from datetime import timedelta

from tanu.coverage.actions import recount
from tanu.coverage.algebra import Cover
from tanu.coverage.books import covers_on
from tanu.coverage.forecast import forecast
from tanu.coverage.models import Standing
from tanu.coverage.tallies import months_from
from tanu.institutions.absences import leave
from tanu.institutions.actions import designate, end_designation, start_post
from tanu.institutions.models import Designation, InstitutionPeriod


def covered(months) -> list[int]:
    return [month.covers[Cover.COVERED] + month.covers[Cover.AT_RISK] for month in months]


def test_each_month_is_what_its_first_day_will_say(story):
    inside = (
        InstitutionPeriod.objects.on(story.today).filter(territory=story.district).values_list("institution", flat=True)
    )

    for month in forecast([story.district.pk], story.today):
        statuses = covers_on(list(inside), month.day).values()
        assert sum(month.covers.values()) == len(statuses)
        for cover in Cover:
            assert month.covers[cover] == sum(status.cover == cover for status in statuses)


def test_with_the_cache_and_without_it_the_months_are_the_same(story):
    without = forecast([story.region.pk, story.district.pk], story.today)

    recount(story.today)
    assert forecast([story.region.pk, story.district.pk], story.today) == without

    Standing.objects.filter(institution=story.school).delete()
    assert forecast([story.region.pk, story.district.pk], story.today) == without


def test_a_known_leaver_is_missing_from_the_month_after(story):
    before = covered(forecast([story.district.pk], story.today))
    leaves = months_from(story.today)[5]
    designation = Designation.objects.on(story.today).get(person=story.saule)

    end_designation(designation, leaves)

    after = covered(forecast([story.district.pk], story.today))
    assert after[:5] == before[:5]
    assert after[5] == before[5] - 1


def test_a_known_starter_is_there_from_the_first_day(story, complete):
    complete(story.svetlana, story.today)
    before = covered(forecast([story.district.pk], story.today))
    begins = months_from(story.today)[2]

    designate(story.svetlana, story.school_7, valid_from=begins)

    after = covered(forecast([story.district.pk], story.today))
    assert after[:2] == before[:2]
    assert after[2] == before[2] + 1


def test_a_seat_is_needed_when_a_training_ends_and_at_once_where_it_is_missing(story):
    months = forecast([story.district.pk], story.today)
    before = [month.seats_officers for month in months]

    start_post(story.sergey, story.preschool, "teacher", valid_from=story.today)
    designate(story.sergey, story.preschool, valid_from=story.today - timedelta(days=100))

    after = [month.seats_officers for month in forecast([story.district.pk], story.today)]
    assert after[0] == before[0] + 1
    assert after[1:] == before[1:]


def test_an_officer_needs_a_seat_whoever_else_is_asked_for_the_training(cast, ask):
    ask("staff", designated_only=False, professions=["social-pedagogue"], kinds=["school"], due_days=60)

    assert sum(month.seats_officers for month in forecast([cast.district.pk], cast.today)) >= 1


def test_an_officer_on_leave_needs_the_seat_after_coming_back(cast, ask):
    ask(due_days=60)
    designate(cast.svetlana, cast.school_7, valid_from=cast.today - timedelta(days=50))
    before = [month.seats_officers for month in forecast([cast.district.pk], cast.today)]

    leave(
        cast.svetlana,
        cast.school_7,
        valid_from=cast.today - timedelta(days=1),
        valid_until=cast.today + timedelta(days=200),
        reason="parental",
    )

    after = [month.seats_officers for month in forecast([cast.district.pk], cast.today)]
    assert (after[0], sum(after)) == (before[0] - 1, sum(before))
