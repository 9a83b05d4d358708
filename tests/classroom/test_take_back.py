"""A result entered wrongly is taken back by a new row, with a reason, and nothing is rewritten."""

import pytest
from django.core.exceptions import PermissionDenied

from tanu.audit.models import Event
from tanu.certificates.models import Certificate, State
from tanu.classroom.actions import close_day, sign_in
from tanu.classroom.models import Seat
from tanu.classroom.results import NothingToTakeBack, settle, take_back
from tanu.records.models import Completion
from tests.classroom.conftest import ledger, sent, sit


@pytest.fixture
def seat(cast, day):
    seat = sign_in(cast.gulmira, day.code)
    sit(seat)
    close_day(day, {seat.pk}, by=cast.bolat)
    return Seat.objects.select_related("day").get(pk=seat.pk)


def test_the_row_is_voided_and_its_certificate_with_it(browser, cast, seat):
    browser("bolat").post(f"/en/days/seats/{seat.pk}/take-back/", sent(reason="wrong-person"))
    assert ledger(cast.gulmira) == []
    assert Completion.objects.filter(person=cast.gulmira).count() == 2
    assert [one.state_on(cast.today) for one in Certificate.objects.all()] == [State.REVOKED]
    event = Event.objects.get(verb="take-back-result")
    assert set(event.detail) == {"reason", "completion"}


def test_the_person_sees_who_and_why(browser, cast, seat):
    take_back(seat, Seat.Reason.NOT_THERE, by=cast.bolat)
    page = browser("gulmira").get(f"/en/days/seats/{seat.pk}/").content.decode()
    assert cast.bolat.full_name in page
    assert "This person was not there to the end" in page


def test_what_was_taken_back_does_not_come_again(cast, seat):
    take_back(seat, Seat.Reason.NOT_THERE, by=cast.bolat)
    seat = Seat.objects.select_related("day").get(pk=seat.pk)
    assert settle(seat) is None
    with pytest.raises(NothingToTakeBack):
        take_back(seat, Seat.Reason.NOT_THERE, by=cast.bolat)
    assert ledger(cast.gulmira) == []


def test_a_reason_is_asked_for(browser, cast, seat):
    page = browser("bolat").post(f"/en/days/seats/{seat.pk}/take-back/", sent()).content.decode()
    assert "Choose why." in page
    assert len(ledger(cast.gulmira)) == 1


def test_nobody_else_takes_it_back(cast, seat, colleague, stranger):
    for other in (colleague, stranger, cast.gulmira, cast.baurzhan):
        with pytest.raises(PermissionDenied):
            take_back(seat, Seat.Reason.NOT_THERE, by=other)
