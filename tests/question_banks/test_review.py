"""Who has reviewed a question, and what a change of its wording does to that."""

import pytest
from django.utils import translation
from wagtail.models import WorkflowState

from tanu.audit.models import Event
from tanu.question_banks.actions import define_question
from tanu.question_banks.models import Question, Section
from tanu.question_banks.review import said_of, waiting_for
from tests.question_banks.banks import SETTLED, build_section, in_all, source


@pytest.fixture
def section(db) -> Section:
    """Reviewed by everybody it needs."""
    return build_section(review=SETTLED)


def ask(section: Section, **said) -> Question:
    return define_question(section.bank, f"{section.key}/si-01", source(**said), section=section).question


def publish_another_wording(question: Question) -> None:
    question.stem = in_all("A burn")
    question.save_revision().publish()


def states(section: Section) -> dict:
    return Section.objects.get(pk=section.pk).review


@translation.override("en")
def test_where_a_section_stands_is_said_in_words(section):
    assert dict(said_of(section))["Clinician"] == "Approved, Clinician, 20.11.2026"
    assert waiting_for(section) == []


@translation.override("en")
def test_a_question_waits_for_its_section_and_for_what_it_awaits_itself(section):
    section.review = {**SETTLED, "legal": {"state": "awaiting"}}
    question = Question(section=section, awaits=["legal", "clinical"])
    assert waiting_for(question) == ["Lawyer", "Clinician"]


def test_a_wording_that_no_reviewer_has_seen_opens_the_review_again(section):
    publish_another_wording(ask(section))
    assert states(section)["clinical"] == {"state": "awaiting"}
    assert states(section)["legal"] == {"state": "not-needed"}
    assert Event.objects.filter(verb="reopen-review", subject_id=section.pk).count() == 1


def test_publishing_the_same_wording_leaves_the_review_alone(section):
    ask(section).save_revision().publish()
    assert states(section) == SETTLED


def test_loading_leaves_the_review_to_the_file(section):
    ask(section)
    ask(section, stem="A burn")
    assert states(section) == SETTLED


def test_what_went_through_the_workflow_was_seen(section, cast):
    question = ask(section)
    question.stem = in_all("A burn")
    question.save_revision()
    state = question.get_workflow().start(question, cast.alma)
    assert state.current_task_state.task.name
    while state.status == WorkflowState.STATUS_IN_PROGRESS:
        state.current_task_state.specific.approve(user=cast.alma)
        state.refresh_from_db()
    assert "A burn" in Question.objects.get(pk=question.pk).current.document["stem"]["en"]
    assert states(section) == SETTLED


def test_who_has_reviewed_a_question_is_no_longer_awaited(section):
    question = ask(section, awaits=["legal", "clinical"])
    assert question.review_of("legal", "") == {"state": "awaiting"}
    question.note_review("legal", "", {"state": "approved", "by": "Lawyer", "date": "2026-11-21"})
    question = Question.objects.get(pk=question.pk)
    assert question.awaits == ["clinical"]
    assert question.current.document["awaits"] == ["clinical"]
    assert question.review_of("legal", "") == {"state": "not-needed"}


def test_a_check_question_is_reviewed_with_its_lesson(db):
    assert Question().get_workflow() is None
