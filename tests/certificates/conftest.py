from datetime import date

import pytest

from tanu.certificates.models import Certificate
from tanu.records.actions import announce_edition, record_completion
from tanu.records.models import Completion, Training, TrainingEdition

TITLE = {
    "kk": "Балаға қатыгез қарауды тану және хабарлау",
    "ru": "Распознать жестокое обращение с ребёнком и сообщить",
    "en": "Recognise child abuse and refer it",
}


def make_edition(*, is_pilot: bool = True, valid_months: int | None = 36) -> TrainingEdition:
    training = Training.objects.create(key="certified")
    return announce_edition(
        training, dated=date(2026, 1, 31), title=TITLE, hours=6, valid_months=valid_months, is_pilot=is_pilot
    )


@pytest.fixture
def edition(db) -> TrainingEdition:
    return make_edition()


@pytest.fixture
def completion(cast, edition) -> Completion:
    """Aigerim's, of today."""
    return record_completion(cast.aigerim, edition, source="online", evidence="attempt:1")


@pytest.fixture
def certificate(completion) -> Certificate:
    return Certificate.objects.get(completion=completion)
