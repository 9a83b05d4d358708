"""An accepted document is taken back with a reason: its row of the ledger is voided, and the person sees why."""

import pytest
from django.core.exceptions import PermissionDenied

from tanu.audit.models import Event
from tanu.classroom.evidence_actions import NotAccepted, decide, take_back_evidence
from tanu.classroom.models import Evidence
from tanu.institutions.actions import end_post, start_post
from tanu.institutions.facts import supersede
from tanu.institutions.models import Grant, Post
from tanu.records.models import Completion
from tests.classroom.conftest import ledger, sent

SEEN = Evidence.Reason.SEEN
MISTAKE = Evidence.TakenBack.MISTAKE


@pytest.fixture
def accepted(cast, document):
    return decide(document(), SEEN, by=cast.nurlan)


def test_its_row_counts_no_more_and_the_ledger_keeps_both(browser, cast, accepted):
    page = browser("nurlan").post(
        f"/en/days/evidence/{accepted.pk}/take-back/", sent(reason="wrong-person"), follow=True
    )

    assert "It is taken back and counts no more." in page.content.decode()
    assert ledger(cast.natalya) == []
    assert Completion.objects.filter(person=cast.natalya).count() == 2
    assert Event.objects.get(verb="take-back-evidence").detail == {"reason": "wrong-person"}


def test_the_person_sees_who_and_why_and_may_hand_it_in_again(browser, cast, accepted, document):
    take_back_evidence(accepted, MISTAKE, by=cast.nurlan)

    page = browser("natalya").get("/en/days/evidence/").content.decode()
    assert f"Taken back by {cast.nurlan.full_name}" in page
    assert "It was accepted by mistake" in page
    again = decide(document(), SEEN, by=cast.nurlan)
    assert [row.evidence for row in ledger(cast.natalya)] == [again.proof]


def test_a_reason_is_asked_for(browser, cast, accepted):
    page = browser("nurlan").post(f"/en/days/evidence/{accepted.pk}/take-back/", sent()).content.decode()

    assert "Choose why." in page
    assert len(ledger(cast.natalya)) == 1


def test_only_what_was_accepted_and_only_once(cast, accepted, document):
    take_back_evidence(accepted, MISTAKE, by=cast.nurlan)

    for row in (accepted, document(number="2")):
        with pytest.raises(NotAccepted):
            take_back_evidence(row, MISTAKE, by=cast.nurlan)


def test_whoever_may_accept_there_today_takes_it_back_and_nobody_else(browser, cast, accepted, stranger):
    for other in (cast.natalya, cast.baurzhan, cast.bolat, stranger):
        with pytest.raises(PermissionDenied):
            take_back_evidence(accepted, MISTAKE, by=other)
    address = f"/en/days/evidence/{accepted.pk}/take-back/"
    codes = ("nurlan", "roza", "natalya", "sergey", "baurzhan")
    assert {code: browser(code).get(address).status_code for code in codes} == {
        "nurlan": 200,
        "roza": 200,
        "natalya": 403,
        "sergey": 404,
        "baurzhan": 404,
    }
    assert take_back_evidence(accepted, MISTAKE, by=cast.roza).taken_back_by == cast.roza


def test_who_accepted_it_answers_for_it_after_the_person_has_moved(browser, cast, accepted):
    for post in Post.objects.as_known().filter(person=cast.natalya, valid_until__isnull=True):
        end_post(post, cast.today)
    start_post(cast.natalya, cast.institution("ka-school"), "paediatrician", valid_from=cast.today)

    assert browser("roza").get(f"/en/days/evidence/{accepted.pk}/").status_code == 404
    assert cast.natalya.full_name in browser("nurlan").get("/en/days/evidence/accepted/").content.decode()
    take_back_evidence(accepted, MISTAKE, by=cast.nurlan)
    assert ledger(cast.natalya) == []


def test_who_has_left_the_office_answers_for_nothing(cast, accepted):
    for grant in Grant.objects.as_known().filter(person=cast.nurlan):
        supersede(grant, valid_until=cast.today)

    with pytest.raises(PermissionDenied):
        take_back_evidence(accepted, MISTAKE, by=cast.nurlan)


def test_long_lists_have_pages_and_the_heading_tells_all(browser, cast, document):
    for number in range(27):
        document(number=f"N-{number}")

    first = browser("nurlan").get("/en/days/evidence/waiting/").content.decode()
    second = browser("nurlan").get("/en/days/evidence/waiting/?page=2").content.decode()
    assert "Documents that wait for a decision: 27" in first
    assert (first.count("<h2 class"), second.count("<h2 class")) == (25, 2)
    assert "?page=2" in first
    assert "?page=1" in second
