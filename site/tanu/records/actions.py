from datetime import date

from django.db import transaction

from tanu.audit.actions import record
from tanu.institutions.models import Post
from tanu.lib.dates import add_months, local_day
from tanu.people.models import Person
from tanu.records.models import Completion, Refresher, Training, TrainingEdition
from tanu.records.signals import completion_recorded, refresher_recorded


@transaction.atomic
def record_completion(
    person: Person,
    edition: TrainingEdition,
    *,
    source: str,
    evidence: str,
    completed_on: date | None = None,
    compiled_hash: str = "",
    by: Person | None = None,
) -> Completion:
    """Add the row of `evidence`; the same evidence again is answered with the row there is."""
    completed_on = completed_on or local_day()
    post = Post.objects.on(completed_on).filter(person=person).order_by("-share", "valid_from", "pk").first()
    completion, is_new = Completion.objects.get_or_create(
        person=person,
        evidence=evidence,
        defaults={
            "edition": edition,
            "compiled_hash": compiled_hash,
            "source": source,
            "completed_on": completed_on,
            "valid_until": _valid_until(edition, completed_on),
            "post": post,
            "institution": post.institution if post else None,
        },
    )
    if is_new:
        record("complete", completion, by=by or person, edition=edition.pk, on=completed_on.isoformat())
        completion_recorded.send(Completion, completion=completion)
    return completion


@transaction.atomic
def record_refresher(completion: Completion, edition: TrainingEdition, *, compiled_hash: str = "") -> Refresher:
    """What changed in `edition` was learned by the person of `completion`; asked again, the row there is.

    Raises ValueError unless `edition` is a newer one of the same training.
    """
    known = completion.edition
    if edition.training_id != known.training_id or edition.number <= known.number:
        raise ValueError(f"{edition} is not newer than {known}")
    refresher, is_new = Refresher.objects.get_or_create(
        completion=completion,
        edition=edition,
        defaults={"compiled_hash": compiled_hash, "completed_on": local_day()},
    )
    if is_new:
        record("refresh", refresher, by=completion.person, edition=edition.pk)
        refresher_recorded.send(Refresher, refresher=refresher)
    return refresher


@transaction.atomic
def void(completion: Completion, *, by: Person) -> Completion:
    """Take a row back with a new row that names it."""
    correction = Completion.objects.create(
        person=completion.person,
        edition=completion.edition,
        source=Completion.Source.CORRECTION,
        evidence=f"void:{completion.pk}",
        completed_on=local_day(),
        corrects=completion,
        is_void=True,
    )
    record("void", completion, by=by)
    completion_recorded.send(Completion, completion=correction)
    return correction


@transaction.atomic
def open_training(key: str) -> Training:
    """What can be completed under `key`; the same key again is answered with the one there is."""
    training, is_new = Training.objects.get_or_create(key=key)
    if is_new:
        record("open-training", training)
    return training


class EditionStands(ValueError):
    """An edition of this date was announced with other changes, and an edition is never changed."""


@transaction.atomic
def announce_edition(training: Training, *, dated: date, **facts: object) -> TrainingEdition:
    """The edition of `training` with this date, made if there is none; an edition is never changed.

    Raises EditionStands if people were told other changes under that date.
    """
    known = training.editions.filter(dated=dated).first()
    if known and any(getattr(known, name) != facts.get(name, empty) for name, empty in _TOLD.items()):
        raise EditionStands(f"the edition {dated} is announced and never changes: give the new one another date")
    if known:
        return known
    latest = training.editions.order_by("number").last()
    edition = training.editions.create(number=latest.number + 1 if latest else 1, dated=dated, **facts)
    record("announce-edition", edition, dated=dated.isoformat())
    return edition


_TOLD: dict[str, object] = {"what_changed": {}, "changed_lessons": []}


def _valid_until(edition: TrainingEdition, completed_on: date) -> date | None:
    return add_months(completed_on, edition.valid_months) if edition.valid_months else None
