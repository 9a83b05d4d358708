"""What is asked of people, read in bulk for letters: however many people, the queries are the same."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q

from tanu.coverage.algebra import AFTER_RETURN, ObligationFacts
from tanu.coverage.cases import Joined
from tanu.coverage.excuses import read_excuses
from tanu.coverage.facts import decisions_of, facts_of
from tanu.coverage.models import Exemption, Obligation
from tanu.coverage.reminders.steps import FIRST, LAST, deadline_on, steps_between
from tanu.coverage.rules import holding_on
from tanu.institutions.models import Absence
from tanu.lib.dates import ALMATY, local_day

# Institutions read at once.
CHUNK = 500


@dataclass(frozen=True)
class Asked:
    """One requirement of one person (the living record) at one institution."""

    person_id: Any
    institution_id: Any
    training_id: Any
    version_id: Any
    facts: ObligationFacts
    known_on: date | None = None
    """When it was written down, where that was long after it was due."""

    def deadline(self, day: date) -> date | None:
        """None if it is not open on `day`."""
        return deadline_on(self.facts, day)

    def steps_between(self, first: date, last: date) -> Iterator[tuple[date, date, int]]:
        """Day, deadline and step of every reminder of it from `first` to `last`."""
        return steps_between(self.facts, first, last, self.known_on)


def asked_at(institutions: Collection[Any], joined: Joined, day: date) -> list[Asked]:
    """Everything that is asked of anybody there on `day`, done or not."""
    rows = Obligation.objects.standing().at(institutions)
    return _held(rows, joined, day, {"institutions": institutions})


def asked_of(people: Collection[Any], joined: Joined, day: date) -> list[Asked]:
    """Everything that is asked of `people` anywhere."""
    ids = joined.all_of(people)
    return _held(Obligation.objects.standing().of(ids), joined, day, {"people": ids})


def asked_soon(institutions: Collection[Any], joined: Joined, first: date, last: date) -> list[Asked]:
    """What is asked at `institutions` of those of whom something may have to be reminded from `first` to `last`.

    Dates alone pick them, so that of a country's staff only those near a deadline are read.
    """
    people = joined.all_of(_near_a_deadline(institutions, first - LAST, last - FIRST))
    rows = Obligation.objects.standing().at(institutions).of(people)
    return _held(rows, joined, first, {"institutions": institutions, "people": people})


def _near_a_deadline(institutions: Collection[Any], earliest: date, latest: date) -> set[Any]:
    near = earliest, latest + timedelta(days=1)
    back = earliest - AFTER_RETURN, latest
    at: dict[str, Any] = {"institution_id__in": institutions}
    just_written = Q(due_on__lt=earliest, decided_at__gte=datetime.combine(earliest, time.min, tzinfo=ALMATY))
    is_near = Q(due_on__range=near) | Q(expires_on__range=near) | just_written
    dated = Obligation.objects.standing().at(institutions).filter(is_near)
    returned = (model.objects.as_known().filter(valid_until__range=back, **at) for model in (Absence, Exemption))
    return {person for rows in (dated, *returned) for person in rows.values_list("person_id", flat=True)}


def _held(rows: Any, joined: Joined, day: date, scope: dict[str, Any]) -> list[Asked]:
    excuses = read_excuses(joined, **scope)
    known = _written_late(rows, joined, day)
    found = []
    for (person, institution, requirement), decisions in decisions_of(rows, joined).items():
        if held := holding_on(decisions, day):
            facts = facts_of(held, excuses.of(person, institution, requirement))
            known_on = known.get((person, institution, requirement, held.due_on))
            found.append(Asked(person, institution, held.rule.training, held.rule.id, facts, known_on))
    return found


def _written_late(rows: Any, joined: Joined, day: date) -> dict[tuple[Any, Any, Any, date], date]:
    """Of duties due long before `day`: when they were first written down."""
    found: dict[tuple[Any, Any, Any, date], date] = {}
    late = rows.filter(due_on__lt=day - LAST, completed_on__isnull=True).order_by("-decided_at")
    for person, *of, moment in late.values_list(
        "person_id", "institution_id", "version__requirement_id", "due_on", "decided_at"
    ):
        found[joined.living(person), *of] = local_day(moment)
    return found


def open_by_person(asked: Collection[Asked], day: date) -> dict[Any, list[Asked]]:
    """What is open on `day`, for each person the earliest deadline first; one training is listed once."""
    found: dict[Any, dict[Any, Asked]] = defaultdict(dict)
    for one in sorted(asked, key=lambda one: one.deadline(day) or date.max):
        if one.deadline(day):
            found[one.person_id].setdefault(one.training_id, one)
    return {person: list(trainings.values()) for person, trainings in found.items()}


def chunks(ids: Collection[Any]) -> Iterator[list[Any]]:
    found = list(ids)
    for start in range(0, len(found), CHUNK):
        yield found[start : start + CHUNK]
