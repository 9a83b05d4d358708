"""What the institutions of each kind owe, as officials read it, and what would follow if they owed something else."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Self

from tanu.coverage.algebra import Cover, OfficerFacts, Status
from tanu.coverage.facts import Facts, Period, read_facts
from tanu.coverage.rules import Span
from tanu.institutions.duty_permissions import kinds_ruled
from tanu.institutions.kinds import duties_after, duties_on, unsaid_duty
from tanu.institutions.models import InstitutionPeriod, Kind, KindDuty
from tanu.people.models import Person

# Institutions whose facts are read together.
CHUNK = 500


@dataclass(frozen=True)
class KindLine:
    """A kind with what it owes; `coming` is set already and begins later."""

    duty: KindDuty
    may_set: bool
    coming: list[KindDuty] = field(default_factory=list)


@dataclass(frozen=True)
class Stand:
    """Where one institution stands under a duty."""

    status: Status
    lacks_deputies: bool
    lacks_protocol: bool


@dataclass(frozen=True)
class Counts:
    """Institutions that stand so."""

    covered: int
    at_risk: int
    not_covered: int
    lack_deputies: int
    lack_protocol: int

    @classmethod
    def of(cls, stands: Sequence[Stand]) -> Self:
        covers = [stand.status.cover for stand in stands]
        covered, at_risk = covers.count(Cover.COVERED), covers.count(Cover.AT_RISK)
        return cls(
            covered=covered,
            at_risk=at_risk,
            not_covered=len(stands) - covered - at_risk,
            lack_deputies=sum(stand.lacks_deputies for stand in stands),
            lack_protocol=sum(stand.lacks_protocol for stand in stands),
        )


@dataclass(frozen=True)
class Effect:
    """What a duty would change today: how many institutions of the kind there are, and how many stand differently."""

    institutions: int
    different: int
    now: Counts
    then: Counts


def kind_lines(person: Person, day: date) -> list[KindLine]:
    """Kinds of which something is said, and those of which `person` may say it."""
    held, coming, ruled = duties_on(day), duties_after(day), kinds_ruled(person)
    named = {*held, *ruled, *(duty.kind for duty in coming)}
    return [
        KindLine(held.get(kind) or unsaid_duty(kind), kind in ruled, [one for one in coming if one.kind == kind])
        for kind in Kind.values
        if kind in named
    ]


def effect_of(duty: KindDuty, day: date) -> Effect:
    """What `duty`, saved or not, would change if it held on `day`."""
    held = duties_on(day).get(duty.kind) or unsaid_duty(duty.kind)
    pairs = list(_stands(held, duty, day))
    return Effect(
        institutions=len(pairs),
        different=sum(now != then for now, then in pairs),
        now=Counts.of([now for now, _ in pairs]),
        then=Counts.of([then for _, then in pairs]),
    )


def _stands(held: KindDuty, duty: KindDuty, day: date) -> Iterator[tuple[Stand, Stand]]:
    periods = InstitutionPeriod.objects.on(day).filter(kind=duty.kind).order_by("institution")
    ids = list(periods.values_list("institution_id", flat=True))
    for start in range(0, len(ids), CHUNK):
        some = ids[start : start + CHUNK]
        facts = read_facts(some, [day])
        changed = replace(facts, owed={**facts.owed, duty.kind: [(Span(day, None), duty.officers_owed)]})
        for institution in some:
            if period := facts.period(institution, day):
                now = _stand(facts, institution, period, held, day)
                yield now, _stand(changed, institution, period, duty, day)


def _stand(facts: Facts, institution: Any, period: Period, duty: KindDuty, day: date) -> Stand:
    officers = [officer for _, officer in facts.officers(institution, day)]
    return Stand(
        status=facts.status(institution, period, day),
        lacks_deputies=_lacks_deputies(officers, duty.deputies_owed),
        lacks_protocol=duty.owes_protocol and not facts.has_protocol(institution, day),
    )


def _lacks_deputies(officers: Sequence[OfficerFacts], owed: int) -> bool:
    """Asked only where the officer is there, as on the boards."""
    deputies = sum(officer.is_deputy for officer in officers)
    return deputies < len(officers) and deputies < owed
