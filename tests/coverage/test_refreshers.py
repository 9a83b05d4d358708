"""What changed in a new edition, and who has yet to learn it."""

from datetime import timedelta

import pytest

from tanu.coverage.actions import require
from tanu.coverage.refreshers import refreshers_for
from tanu.records.actions import announce_edition, record_completion, record_refresher
from tanu.records.models import Training

TITLE = {"kk": "Күн", "ru": "День", "en": "Day"}
WHAT = {"kk": "Нөмір өзгерді", "ru": "Изменился номер", "en": "A number has changed"}


@pytest.fixture
def training(db):
    return Training.objects.create(key="first-aid")


@pytest.fixture
def announce(cast, training):
    def announce(days_ago: int, *lessons: str):
        return announce_edition(
            training,
            dated=cast.today - timedelta(days=days_ago),
            title=TITLE,
            hours=6,
            valid_months=36,
            is_pilot=True,
            what_changed=WHAT if lessons else {},
            changed_lessons=list(lessons),
        )

    return announce


@pytest.fixture
def aigerim_is_trained(cast, announce):
    return record_completion(
        cast.aigerim,
        announce(200),
        source="classroom",
        evidence="day:1",
        completed_on=cast.today - timedelta(days=100),
    )


def ask(cast, training, **terms):
    require(
        "first-aid-for-officers",
        training=training,
        title=TITLE,
        due_days=60,
        ordered_by=TITLE,
        order_date=cast.today,
        valid_from=cast.today - timedelta(days=150),
        **terms,
    )


def test_an_edition_that_changed_no_lesson_asks_nothing(cast, aigerim_is_trained, announce):
    announce(10)
    assert refreshers_for(cast.aigerim, cast.today) == []


def test_who_is_trained_on_the_older_edition_is_offered_just_what_changed(cast, aigerim_is_trained, announce):
    edition = announce(10, "first-aid/the-call")
    (due,) = refreshers_for(cast.aigerim, cast.today)
    assert (due.edition, due.lessons, due.due_on) == (edition, ["first-aid/the-call"], None)


def test_it_has_a_day_only_if_the_requirement_asks_for_it(cast, training, aigerim_is_trained, announce):
    ask(cast, training, refresher_days=30)
    announce(10, "first-aid/the-call")
    (due,) = refreshers_for(cast.aigerim, cast.today)
    assert due.due_on == cast.today + timedelta(days=20)
    assert not due.is_missed(due.due_on)
    assert due.is_missed(due.due_on + timedelta(days=1))


def test_two_changes_are_learned_together_by_the_day_of_the_first(cast, training, aigerim_is_trained, announce):
    ask(cast, training, refresher_days=30)
    announce(20, "first-aid/the-call", "first-aid/the-form")
    newest = announce(5, "first-aid/the-form", "first-aid/burns")
    (due,) = refreshers_for(cast.aigerim, cast.today)
    assert due.edition == newest
    assert due.lessons == ["first-aid/the-call", "first-aid/the-form", "first-aid/burns"]
    assert due.due_on == cast.today + timedelta(days=10)


def test_once_learned_it_is_not_asked_again_and_prolongs_nothing(cast, training, aigerim_is_trained, announce):
    ask(cast, training, refresher_days=30)
    edition = announce(10, "first-aid/the-call")
    expires = cast.aigerim.obligations.live().get(version__training=training).expires_on
    record_refresher(aigerim_is_trained, edition)
    assert record_refresher(aigerim_is_trained, edition).edition == edition
    assert refreshers_for(cast.aigerim, cast.today) == []
    assert cast.aigerim.obligations.live().get(version__training=training).expires_on == expires


def test_a_requirement_for_the_new_edition_is_met_by_the_old_one_and_the_refresher(
    cast, training, aigerim_is_trained, announce
):
    edition = announce(10, "first-aid/the-call")
    ask(cast, training, minimum_edition=2)
    obligation = cast.aigerim.obligations.live().filter(version__training=training)
    assert obligation.get().completion is None
    record_refresher(aigerim_is_trained, edition)
    assert obligation.get().completion == aigerim_is_trained


def test_who_is_trained_on_the_new_edition_is_asked_nothing(cast, announce):
    announce(200)
    edition = announce(10, "first-aid/the-call")
    record_completion(cast.aigerim, edition, source="classroom", evidence="day:2", completed_on=cast.today)
    assert refreshers_for(cast.aigerim, cast.today) == []


def test_a_refresher_goes_forward_only(aigerim_is_trained):
    with pytest.raises(ValueError, match="not newer"):
        record_refresher(aigerim_is_trained, aigerim_is_trained.edition)
