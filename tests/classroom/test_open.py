"""A trainer opens a day at their own institution, and nobody else does."""

import pytest
from django.core.exceptions import PermissionDenied

from tanu.audit.models import Event
from tanu.classroom.actions import open_day
from tanu.classroom.models import Day
from tests.classroom.conftest import sent

OPEN = "/en/days/open/"


def facts(cast, offered, **changes):
    said = {
        "institution": str(cast.school.pk),
        "course": offered.key,
        "place": "Room 12",
        "date": cast.today.isoformat(),
        "seats": "20",
        "language": "kk",
    }
    return sent(**{**said, **changes})


def test_bolat_opens_a_day_of_the_edition_of_today(browser, cast, course):
    answer = browser("bolat").post(OPEN, facts(cast, course))
    day = Day.objects.get()
    assert answer.url == f"/en/days/{day.pk}/"
    assert (day.trainer, day.edition, day.seats) == (cast.bolat, course.current.edition, 20)


def test_the_wall_shows_the_code_and_its_drawing(browser, day):
    page = browser("bolat").get(f"/en/days/{day.pk}/code/").content.decode()
    assert day.spoken_code in page
    assert "<svg" in page
    assert "style=" not in page


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"seats": "0"}, "Write a whole number from 1 to 500."),
        ({"seats": "many"}, "Write a whole number from 1 to 500."),
        ({"date": "2020-01-01"}, "This day is past."),
        ({"date": "soon"}, "Write the date as 21.11.2026."),
        ({"place": ""}, "Say where it is held."),
        ({"course": "none"}, "Select a valid choice"),
    ],
)
def test_a_slip_is_said_at_its_place_and_opens_nothing(browser, cast, course, change, said):
    answer = browser("bolat").post(OPEN, facts(cast, course, **change))
    assert said in answer.content.decode()
    assert not Day.objects.exists()


def test_another_institution_is_not_offered(browser, cast, course):
    browser("bolat").post(OPEN, facts(cast, course, institution=str(cast.hospital.pk)))
    assert not Day.objects.exists()
    with pytest.raises(PermissionDenied):
        open_day(course, cast.hospital, place="x", day=cast.today, seats=1, language="kk", by=cast.bolat)


@pytest.mark.parametrize("code", ["baurzhan", "gulmira", "nurlan", "aliya"])
def test_who_is_no_trainer_opens_none(browser, code):
    assert browser(code).get(OPEN).status_code == 403


def test_a_grant_that_has_ended_opens_nothing_and_shows_nothing(browser, cast, day):
    cast.bolat.grants.update(valid_until=cast.today)
    assert browser("bolat").get(OPEN).status_code == 403
    assert browser("bolat").get(f"/en/days/{day.pk}/").status_code == 404


def test_the_audit_has_ids_and_days_and_no_words(cast, day):
    event = Event.objects.get(verb="open-day")
    assert event.detail == {"on": cast.today.isoformat(), "institution": str(cast.school.pk)}
