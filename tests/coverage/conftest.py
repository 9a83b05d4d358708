from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import settings

from tanu.coverage.actions import require
from tanu.coverage.models import RequirementVersion
from tanu.home.demo.story import open_earlier_edition, record_earlier_completions, require_training
from tanu.people.models import Person
from tanu.records.actions import record_completion
from tanu.records.models import Completion, TrainingEdition
from tests.cast import Cast

# A slow machine is no counterexample.
settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")

AKIMAT = {"kk": "аудан әкімдігі", "ru": "акимат района", "en": "the akimat of the district"}
TITLE = {"kk": "Бір күндік курс", "ru": "Однодневный курс", "en": "The one-day course"}


@pytest.fixture
def edition(cast: Cast) -> TrainingEdition:
    """The classroom day of years ago; it is valid for 36 months."""
    return open_earlier_edition(cast.today)


@pytest.fixture
def story(cast: Cast, edition: TrainingEdition) -> Cast:
    """The cast after everything that happened before a learner opens the course."""
    require_training(cast.today)
    record_earlier_completions(edition, cast.today)
    return cast


@pytest.fixture
def ask(cast: Cast, edition: TrainingEdition) -> Callable[..., RequirementVersion]:
    """Requires the one-day course of designated officers, unless told otherwise."""

    def ask(key: str = "officers", **terms: object) -> RequirementVersion:
        standard: dict = {
            "training": edition.training,
            "title": TITLE,
            "due_days": 60,
            "ordered_by": AKIMAT,
            "order_date": cast.today - timedelta(days=420),
            "valid_from": cast.today - timedelta(days=400),
        }
        return require(key, **{**standard, **terms})

    return ask


@pytest.fixture
def complete(edition: TrainingEdition) -> Callable[[Person, date], Completion]:
    """A completion of the one-day course on a day."""

    def complete(person: Person, day: date, of: TrainingEdition | None = None) -> Completion:
        return record_completion(
            person, of or edition, source=Completion.Source.CLASSROOM, evidence=f"day:{day}", completed_on=day
        )

    return complete
