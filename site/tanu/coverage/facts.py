"""All that decides where institutions stand, read once for any number of days: as known now or at a past moment."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from tanu.coverage.algebra import InstitutionFacts, ObligationFacts, OfficerFacts, Status, cover_on, postponed
from tanu.coverage.cases import Joined, Pair, rule_of
from tanu.coverage.excuses import Excuses, read_excuses
from tanu.coverage.models import Obligation, RequirementVersion
from tanu.coverage.querysets import ObligationQuerySet
from tanu.coverage.rules import Decision, Rule, Span, holding_on
from tanu.institutions.models import Designation, InstitutionPeriod, KindDuty, Post, Protocol

# Living person, institution and requirement.
Key = tuple[Any, Any, Any]


@dataclass(frozen=True)
class Period:
    """What an institution is for a time."""

    span: Span
    territory: Any
    kind: str
    officers_owed: int


@dataclass(frozen=True)
class Appointment:
    """A designation for a time; `person` is the living record."""

    span: Span
    person: Any
    is_deputy: bool


@dataclass(frozen=True)
class Facts:
    """By institution, except `decisions`, which are by pair and then by requirement."""

    periods: dict[Any, list[Period]]
    owed: dict[str, list[tuple[Span, int]]]
    """Officers that the institutions of a kind owe."""
    appointments: dict[Any, list[Appointment]]
    staffed: dict[Any, list[Span]]
    protocols: dict[Any, list[Span]]
    decisions: dict[Pair, dict[Any, list[Decision]]]
    excuses: Excuses

    def period(self, institution: Any, day: date) -> Period | None:
        return next((period for period in self.periods.get(institution, ()) if period.span.holds(day)), None)

    def status(self, institution: Any, period: Period, day: date) -> Status:
        officers = tuple(facts for _, facts in self.officers(institution, day))
        has_staff = not officers and _holds(self.staffed.get(institution, ()), day)
        return cover_on(InstitutionFacts(self._officers_owed(period, day), has_staff, officers), day)

    def _officers_owed(self, period: Period, day: date) -> int:
        of_kind = (number for span, number in self.owed.get(period.kind, ()) if span.holds(day))
        return max(period.officers_owed, next(of_kind, 1))

    def has_protocol(self, institution: Any, day: date) -> bool:
        return _holds(self.protocols.get(institution, ()), day)

    def officers(self, institution: Any, day: date) -> list[tuple[Any, OfficerFacts]]:
        """Persons designated on the day, officers before deputies."""
        designated: dict[Any, bool] = {}
        for appointment in self.appointments.get(institution, ()):
            if appointment.span.holds(day):
                designated.setdefault(appointment.person, appointment.is_deputy)
        return [
            (
                person,
                OfficerFacts(
                    tuple(self.obligations(person, institution, day)),
                    is_deputy,
                    self.excuses.is_away(person, institution, day),
                ),
            )
            for person, is_deputy in designated.items()
        ]

    def obligations(self, person: Any, institution: Any, day: date) -> Iterable[ObligationFacts]:
        for requirement, decisions in self.decisions.get((person, institution), {}).items():
            if held := holding_on(decisions, day):
                yield facts_of(held, self.excuses.of(person, institution, requirement))


def read_facts(institutions: Collection[Any], days: Sequence[date], known_at: datetime | None = None) -> Facts:
    """Facts of `institutions` that say where they stand on each of `days`. Ten queries."""
    joined, first, last = Joined(), min(days), max(days)
    appointments = _appointments(institutions, first, last, known_at, joined)
    people = joined.all_of({one.person for found in appointments.values() for one in found})
    rows = Obligation.objects.known(known_at).at(institutions).of(people)
    return Facts(
        periods=_periods(institutions, first, last, known_at),
        owed=_owed(known_at),
        appointments=appointments,
        staffed=_spans(Post, [pk for pk in institutions if _lacks(appointments, pk, days)], first, last, known_at),
        protocols=_spans(Protocol, institutions, first, last, known_at),
        decisions=_by_pair(decisions_of(rows, joined, known_at)),
        excuses=read_excuses(joined, institutions=institutions, people=people, known_at=known_at),
    )


def decisions_of(
    rows: ObligationQuerySet, joined: Joined, known_at: datetime | None = None
) -> dict[Key, list[Decision]]:
    """What `rows` decided, the one that held at that moment last. Two queries, and no model is built."""
    rules = all_rules()
    found: dict[Key, list[Decision]] = defaultdict(list)
    for person, institution, version, *terms in rows.latest_last(known_at).values_list(*_TERMS):
        rule = rules[version]
        found[joined.living(person), institution, rule.requirement].append(Decision(rule, *terms))
    return found


_TERMS = (
    "person_id",
    "institution_id",
    "version_id",
    "arose_on",
    "due_on",
    "completion_id",
    "completed_on",
    "window_opens_on",
    "expires_on",
    "ended_on",
)


def all_rules() -> dict[Any, Rule]:
    """Every version there ever was, by id."""
    return {version.pk: rule_of(version) for version in RequirementVersion.objects.select_related("requirement")}


def facts_of(decision: Decision, excused: tuple[Span, ...] = ()) -> ObligationFacts:
    return ObligationFacts(
        due_on=postponed(decision.due_on, excused),
        completed_on=decision.completed_on,
        window_opens_on=decision.window_opens_on,
        expires_on=decision.expires_on,
        ended_on=decision.ended_on,
        of_officers=decision.rule.designated_only,
        excused=excused,
    )


def _appointments(
    institutions: Collection[Any], first: date, last: date, known_at: datetime | None, joined: Joined
) -> dict[Any, list[Appointment]]:
    rows = Designation.objects.as_known(known_at).filter(_overlaps(first, last), institution_id__in=institutions)
    found: dict[Any, list[Appointment]] = defaultdict(list)
    for institution, start, end, person, role in rows.order_by("-role", "valid_from", "pk").values_list(
        "institution_id", "valid_from", "valid_until", "person_id", "role"
    ):
        is_deputy = role == Designation.Role.DEPUTY
        found[institution].append(Appointment(Span(start, end), joined.living(person), is_deputy))
    return found


def _periods(
    institutions: Collection[Any], first: date, last: date, known_at: datetime | None
) -> dict[Any, list[Period]]:
    rows = InstitutionPeriod.objects.as_known(known_at).filter(_overlaps(first, last), institution_id__in=institutions)
    found: dict[Any, list[Period]] = defaultdict(list)
    for institution, start, end, territory, kind, owed in rows.values_list(
        "institution_id", "valid_from", "valid_until", "territory_id", "kind", "officers_owed"
    ):
        found[institution].append(Period(Span(start, end), territory, kind, owed))
    return found


def _owed(known_at: datetime | None) -> dict[str, list[tuple[Span, int]]]:
    found: dict[str, list[tuple[Span, int]]] = defaultdict(list)
    for duty in KindDuty.objects.as_known(known_at):
        found[duty.kind].append((Span(duty.valid_from, duty.valid_until), duty.officers_owed))
    return found


def _spans(
    model: Any, institutions: Collection[Any], first: date, last: date, known_at: datetime | None
) -> dict[Any, list[Span]]:
    found: dict[Any, list[Span]] = defaultdict(list)
    rows = model.objects.as_known(known_at).filter(_overlaps(first, last), institution_id__in=institutions)
    for institution, start, end in rows.values_list("institution_id", "valid_from", "valid_until").distinct():
        found[institution].append(Span(start, end))
    return found


def _overlaps(first: date, last: date) -> Q:
    return Q(valid_from__lte=last) & (Q(valid_until__isnull=True) | Q(valid_until__gt=first))


def _lacks(appointments: dict[Any, list[Appointment]], institution: Any, days: Sequence[date]) -> bool:
    """On one of `days` nobody is designated there."""
    spans = [one.span for one in appointments.get(institution, ())]
    return any(not _holds(spans, day) for day in days)


def _holds(spans: Iterable[Span], day: date) -> bool:
    return any(span.holds(day) for span in spans)


def _by_pair(decisions: dict[Key, list[Decision]]) -> dict[Pair, dict[Any, list[Decision]]]:
    pairs: dict[Pair, dict[Any, list[Decision]]] = defaultdict(dict)
    for (person, institution, requirement), found in decisions.items():
        pairs[person, institution][requirement] = found
    return pairs
