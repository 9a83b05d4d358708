"""What is asked of one person."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext

from tanu.coverage.algebra import Duty, duty_on
from tanu.coverage.books import facts_of, held_on, urgency
from tanu.coverage.cases import Joined
from tanu.coverage.models import Obligation, RequirementVersion
from tanu.coverage.rules import Decision
from tanu.institutions.models import InstitutionPeriod
from tanu.lib.dates import long_date
from tanu.lib.languages import in_language
from tanu.people.models import Person
from tanu.records.models import TrainingEdition


@dataclass(frozen=True)
class Due:
    """One training that is asked of a person, wherever they work; texts are in the reader's language."""

    title: str
    training_key: str
    duty: Duty
    due_on: date
    completed_on: date | None
    window_opens_on: date | None
    expires_on: date | None
    why: str
    institutions: tuple[str, ...]
    is_pilot: bool


@dataclass(frozen=True, order=True)
class _Asked:
    urgency: tuple[int, date]
    key: str
    institution: Any = field(compare=False)
    decision: Decision = field(compare=False)


def due_for(person: Person, day: date) -> list[Due]:
    """What is asked of `person` on `day`, the most pressing first; asked at two institutions it is listed once.

    Five queries.
    """
    rows = list(Obligation.objects.standing().of(Joined().all_of([person.pk])).with_versions().latest_last())
    versions = {row.version_id: row.version for row in rows}
    asked = _asked(rows, day)
    names = _names({one.institution for group in asked for one in group}, day)
    titles = _titles({group[0].decision.rule.training for group in asked}, day)
    return [_due(versions[group[0].decision.rule.id], group, titles, names, day) for group in asked]


def _asked(rows: Iterable[Obligation], day: date) -> list[list[_Asked]]:
    """By requirement, the most pressing first, within one and among them."""
    groups: dict[Any, list[_Asked]] = defaultdict(list)
    for (_, institution, requirement), decision in held_on(rows, day).items():
        facts = facts_of(decision)
        if duty_on(facts, day) != Duty.ENDED:
            groups[requirement].append(_Asked(urgency(facts, day), decision.rule.key, institution, decision))
    return sorted(sorted(group) for group in groups.values())


def _due(
    version: RequirementVersion, group: list[_Asked], titles: dict[Any, str], names: dict[Any, str], day: date
) -> Due:
    decision = group[0].decision
    return Due(
        title=titles.get(version.training_id) or in_language(version.title),
        training_key=version.training.key,
        duty=duty_on(facts_of(decision), day),
        due_on=decision.due_on,
        completed_on=decision.completed_on,
        window_opens_on=decision.window_opens_on,
        expires_on=decision.expires_on,
        why=_why(version),
        institutions=tuple(sorted(names.get(one.institution, "") for one in group)),
        is_pilot=version.is_pilot,
    )


def _why(version: RequirementVersion) -> str:
    """The requirement, its legal basis where one is confirmed, and the order."""
    words = {
        "title": in_language(version.title),
        "basis": in_language(version.legal_basis),
        "body": in_language(version.ordered_by),
        "number": version.order_number,
        "date": long_date(version.order_date),
    }
    if words["basis"]:
        words["basis"] = gettext("Legal basis: %(basis)s.") % words
    order = (
        gettext("Required by order of %(body)s, %(number)s, %(date)s.")
        if version.order_number
        else gettext("Required by order of %(body)s, %(date)s.")
    )
    return " ".join(filter(None, [f"{words['title']}.", words["basis"], order % words]))


def _names(institutions: Collection[Any], day: date) -> dict[Any, str]:
    periods = InstitutionPeriod.objects.on(day).filter(institution_id__in=institutions)
    return {pk: in_language(name) for pk, name in periods.values_list("institution_id", "name")}


def _titles(trainings: Collection[Any], day: date) -> dict[Any, str]:
    """As the newest edition of that day is called."""
    editions = TrainingEdition.objects.filter(training_id__in=trainings, dated__lte=day).order_by("number")
    return {pk: in_language(title) for pk, title in editions.values_list("training_id", "title")}
