"""What is asked of one person."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext

from tanu.coverage.algebra import Duty, ObligationFacts, duty_on
from tanu.coverage.books import urgency
from tanu.coverage.cases import Joined
from tanu.coverage.excuses import Excuses, read_excuses
from tanu.coverage.facts import Key, decisions_of, facts_of
from tanu.coverage.models import Obligation, RequirementVersion
from tanu.coverage.rules import Decision, holding_on
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
    facts: ObligationFacts = field(compare=False)


def due_for(person: Person, day: date) -> list[Due]:
    """What is asked of `person` on `day`, the most pressing first; asked at two institutions it is listed once.

    Eight queries.
    """
    joined = Joined()
    people = joined.all_of([person.pk])
    decisions = decisions_of(Obligation.objects.standing().of(people), joined)
    if not decisions:
        return []
    asked = _asked(decisions, read_excuses(joined, people=people), day)
    versions = RequirementVersion.objects.select_related("requirement", "training").in_bulk(
        [group[0].decision.rule.id for group in asked]
    )
    names = _names({one.institution for group in asked for one in group}, day)
    titles = _titles({group[0].decision.rule.training for group in asked}, day)
    return [_due(versions[group[0].decision.rule.id], group, titles, names, day) for group in asked]


def _asked(decisions: dict[Key, list[Decision]], excuses: Excuses, day: date) -> list[list[_Asked]]:
    """By requirement, the most pressing first, within one and among them."""
    groups: dict[Any, list[_Asked]] = defaultdict(list)
    for (person, institution, requirement), found in decisions.items():
        if decision := holding_on(found, day):
            facts = facts_of(decision, excuses.of(person, institution, requirement))
            if duty_on(facts, day) != Duty.ENDED:
                groups[requirement].append(_Asked(urgency(facts, day), decision.rule.key, institution, decision, facts))
    return sorted(sorted(group) for group in groups.values())


def _due(
    version: RequirementVersion, group: list[_Asked], titles: dict[Any, str], names: dict[Any, str], day: date
) -> Due:
    decision, facts = group[0].decision, group[0].facts
    return Due(
        title=titles.get(version.training_id) or in_language(version.title),
        training_key=version.training.key,
        duty=duty_on(facts, day),
        due_on=facts.due_on,
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
