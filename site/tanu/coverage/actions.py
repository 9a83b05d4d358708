"""Requirements, and what is decided from them for each person. Decisions are superseded, never changed."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from tanu.audit.actions import record
from tanu.coverage.books import covers_on
from tanu.coverage.cases import Joined, Pair, read_cases
from tanu.coverage.models import Obligation, Requirement, RequirementVersion, Standing
from tanu.coverage.plans import Plan, plan
from tanu.coverage.rules import Decision
from tanu.institutions.models import Designation, Institution, Kind, Post, Profession
from tanu.lib.dates import local_day
from tanu.people.models import Person
from tanu.records.models import Training

# Institutions settled in one transaction: their rows are locked until it ends.
CHUNK = 500


class RequirementRefused(ValueError):
    """The requirement cannot be made; the message says why."""


@transaction.atomic
def require(
    key: str,
    *,
    training: Training,
    title: dict[str, str],
    due_days: int,
    ordered_by: dict[str, str],
    order_date: date,
    valid_from: date,
    by: Person | None = None,
    **terms: Any,
) -> RequirementVersion:
    """What `key` asks for from `valid_from` on; the same again is answered with the version there is.

    `terms`: kinds, professions, designated_only, territory, minimum_edition, valid_months, window_days, refresher_days,
    legal_basis, order_number, is_pilot, valid_until. Everybody concerned is decided for; what was decided before
    stays as it is.
    Raises RequirementRefused for unknown kinds or professions, and if unreviewed training is to be more than a pilot.
    """
    requirement, _ = Requirement.objects.get_or_create(key=key)
    latest = requirement.versions.as_known().order_by("number").last()
    version = RequirementVersion(
        requirement=requirement,
        number=latest.number + 1 if latest else 1,
        training=training,
        title=title,
        due_days=due_days,
        ordered_by=ordered_by,
        order_date=order_date,
        valid_from=valid_from,
        **terms,
    )
    if latest and _says(latest) == _says(version):
        return latest
    _check(version)
    version.save()
    record("require", version, by=by, valid_from=valid_from.isoformat())
    decide_for_everybody(local_day())
    return version


def decide(person: Person, institution: Institution, day: date | None = None) -> list[Obligation]:
    """Settle what is asked of `person` at `institution`; the decisions that hold now."""
    joined = Joined()
    people = joined.all_of([person.pk])
    _settle([institution.pk], people, joined, day or local_day())
    held = Obligation.objects.live().of(people).at([institution.pk])
    return list(held.order_by("version__requirement__key"))


def decide_for_person(person: Person, day: date | None = None) -> None:
    """Settle `person` at every institution where they hold or held a post, as after a completion."""
    joined = Joined()
    people = joined.all_of([person.pk])
    institutions: set[Any] = set()
    for rows in (Post.objects.as_known(), Designation.objects.as_known(), Obligation.objects.all()):
        institutions.update(rows.filter(person_id__in=people).values_list("institution_id", flat=True))
    _settle(sorted(institutions), people, joined, day or local_day())


def decide_for_institution(institution: Institution, day: date | None = None) -> None:
    """Settle everybody at `institution`, as after a change of its kind or place."""
    _settle([institution.pk], None, Joined(), day or local_day())


def decide_for_everybody(day: date | None = None) -> None:
    joined = Joined()
    for institutions in _chunks(Institution.objects.order_by("pk").values_list("pk", flat=True)):
        _settle(institutions, None, joined, day or local_day())


def recount(day: date | None = None) -> int:
    """Write down where every institution stands on `day`; how many there are."""
    day = day or local_day()
    counted = 0
    for institutions in _chunks(Institution.objects.standing_on(day).order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            _lock(institutions)
            covers = covers_on(institutions, day)
            Standing.objects.on(day).at(institutions).delete()
            Standing.objects.bulk_create(
                Standing(institution_id=pk, day=day, cover=found.cover, reason=found.reason or "")
                for pk, found in covers.items()
            )
        counted += len(covers)
    return counted


@transaction.atomic
def _settle(institutions: Collection[Any], people: Collection[Any] | None, joined: Joined, day: date) -> None:
    _lock(institutions)
    book = read_cases(institutions, people, joined, day)
    plans = {pair: plan(case, book.rules, book.written[pair], day) for pair, case in book.cases.items()}
    _write(plans)
    Standing.objects.at(institutions).delete()


def _lock(institutions: Collection[Any]) -> None:
    """Two decisions about one institution, or a decision and a count of it, wait for each other.

    Otherwise two transactions add the same decision, or a count made before a completion outlives it.
    """
    list(Institution.objects.select_for_update(no_key=True).filter(pk__in=institutions).order_by("pk").values("pk"))


def _write(plans: dict[Pair, Plan]) -> None:
    now = timezone.now()
    superseded = [row for changes in plans.values() for row in changes.supersede]
    Obligation.objects.filter(pk__in=superseded).update(superseded_at=now)
    rows = []
    for pair, changes in plans.items():
        rows += [_row(pair, decision, superseded_at=now) for decision in changes.past]
        rows += [_row(pair, decision) for decision in changes.add]
    Obligation.objects.bulk_create(rows)


def _row(pair: Pair, decision: Decision, **times: Any) -> Obligation:
    person, institution = pair
    return Obligation(
        person_id=person,
        institution_id=institution,
        version_id=decision.rule.id,
        arose_on=decision.arose_on,
        due_on=decision.due_on,
        completion_id=decision.completion,
        completed_on=decision.completed_on,
        window_opens_on=decision.window_opens_on,
        expires_on=decision.expires_on,
        ended_on=decision.ended_on,
        **times,
    )


def _check(version: RequirementVersion) -> None:
    unknown = {*version.kinds} - {*Kind.values} | {*version.professions} - {*Profession.values}
    if unknown:
        raise RequirementRefused(f"Unknown kinds or professions: {', '.join(sorted(unknown))}.")
    edition = version.training.editions.order_by("number").last()
    if not version.is_pilot and (edition is None or edition.is_pilot):
        raise RequirementRefused("Training that nobody has reviewed can be required only as a pilot.")


def _says(version: RequirementVersion) -> dict[str, Any]:
    apart = {"id", "number", "recorded_at", "superseded_at"}
    return {f.attname: getattr(version, f.attname) for f in version._meta.concrete_fields if f.attname not in apart}


def _chunks(ids: Any) -> Iterator[list[Any]]:
    found = list(ids)
    for start in range(0, len(found), CHUNK):
        yield found[start : start + CHUNK]
