from dataclasses import replace

import pytest

from tanu.audit.models import Event
from tanu.question_banks.loading import load_bank
from tanu.question_banks.models import Outcome, Question, Section
from tests.question_banks.banks import SHIPPED, read, read_text

DISCLOSURE = next(path for path in SHIPPED if path.stem == "disclosure")


@pytest.fixture
def file():
    return read(DISCLOSURE)


def edited(old: str, new: str, folder):
    text = DISCLOSURE.read_text(encoding="utf-8")
    assert old in text
    file = read_text(text.replace(old, new, 1), folder)
    return replace(file, path=DISCLOSURE)


@pytest.fixture(autouse=True)
def loaded(db, file) -> None:
    """The section alone, as it was shipped."""
    load_bank("recognition-and-referral", [file])


def questions_in_use():
    return Question.objects.in_use().filter(section__key="recognition-and-referral/disclosure")


def test_the_same_files_again_write_nothing_and_cost_a_handful_of_queries(file, django_assert_max_num_queries):
    told = Event.objects.count()
    with django_assert_max_num_queries(12):  # Four of them are savepoints.
        load_bank("recognition-and-referral", [file])
    assert Event.objects.count() == told


def test_a_changed_question_alone_is_written_and_audited_once(tmp_path):
    told = Event.objects.count()
    load_bank("recognition-and-referral", [edited("Kamila, six", "Kamila, seven", tmp_path)])
    assert Event.objects.count() == told + 1
    assert questions_in_use().get(key__endswith="di-01").revisions.count() == 2


def test_a_question_taken_out_is_retired_and_comes_back_with_its_file(tmp_path, file):
    load_bank("recognition-and-referral", [replace(file, spec=file.spec.model_copy(update={"questions": ()}))])
    assert not questions_in_use().exists()
    load_bank("recognition-and-referral", [file])
    assert questions_in_use().count() == len(file.spec.questions)


def test_a_file_taken_away_retires_its_questions(file):
    load_bank("recognition-and-referral", [])
    assert not questions_in_use().exists()
    assert Section.objects.filter(key=file.spec.id).exists()


def test_a_question_an_editor_has_only_begun_is_left_alone(file):
    section = Section.objects.get(key=file.spec.id)
    begun = Question.objects.create(key=f"{section.key}/di-77", bank=section.bank, section=section, live=False)
    load_bank("recognition-and-referral", [file])
    begun.refresh_from_db()
    assert begun.retired_on is None


def test_questions_that_change_places_are_not_written_anew(file):
    told, turned = Event.objects.count(), tuple(reversed(file.spec.questions))
    load_bank("recognition-and-referral", [replace(file, spec=file.spec.model_copy(update={"questions": turned}))])
    slugs = [question.slug for question in questions_in_use().order_by("position")]
    assert slugs == [question.id for question in turned]
    assert Event.objects.count() == told


def test_review_that_moved_on_is_noted_on_the_version(tmp_path, file):
    question = questions_in_use().get(key__endswith="di-02")
    assert not question.awaits
    settled = edited("clinical: {state: awaiting}", "clinical: {state: not-needed}", tmp_path)
    review = settled.spec.review.model_dump(mode="json")
    review["legal"] = review["clinical"]
    review["language"] = dict.fromkeys(("kk", "ru", "en"), review["clinical"])
    spec = type(settled.spec).model_validate({**settled.spec.model_dump(), "review": review}, strict=False)
    load_bank("recognition-and-referral", [replace(file, spec=spec)])
    question.current.refresh_from_db()
    assert question.current.is_reviewed


def test_two_files_of_a_bank_may_list_the_same_outcome(tmp_path, file):
    again = read_text(
        DISCLOSURE.read_text(encoding="utf-8").replace(
            "recognition-and-referral/disclosure", "recognition-and-referral/more"
        ),
        tmp_path,
    )
    load_bank("recognition-and-referral", [file, again])
    outcomes = Outcome.objects.filter(bank__key="recognition-and-referral", key="o6-disclosure")
    assert {outcome.section.key.rpartition("/")[2] for outcome in outcomes} == {"disclosure", "more"}
