"""Staff are counted by the database as a slow and obvious reading of every duty counts them."""

from collections import defaultdict
from datetime import timedelta

import pytest

from tanu.coverage.actions import decide_for_everybody
from tanu.coverage.algebra import DONE, Duty, duty_on
from tanu.coverage.cases import Joined
from tanu.coverage.excuses import read_excuses
from tanu.coverage.facts import decisions_of, facts_of
from tanu.coverage.models import Exemption, Obligation, Requirement, StaffCount
from tanu.coverage.rules import holding_on
from tanu.coverage.staff_figures import count_staff, first_of, staff_figures
from tanu.coverage.tallies import months_from
from tanu.institutions.actions import designate, end_post, start_post
from tanu.institutions.models import Designation, Institution, Post


def slowly(day) -> dict:
    """Every duty of everybody, one after another."""
    joined, officers, done = Joined(), set(), {}
    for row in Designation.objects.on(day):
        officers.add((joined.living(row.person_id), row.institution_id))
    excuses = read_excuses(joined)
    for (person, institution, requirement), decisions in decisions_of(Obligation.objects.standing(), joined).items():
        held = holding_on(decisions, day)
        if held and (person, institution) not in officers:
            duty = duty_on(facts_of(held, excuses.of(person, institution, requirement)), day)
            if duty not in (Duty.ENDED, Duty.EXEMPT):
                done.setdefault((person, institution), []).append(duty in DONE)
    counts: dict = defaultdict(lambda: (0, 0))
    for (_, institution), duties in done.items():
        asked, finished = counts[institution]
        counts[institution] = asked + 1, finished + all(duties)
    return {pk: counts[pk] for pk in Institution.objects.values_list("pk", flat=True)}


@pytest.fixture
def eventful(story, complete):
    """Somebody was trained and left, somebody was appointed, somebody is exempt, somebody came back."""
    complete(story.gulmira, story.today - timedelta(days=90))
    start_post(story.sergey, story.school, "teacher", valid_from=story.today - timedelta(days=500))
    end_post(Post.objects.get(person=story.sergey, institution=story.school, superseded_at=None), story.today)
    start_post(story.vera, story.school, "teacher", valid_from=story.today - timedelta(days=30))
    designate(story.zarina, story.school, valid_from=story.today - timedelta(days=200), role="deputy")
    Exemption.objects.create(
        person=story.vera,
        institution=story.school,
        requirement=Requirement.objects.get(key="school-staff"),
        reason=Exemption.Reason.LEAVING,
        valid_from=story.today,
        valid_until=story.today + timedelta(days=30),
    )
    decide_for_everybody(story.today)
    return story


@pytest.mark.parametrize("days", [-400, -150, -89, -20, 0, 20, 200])
def test_the_fast_count_is_the_slow_one(eventful, days):
    day = eventful.today + timedelta(days=days)

    assert count_staff(list(Institution.objects.values_list("pk", flat=True)), day) == slowly(day)


def test_officers_and_deputies_are_not_among_the_staff(eventful):
    day = eventful.today
    asked, _ = count_staff([eventful.school.pk], day)[eventful.school.pk]

    # Gulmira only: Aigerim and Zarina are designated, Sergey has left, Vera is exempt, nothing asks the head.
    assert asked == 1


def test_people_are_counted_on_the_first_of_the_month_only(story, complete):
    before = staff_figures([story.district.pk], story.today)

    complete(story.gulmira, story.today)

    if story.today.day > 1:
        assert staff_figures([story.district.pk], story.today) == before
    assert {figure.institution_id for figure in before} >= {story.school.pk}


def test_without_the_cache_the_figures_are_the_same(eventful):
    month = first_of(eventful.today)
    counted = staff_figures([eventful.district.pk], month)
    StaffCount.objects.bulk_create(
        StaffCount(institution_id=one.institution_id, month=month, asked=one.asked, done=one.done) for one in counted
    )

    assert staff_figures([eventful.district.pk], month) == counted


def test_months_go_back_to_this_one_and_ahead_from_the_next(story):
    day = story.today
    back, ahead = months_from(day, -12), months_from(day)

    assert (len(back), len(ahead)) == (12, 12)
    assert back[-1] == first_of(day) < ahead[0]
