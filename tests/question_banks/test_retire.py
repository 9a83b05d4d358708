import pytest

from tanu.audit.models import Event
from tanu.question_banks.actions import define_question, reinstate, retire
from tanu.question_banks.models import Question
from tests.question_banks.banks import build_section, source


@pytest.fixture
def question(db) -> Question:
    section = build_section()
    return define_question(section.bank, "signs/first/si-01", source(), section=section).question


def is_in_use(question: Question) -> bool:
    return Question.objects.in_use().filter(pk=question.pk).exists()


def verbs(question: Question) -> list[str]:
    events = Event.objects.filter(subject_id=question.pk).exclude(verb="publish-question")
    return list(events.order_by("at").values_list("verb", flat=True))


def test_a_retired_question_is_not_in_use_and_keeps_its_versions(question):
    retire(question)
    retire(question)
    assert not is_in_use(question)
    assert question.versions.count() == 1
    assert verbs(question) == ["retire-question"]


def test_brought_back_it_is_asked_as_it_was(question):
    before = question.current
    retire(question)
    reinstate(question)
    reinstate(question)
    assert is_in_use(question)
    assert Question.objects.get(pk=question.pk).current == before
    assert verbs(question) == ["retire-question", "reinstate-question"]


def test_what_wagtail_takes_down_by_schedule_is_retired(question):
    question.unpublish()
    assert not is_in_use(question)
    assert verbs(question) == ["retire-question"]
