from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from tanu.records.actions import announce_edition, record_completion, void
from tanu.records.models import Completion, Training, TrainingEdition


@pytest.fixture
def edition(db) -> TrainingEdition:
    training = Training.objects.create(key="first-aid")
    title = {"kk": "Курс", "ru": "Курс", "en": "Course"}
    return announce_edition(training, dated=date(2026, 1, 31), title=title, hours=6, valid_months=1, is_pilot=True)


@pytest.fixture
def completion(cast, edition) -> Completion:
    return record_completion(
        cast.aigerim, edition, source="online", evidence="course:1", completed_on=date(2026, 1, 31)
    )


def test_a_completion_keeps_the_institution_and_post_of_its_day(cast, completion):
    assert completion.institution == cast.school
    assert completion.post.profession == "social-pedagogue"


def test_a_months_end_clamps(completion):
    assert completion.valid_until == date(2026, 2, 28)


def test_the_same_evidence_again_is_the_same_row(cast, edition, completion):
    again = record_completion(cast.aigerim, edition, source="online", evidence="course:1")
    assert again == completion
    assert Completion.objects.count() == 1


@pytest.mark.parametrize(
    "statement", ["UPDATE records_completion SET completed_on = '2020-01-01'", "DELETE FROM records_completion"]
)
def test_the_database_refuses_to_change_or_delete_a_row(completion, statement):
    with (
        pytest.raises(DatabaseError, match="completion_is_never"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert Completion.objects.get().completed_on == date(2026, 1, 31)


def test_a_correction_is_a_new_row_that_names_the_old(cast, completion):
    void(completion, by=cast.bolat)
    assert Completion.objects.count() == 2
    assert not Completion.objects.of(cast.aigerim).standing().exists()


def test_what_was_known_before_the_correction_can_still_be_asked(cast, completion):
    correction = void(completion, by=cast.bolat)
    before = Completion.objects.standing(known_at=completion.recorded_at)
    after = Completion.objects.standing(known_at=correction.recorded_at)
    assert list(before) == [completion]
    assert list(after) == []


def test_the_evidence_of_one_person_does_not_stand_in_for_anothers(cast, edition, completion):
    other = record_completion(cast.gulmira, edition, source="online", evidence="course:1")
    assert other != completion
