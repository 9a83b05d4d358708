"""Who has yet to learn what changed in a newer edition, and by when."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tanu.coverage.models import Obligation
from tanu.people.models import Person
from tanu.records.models import Completion, Refresher, TrainingEdition


@dataclass(frozen=True)
class RefresherDue:
    """What changed since `completion`, oldest change first. Without `due_on` it is offered and nothing asks for it."""

    completion: Completion
    changes: tuple[TrainingEdition, ...]
    due_on: date | None

    @property
    def edition(self) -> TrainingEdition:
        """The newest, up to which the refresher brings the completion."""
        return self.changes[-1]

    @property
    def lessons(self) -> list[str]:
        """Keys of all lessons that changed."""
        return list(dict.fromkeys(key for edition in self.changes for key in edition.changed_lessons))

    def is_missed(self, day: date) -> bool:
        return self.due_on is not None and day > self.due_on


def refreshers_for(person: Person, day: date) -> list[RefresherDue]:
    """One for each training of which `person` holds a valid completion and has not learned the last changes.

    Editions without lessons that changed ask nothing. Four queries.
    """
    completions = Completion.objects.of(person).standing().valid_on(day).select_related("edition")
    latest = {row.edition.training_id: row for row in completions.order_by("completed_on", "recorded_at")}
    if not latest:
        return []
    brought_up_to = Refresher.objects.filter(completion__in=[row.pk for row in latest.values()]).newest()
    unseen: dict[Any, list[TrainingEdition]] = defaultdict(list)
    editions = TrainingEdition.objects.filter(training__in=latest, dated__lte=day).select_related("training__course")
    for edition in editions.order_by("number"):
        completion = latest[edition.training_id]
        if edition.changed_lessons and edition.number > brought_up_to.get(completion.pk, completion.edition.number):
            unseen[edition.training_id].append(edition)
    days = _days_to_refresh(latest.values()) if unseen else {}
    return [_due(latest[training], changes, days) for training, changes in unseen.items()]


def _due(completion: Completion, changes: list[TrainingEdition], days: dict[Any, int | None]) -> RefresherDue:
    """Several changes are learned together, by the day of the first."""
    asked = days.get(completion.pk)
    due_on = None if asked is None else changes[0].dated + timedelta(days=asked)
    return RefresherDue(completion, tuple(changes), due_on)


def _days_to_refresh(completions: Iterable[Completion]) -> dict[Any, int | None]:
    """Completion to the days that the strictest requirement it meets gives for a refresher."""
    rows = Obligation.objects.live().filter(completion__in=list(completions), ended_on__isnull=True)
    rows = rows.filter(version__refresher_days__isnull=False).order_by("-version__refresher_days")
    return dict(rows.values_list("completion_id", "version__refresher_days"))
