"""A named person accepts a document or refuses it, with a reason; never their own, and not the head by that office."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from tanu.certificates.models import Certificate
from tanu.classroom.evidence_actions import AlreadyDecided, AlreadyHandedIn, decide, edition_on
from tanu.classroom.models import Evidence
from tanu.institutions.actions import end_post, grant, start_post
from tanu.institutions.models import Post
from tests.classroom.conftest import ledger, sent

SEEN, TOO_SHORT = Evidence.Reason.SEEN, Evidence.Reason.TOO_SHORT


def test_accepted_it_is_a_row_of_the_day_it_was_completed(browser, cast, course, document):
    row = document()
    answer = browser("nurlan").post(f"/en/days/evidence/{row.pk}/", sent(reason="seen"))
    assert answer.url == "/en/days/evidence/waiting/"
    (completion,) = ledger(cast.natalya)
    assert (completion.source, completion.completed_on) == ("evidence", row.completed_on)
    assert completion.evidence == f"document:{row.pk}"
    assert completion.edition == edition_on(course.training, row.completed_on)


def test_what_was_learned_elsewhere_gets_no_certificate_of_ours(cast, document):
    decide(document(), SEEN, by=cast.nurlan)

    assert len(ledger(cast.natalya)) == 1
    assert not Certificate.objects.exists()


def test_decided_twice_it_counts_once(browser, cast, document):
    row = document()
    decide(row, SEEN, by=cast.nurlan)
    with pytest.raises(AlreadyDecided):
        decide(row, TOO_SHORT, by=cast.roza)
    page = browser("roza").post(f"/en/days/evidence/{row.pk}/", sent(reason="too-short", words="No")).content.decode()
    assert f"Decided by {cast.nurlan.full_name}" in page
    assert len(ledger(cast.natalya)) == 1


def test_refused_it_says_why_and_may_be_handed_in_again(browser, cast, document):
    row = document()
    decide(row, TOO_SHORT, by=cast.nurlan, words="It had two hours; six are needed.")
    assert ledger(cast.natalya) == []
    page = browser("natalya").get("/en/days/evidence/").content.decode()
    for words in (cast.nurlan.full_name, "That training was too short", "It had two hours; six are needed."):
        assert words in page
    assert document().state == "waiting"


def test_an_accepted_one_is_not_handed_in_again(cast, document):
    decide(document(), SEEN, by=cast.nurlan)
    with pytest.raises(AlreadyHandedIn):
        document()


@pytest.mark.parametrize(
    ("fields", "said"),
    [({}, "Choose one."), ({"reason": "too-short"}, "Say in a sentence what is missing: the person reads it.")],
)
def test_nothing_is_decided_without_a_reason(browser, document, fields, said):
    row = document()
    assert said in browser("nurlan").post(f"/en/days/evidence/{row.pk}/", sent(**fields)).content.decode()
    row.refresh_from_db()
    assert row.state == "waiting"


def test_the_head_decides_neither_their_own_nor_their_staffs(browser, cast, document):
    own, staffs = document(cast.baurzhan), document(cast.gulmira, number="2")
    for row in (own, staffs):
        with pytest.raises(PermissionDenied):
            decide(row, SEEN, by=cast.baurzhan)
    assert browser("baurzhan").get(f"/en/days/evidence/{own.pk}/").status_code == 403
    assert browser("baurzhan").get(f"/en/days/evidence/{staffs.pk}/").status_code == 404


def test_nobody_decides_their_own_whatever_they_are(cast, document):
    start_post(cast.bolat, cast.school, "teacher", valid_from=cast.today)
    grant(cast.baurzhan, "trainer", valid_from=cast.today, institution=cast.school)
    for person, number in ((cast.bolat, "1"), (cast.baurzhan, "2")):
        with pytest.raises(PermissionDenied):
            decide(document(person, number=number), SEEN, by=person)
    assert ledger(cast.baurzhan) == []


def test_the_trainer_decides_for_who_works_at_their_institution(browser, cast, document):
    here, elsewhere = document(cast.gulmira), document(number="2")
    assert decide(here, SEEN, by=cast.bolat).decided_by == cast.bolat
    with pytest.raises(PermissionDenied):
        decide(elsewhere, SEEN, by=cast.bolat)
    assert browser("bolat").get(f"/en/days/evidence/{elsewhere.pk}/").status_code == 404


def test_the_officials_of_the_territory_decide_and_no_others(browser, cast, document):
    row = document(cast.sergey)
    for code in ("nurlan", "roza"):
        assert browser(code).get(f"/en/days/evidence/{row.pk}/").status_code == 404
        with pytest.raises(PermissionDenied):
            decide(row, SEEN, by=getattr(cast, code))


@pytest.mark.parametrize("code", ["sergey", "zarina", "alma", "aliya", "baurzhan"])
def test_a_stranger_finds_no_evidence(browser, document, code):
    row = document()
    assert browser(code).get(f"/en/days/evidence/{row.pk}/").status_code == 404
    assert browser(code).get("/en/days/evidence/waiting/").status_code == 403


def test_what_waits_stands_before_those_who_decide(browser, cast, document):
    document()
    assert cast.natalya.full_name in browser("nurlan").get("/en/days/evidence/waiting/").content.decode()
    assert cast.natalya.full_name not in browser("bolat").get("/en/days/evidence/waiting/").content.decode()


def test_the_paediatrician_who_moves_keeps_her_record(browser, cast, document):
    decide(document(), SEEN, by=cast.nurlan)
    waiting = document(number="ПК-015")
    for post in Post.objects.as_known().filter(person=cast.natalya, valid_until__isnull=True):
        end_post(post, cast.today)
    start_post(cast.natalya, cast.institution("ka-school"), "paediatrician", valid_from=cast.today)
    (row,) = ledger(cast.natalya)
    assert row.valid_until is None or row.valid_until > cast.today
    page = browser("natalya").get("/en/days/evidence/").content.decode()
    assert "Accepted" in page
    assert "ПК-015" in page
    # What still waits goes with her too: to those of her new place.
    grant(cast.sergey, "trainer", valid_from=cast.today, institution=cast.institution("ka-school"))
    assert browser("nurlan").get(f"/en/days/evidence/{waiting.pk}/").status_code == 404
    assert browser("sergey").get(f"/en/days/evidence/{waiting.pk}/").status_code == 200


def test_it_counts_as_the_edition_of_its_day(cast, course):
    edition = course.current.edition
    assert edition_on(course.training, edition.dated) == edition
    assert edition_on(course.training, edition.dated - timedelta(days=9999)).number == 1
