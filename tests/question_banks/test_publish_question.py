import pytest

from tanu.audit.models import Event
from tanu.question_banks.actions import publish_question, retire
from tanu.question_banks.models import Bank, QuestionVersion


@pytest.fixture
def bank(db) -> Bank:
    return Bank.objects.create(key="signs")


def document(text: str) -> dict:
    return {"stem": {"kk": text}, "options": [{"key": "a", "weight": 1.0}, {"key": "b", "weight": 0.0}]}


def publish(bank: Bank, text: str, **facts) -> QuestionVersion:
    return publish_question(bank, "si-01", "single", document(text), **{"outcome": "o1", **facts})


def test_the_same_content_again_changes_nothing(bank):
    first = publish(bank, "bruise")
    told = Event.objects.count()
    assert publish(bank, "bruise") == first
    assert (first.question.versions.count(), Event.objects.count()) == (1, told)


def test_the_order_of_keys_is_no_change(bank):
    first = publish(bank, "bruise")
    turned = dict(reversed(document("bruise").items()))
    assert publish_question(bank, "si-01", "single", turned, "o1") == first


def test_another_wording_is_a_new_version_and_the_old_one_stays(bank):
    old, new = publish(bank, "bruise"), publish(bank, "burn")
    assert bank.questions.get().current == new
    old.refresh_from_db()
    assert old.document["stem"] == {"kk": "bruise"}


def test_going_back_to_an_old_wording_makes_it_current_again(bank):
    old, _ = publish(bank, "bruise"), publish(bank, "burn")
    assert publish(bank, "bruise") == old
    assert bank.questions.get().current == old
    assert old.question.versions.count() == 2


def test_another_outcome_moves_the_question_without_a_new_version(bank):
    publish(bank, "bruise")
    question = publish(bank, "bruise", outcome="o2").question
    assert question.outcome == "o2"
    assert question.versions.count() == 1


def test_a_review_is_noted_on_the_wording_it_was_of(bank):
    publish(bank, "bruise")
    assert publish(bank, "bruise", is_reviewed=True).is_reviewed
    assert not publish(bank, "burn").is_reviewed


def test_a_type_nobody_knows_is_refused(bank):
    with pytest.raises(KeyError):
        publish_question(bank, "si-01", "essay", document("bruise"), "o1")


def test_a_retired_question_is_not_in_use_until_it_is_published_again(bank):
    question = publish(bank, "bruise").question
    retire(question)
    retire(question)
    assert not bank.questions.in_use().exists()
    assert Event.objects.filter(verb="retire-question", subject_id=question.pk).count() == 1
    publish(bank, "bruise")
    assert bank.questions.in_use().exists()
