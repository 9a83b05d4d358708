"""Requirements, and what is decided from them for each person. Decisions are superseded, never changed."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext

from tanu.audit.actions import record
from tanu.coverage.cases import Joined, Pair, read_cases
from tanu.coverage.models import Obligation, Requirement, RequirementVersion, StaffCount, Standing, ValidityBase
from tanu.coverage.plans import Plan, plan
from tanu.coverage.rules import Decision
from tanu.coverage.staff_figures import count_staff, end_of, first_of
from tanu.coverage.tallies import MONTHS, months_from, standings
from tanu.institutions.models import Designation, Institution, InstitutionPeriod, Kind, Post, Profession
from tanu.institutions.tree import ids_within
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
    at_once: bool = True,
    **terms: Any,
) -> RequirementVersion:
    """What `key` asks for from `valid_from` on; the same again is answered with the version there is.

    `terms`: kinds, professions, designated_only, territory, minimum_edition, valid_months, window_days, refresher_days,
    legal_basis, order_number, is_pilot, valid_until, validity_base, fixed_month, fixed_day, minimum_months. Everybody
    concerned is decided for, at once or by the next night; what was decided before stays as it is.
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
    if at_once:
        decide_for_institutions(_places_of(version), local_day())
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


@transaction.atomic
def decide_after_parting(kept: Person, joined: Person, at: datetime) -> None:
    """Two people who were taken for one since `at`: what was decided of that one person was never true of either."""
    Obligation.objects.filter(person=kept, decided_at__gte=at).delete()
    Obligation.objects.filter(person__in=[kept, joined], superseded_at__gte=at).update(superseded_at=None)
    decide_for_person(kept)
    decide_for_person(joined)


def decide_for_institution(institution: Institution, day: date | None = None) -> None:
    """Settle everybody at `institution`, as after a change of its kind or place."""
    _settle([institution.pk], None, Joined(), day or local_day())


def decide_for_institutions(institutions: Iterable[Any], day: date | None = None) -> None:
    """Settle everybody at `institutions`, as after a roster."""
    joined = Joined()
    for some in _chunks(institutions):
        _settle(some, None, joined, day or local_day())


def decide_for_everybody(day: date | None = None) -> None:
    decide_for_institutions(Institution.objects.order_by("pk").values_list("pk", flat=True), day)


def recount(day: date | None = None) -> int:
    """Write down where every institution stands on `day` and on the first of each month around it; how many there are.

    What is written down already and still true stays; other days are forgotten.
    """
    day = day or local_day()
    days = sorted({*months_from(day, -MONTHS), day, *months_from(day)})
    Standing.objects.exclude(day__in=days).delete()
    institutions = Institution.objects.standing_on(day).order_by("pk")
    counted = 0
    for chunk in _chunks(institutions.values_list("pk", flat=True)):
        with transaction.atomic():
            _lock(chunk)
            _count_standings(chunk, days)
            _count_staff(chunk, first_of(day))
        counted += len(chunk)
    return counted


def _count_standings(institutions: list[Any], days: list[date]) -> None:
    """All days of an institution that lacks one: what was settled since has lost all of its own."""
    cached = Standing.objects.at(institutions).order_by().values_list("institution_id").annotate(Count("pk"))
    complete = {institution for institution, number in cached if number == len(days)}
    lacking = [institution for institution in institutions if institution not in complete]
    Standing.objects.at(lacking).delete()
    Standing.objects.bulk_create(standings(lacking, days), batch_size=2000)


def _count_staff(institutions: list[Any], month: date) -> None:
    known = StaffCount.objects.filter(institution__in=institutions, month=month)
    lacking = {*institutions} - {*known.values_list("institution_id", flat=True)}
    StaffCount.objects.bulk_create(
        StaffCount(institution_id=institution, month=month, asked=asked, done=done)
        for institution, (asked, done) in count_staff(lacking, month, end_of(month)).items()
    )


@transaction.atomic
def _settle(institutions: Collection[Any], people: Collection[Any] | None, joined: Joined, day: date) -> None:
    _lock(institutions)
    book = read_cases(institutions, people, joined)
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
    if said := limits_broken(version):
        raise RequirementRefused(said)
    if not version.is_pilot and (edition is None or edition.is_pilot):
        raise RequirementRefused("Training that nobody has reviewed can be required only as a pilot.")


def _places_of(version: RequirementVersion) -> Iterable[Any]:
    """Institutions of which it may ask, or asked until now somewhere else."""
    if version.territory_id is None or version.number > 1:
        return Institution.objects.order_by("pk").values_list("pk", flat=True)
    inside = ids_within([version.territory_id], local_day())
    return (
        InstitutionPeriod.objects.as_known()
        .filter(territory__in=inside)
        .order_by("institution")
        .values_list("institution_id", flat=True)
        .distinct()
    )


def limits_broken(version: RequirementVersion) -> str:
    """Validity is at least the least validity, and that at least the window; a fixed day wants whole years."""
    months = version.valid_months
    if not months:
        return ""
    is_fixed = version.validity_base == ValidityBase.FIXED
    if is_fixed and months % 12:
        return gettext("With a fixed day the validity is whole years: 12, 24 or 36 months.")
    least = months // 2 if version.minimum_months is None else version.minimum_months
    if is_fixed and least > months:
        return gettext("The least validity is longer than the validity.")
    if version.window_days > 30 * (least if is_fixed else months):
        return gettext("The time for renewal is longer than the validity.")
    return ""


def _says(version: RequirementVersion) -> dict[str, Any]:
    apart = {"id", "number", "recorded_at", "superseded_at"}
    return {f.attname: getattr(version, f.attname) for f in version._meta.concrete_fields if f.attname not in apart}


def _chunks(ids: Iterable[Any]) -> Iterator[list[Any]]:
    found = list(ids)
    for start in range(0, len(found), CHUNK):
        yield found[start : start + CHUNK]
