"""Training done elsewhere is handed in once, with what can be checked and no file."""

from datetime import timedelta

import pytest

from tanu.audit.models import Event
from tanu.classroom.evidence_actions import AlreadyHandedIn, DayIsAhead, erase_words, withdraw_evidence
from tanu.classroom.models import Evidence
from tests.classroom.conftest import sent

HAND_IN = "/en/days/evidence/hand-in/"


def facts(course, **changes):
    said = {
        "training": course.key,
        "issuer": "Институт педиатрии",
        "number": "ПК-014",
        "completed_on": "2026-03-01",
        "words": "I can show it on Friday.",
    }
    return sent(**{**said, **changes})


def test_natalya_hands_in_a_course_of_the_institute(browser, cast, course):
    answer = browser("natalya").post(HAND_IN, facts(course, completed_on=cast.today.isoformat()))
    assert answer.url == "/en/days/evidence/"
    row = Evidence.objects.get()
    assert (row.person, row.state, row.training) == (cast.natalya, "waiting", course.training)


def test_the_box_for_words_says_first_that_nobody_is_watching(browser):
    page = browser("natalya").get(HAND_IN).content.decode()
    assert page.index("Nobody is watching this box") < page.index('name="words"')
    assert "If you are worried about a child, call now:" in page


def test_a_day_that_has_not_come_is_refused(browser, cast, course, document):
    with pytest.raises(DayIsAhead):
        document(completed_on=cast.today + timedelta(days=1))
    ahead = (cast.today + timedelta(days=1)).isoformat()
    page = browser("natalya").post(HAND_IN, facts(course, completed_on=ahead)).content.decode()
    assert "This day has not come yet." in page
    assert not Evidence.objects.exists()


@pytest.mark.parametrize("number", ["ПК-014", "пк 014", "№ ПК–014"])
def test_the_same_document_is_taken_once_however_it_is_typed(browser, cast, course, document, number):
    document()
    with pytest.raises(AlreadyHandedIn):
        document(cast.zarina, number=number, issuer="институт  Педиатрии")
    page = browser("natalya").post(HAND_IN, facts(course, number=number, completed_on=cast.today.isoformat()))
    assert "was handed in already" in page.content.decode()
    assert Evidence.objects.count() == 1


def test_documents_without_a_number_are_each_persons_own(cast, document):
    document(number="б/н")
    document(cast.zarina, number="")
    with pytest.raises(AlreadyHandedIn):
        document(number="")
    assert Evidence.objects.count() == 2


def test_what_waits_is_withdrawn_and_its_words_go(browser, cast, document):
    row = document(words="I can show it on Friday.")
    browser("natalya").post(f"/en/days/evidence/{row.pk}/withdraw/", sent())
    row.refresh_from_db()
    assert (row.state, row.words) == ("withdrawn", "")
    assert document().state == "waiting"


def test_nobody_else_withdraws_or_erases(browser, cast, document):
    row = document(words="Mine.")
    assert browser("zarina").post(f"/en/days/evidence/{row.pk}/withdraw/", sent()).status_code == 404
    assert browser("nurlan").post(f"/en/days/evidence/{row.pk}/erase/", sent()).status_code == 403
    row.refresh_from_db()
    assert (row.state, row.words) == ("waiting", "Mine.")


def test_words_are_erased_and_never_in_the_audit(cast, document):
    row = document(words="I can show it on Friday.")
    assert erase_words(row, by=cast.natalya).words == ""
    withdraw_evidence(row, by=cast.natalya)
    told = " ".join(f"{event.verb} {event.detail}" for event in Event.objects.all())
    assert "hand-in-evidence" in told
    assert "Friday" not in told
    assert "Институт" not in told
