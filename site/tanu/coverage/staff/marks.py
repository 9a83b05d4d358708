"""Where each requirement stands for everybody of one institution: done, not done, and the day that matters."""

from collections import defaultdict
from datetime import date, timedelta
from functools import cache
from typing import Any, NamedTuple

from tanu.coverage.algebra import DONE, OPEN, Duty, duty_on
from tanu.coverage.cases import Joined
from tanu.coverage.excuses import read_excuses
from tanu.coverage.facts import all_rules, facts_of
from tanu.coverage.models import Obligation
from tanu.coverage.rules import Decision, Span, holding_on
from tanu.institutions.models import Institution


class Mark(NamedTuple):
    """Where one requirement stands for one person."""

    duty: Duty
    due_on: date
    expires_on: date | None

    @property
    def is_done(self) -> bool:
        return self.duty in DONE

    @property
    def is_to_do(self) -> bool:
        return self.duty in OPEN and not self.is_done

    @property
    def renew_by(self) -> date | None:
        """The last day on which it is still valid."""
        return self.expires_on and self.expires_on - timedelta(days=1)

    @property
    def matters_on(self) -> date | None:
        """The day that matters next, or mattered last."""
        if self.is_done:
            return self.renew_by
        return self.expires_on if self.duty == Duty.LAPSED else self.due_on


_TERMS = ("arose_on", "due_on", "completed_on", "window_opens_on", "expires_on", "ended_on")
# The version and the terms of a decision; which completion met it does not matter here.
_Terms = tuple[Any, ...]


def read_marks(institution: Institution, joined: Joined, day: date) -> dict[Any, dict[str, Mark]]:
    """By living person and key of the requirement. Whoever was asked on like terms is reckoned together."""
    rules = all_rules()
    excuses = read_excuses(joined, institutions=[institution.pk])
    rows = Obligation.objects.standing().at([institution.pk]).latest_last()
    history: dict[Any, dict[str, tuple[_Terms, ...]]] = defaultdict(dict)
    for person, *terms in rows.values_list("person_id", "version_id", *_TERMS):
        asked, key = history[joined.living(person)], rules[terms[0]].key
        asked[key] = (*asked.get(key, ()), tuple(terms))

    @cache
    def mark(decided: tuple[_Terms, ...], excused: tuple[Span, ...]) -> Mark | None:
        return _mark([_decision(rules[version], terms) for version, *terms in decided], excused, day)

    marks: dict[Any, dict[str, Mark]] = {}
    for person, asked in history.items():
        marks[person] = found = {}
        for key, decided in asked.items():
            requirement = rules[decided[0][0]].requirement
            if one := mark(decided, excuses.of(person, institution.pk, requirement)):
                found[key] = one
    return marks


def _decision(rule: Any, terms: list[Any]) -> Decision:
    arose_on, due_on, *earned = terms
    return Decision(rule, arose_on, due_on, None, *earned)


def _mark(decisions: list[Decision], excused: tuple[Span, ...], day: date) -> Mark | None:
    held = holding_on(decisions, day)
    if held is None:
        return None
    facts = facts_of(held, excused)
    duty = duty_on(facts, day)
    return None if duty == Duty.ENDED else Mark(duty, facts.due_on, facts.expires_on)
