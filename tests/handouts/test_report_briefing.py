"""A head or an officer says that a briefing was held: when, and for how many."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tanu.audit.models import Event
from tanu.handouts.actions import NotHeld, report_briefing
from tanu.handouts.models import Briefing


def address(institution, ending: str = "briefings/") -> str:
    return f"/en/institutions/{institution.pk}/{ending}"


def test_baurzhan_reports_thirty_minutes_with_all_staff(baurzhan, cast, sent):
    fields = sent(kind="briefing", held_on=cast.today.isoformat(), headcount="24")
    answer = baurzhan.post(address(cast.school), fields, follow=True)
    briefing = Briefing.objects.standing().get()
    assert (briefing.institution, briefing.kind, briefing.held_on) == (cast.school, "briefing", cast.today)
    assert (briefing.headcount, briefing.reported_by) == (24, cast.baurzhan)
    assert "Thank you. It is noted." in answer.content.decode()


def test_the_report_stands_in_the_audit_without_a_name(cast):
    briefing = report_briefing(cast.school, "parents", cast.today, 40, by=cast.aigerim)
    event = Event.objects.get(verb="report-briefing")
    assert (event.actor_id, event.subject_id) == (cast.aigerim.pk, str(briefing.pk))
    assert event.detail == {
        "institution": str(cast.school.pk),
        "kind": "parents",
        "held_on": cast.today.isoformat(),
    }


def test_the_institution_sees_what_was_reported(baurzhan, cast):
    report_briefing(cast.school, "parents", cast.today, 41, by=cast.aigerim)
    report_briefing(cast.hospital, "parents", cast.today, 977, by=cast.natalya)
    page = baurzhan.get(address(cast.school, "")).content.decode()
    assert ">41</td>" in page
    assert cast.aigerim.full_name in page
    assert "977" not in page


def test_sent_twice_it_is_noted_once(baurzhan, cast, sent):
    fields = sent(kind="briefing", held_on=cast.today.isoformat(), headcount="24")
    baurzhan.post(address(cast.school), fields)
    baurzhan.post(address(cast.school), fields)
    assert Briefing.objects.count() == 1
    assert baurzhan.post(address(cast.school), {**fields, "headcount": "25"}).status_code == 409


@pytest.mark.parametrize("headcount", ["0", "2001", "-1", "many", ""])
def test_an_unlikely_number_is_asked_again(baurzhan, cast, sent, headcount):
    answer = baurzhan.post(
        address(cast.school), sent(kind="briefing", held_on=cast.today.isoformat(), headcount=headcount)
    )
    assert answer.status_code == 200
    assert 'href="#id_headcount"' in answer.content.decode()
    assert not Briefing.objects.exists()


def test_a_day_ahead_is_asked_again(baurzhan, cast, sent):
    tomorrow = cast.today + timedelta(days=1)
    answer = baurzhan.post(address(cast.school), sent(kind="briefing", held_on=tomorrow.isoformat(), headcount="5"))
    assert "This day is still ahead." in answer.content.decode()
    assert not Briefing.objects.exists()
    with pytest.raises(NotHeld):
        report_briefing(cast.school, "briefing", tomorrow, 5, by=cast.baurzhan)


def test_a_date_may_be_written_as_people_write_it(baurzhan, cast, sent):
    baurzhan.post(address(cast.school), sent(kind="parents", held_on=f"{cast.today:%d.%m.%Y}", headcount="5"))
    assert Briefing.objects.get().held_on == cast.today


@pytest.mark.parametrize("headcount", [0, 2001])
def test_the_database_refuses_it_too(cast, headcount):
    with pytest.raises(IntegrityError, match="briefing_headcount_is_sensible"), transaction.atomic():
        Briefing.objects.create(
            institution=cast.school,
            kind="briefing",
            held_on=cast.today,
            headcount=headcount,
            reported_by=cast.baurzhan,
        )


def test_sergey_reports_nothing_for_a_school_that_is_not_his(client, cast, sent):
    client.force_login(cast.sergey)
    fields = sent(kind="briefing", held_on=cast.today.isoformat(), headcount="5")
    assert client.post(address(cast.school), fields).status_code == 404
    assert not Briefing.objects.exists()
