"""A person disputes what an institution records of them; the head answers once."""

import pytest

from tanu.audit.models import Event
from tanu.institutions.disputes import AlreadyAnswered, AlreadyDisputed, answer_dispute, dispute, erase_words
from tanu.institutions.models import Dispute


def test_gulmira_says_that_the_dates_are_wrong(cast):
    dispute(cast.gulmira, cast.school, "dates", "I began in September.")

    raised = Dispute.objects.open().get()
    assert (raised.person, raised.institution, raised.about) == (cast.gulmira, cast.school, "dates")


def test_the_same_is_not_said_twice_while_it_is_open(cast):
    dispute(cast.gulmira, cast.school, "dates")

    with pytest.raises(AlreadyDisputed):
        dispute(cast.gulmira, cast.school, "dates", "Once more.")

    dispute(cast.gulmira, cast.school, "name")
    assert Dispute.objects.count() == 2


def test_after_the_answer_the_same_can_be_said_again(cast):
    answer_dispute(dispute(cast.gulmira, cast.school, "dates"), "stands", by=cast.baurzhan)

    dispute(cast.gulmira, cast.school, "dates")

    assert Dispute.objects.open().count() == 1


def test_the_head_answers_once(cast):
    raised = dispute(cast.gulmira, cast.school, "dates")

    answered = answer_dispute(raised, "corrected", "Put right.", by=cast.baurzhan)

    assert (answered.answer, answered.answered_by, answered.answer_words) == ("corrected", cast.baurzhan, "Put right.")
    with pytest.raises(AlreadyAnswered):
        answer_dispute(raised, "stands", by=cast.baurzhan)
    assert Dispute.objects.get().answer == "corrected"


def test_the_audit_holds_no_words(cast):
    raised = dispute(cast.gulmira, cast.school, "dates", "I began in September.")
    answer_dispute(raised, "stands", "The order says otherwise.", by=cast.baurzhan)

    details = Event.objects.filter(subject_id=str(raised.pk)).order_by("at").values_list("verb", "detail")
    assert list(details) == [("dispute", {"about": "dates"}), ("answer-dispute", {"answer": "stands"})]


def test_words_can_be_erased_and_the_answer_stays(cast):
    raised = dispute(cast.gulmira, cast.school, "dates", "Words that should not stand here.")
    answer_dispute(raised, "stands", "Nor these.", by=cast.baurzhan)

    erase_words(raised, by=cast.baurzhan)

    kept = Dispute.objects.get()
    assert (kept.words, kept.answer_words, kept.answer) == ("", "", "stands")
