"""Exemptions and leave: while they last nothing is asked, and who is away covers nobody."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tanu.coverage.algebra import Cover, Duty, Reason, Status
from tanu.coverage.books import covers_on, officers_on
from tanu.coverage.models import Exemption, Requirement
from tanu.coverage.reads import due_for
from tanu.institutions.models import Absence


@pytest.fixture
def away(story):
    """Saule, the trained officer of the polyclinic, is on leave for two months."""
    return Absence.objects.create(
        person=story.saule,
        institution=story.polyclinic,
        valid_from=story.today,
        valid_until=story.today + timedelta(days=60),
    )


@pytest.fixture
def exempt(story):
    """Natalya, overdue, is exempt from the officers' course for a month."""
    return Exemption.objects.create(
        person=story.natalya,
        institution=story.hospital,
        requirement=Requirement.objects.get(key="officers"),
        reason=Exemption.Reason.DECISION,
        valid_from=story.today,
        valid_until=story.today + timedelta(days=30),
    )


def stands(institution, day, known_at=None) -> Status:
    return covers_on([institution.pk], day, known_at)[institution.pk]


def test_who_is_on_leave_covers_nobody_until_the_day_of_return(story, away):
    assert stands(story.polyclinic, story.today - timedelta(days=1)).cover == Cover.COVERED
    assert stands(story.polyclinic, story.today) == Status(Cover.NOT_COVERED, Reason.AWAY)
    assert stands(story.polyclinic, away.valid_until).cover == Cover.COVERED


def test_an_exemption_asks_nothing_and_covers_nobody(story, exempt):
    assert [due.duty for due in due_for(story.natalya, story.today)] == [Duty.EXEMPT]
    assert stands(story.hospital, story.today) == Status(Cover.NOT_COVERED, Reason.EXEMPT)


def test_who_was_overdue_before_an_exemption_is_overdue_after_it(story, exempt):
    assert due_for(story.natalya, exempt.valid_until)[0].duty == Duty.OVERDUE


def test_who_is_away_when_it_is_due_has_thirty_days_after_the_return(story):
    due_on = due_for(story.aigerim, story.today)[0].due_on
    back = due_on + timedelta(days=10)
    Absence.objects.create(person=story.aigerim, institution=story.school, valid_from=due_on, valid_until=back)

    assert due_for(story.aigerim, back + timedelta(days=30))[0].duty == Duty.DUE_SOON
    assert due_for(story.aigerim, back + timedelta(days=31))[0].duty == Duty.OVERDUE


def test_my_training_and_the_officials_list_name_the_same_day(story, exempt):
    officer = officers_on([story.hospital.pk], story.today)[story.hospital.pk][0]

    assert officer.due_on == due_for(story.natalya, story.today)[0].due_on


def test_as_it_was_known_before_the_leave_was_entered(story, away):
    before = away.recorded_at - timedelta(microseconds=1)

    assert stands(story.polyclinic, story.today, before).cover == Cover.COVERED
    assert stands(story.polyclinic, story.today, timezone.now()).cover == Cover.NOT_COVERED
