"""The difference between a roster and what is recorded. Pure but for reading; it writes nothing."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop

from tanu.institutions.roster import RosterProblem, RosterRow
from tanu.institutions.roster_facts import Facts
from tanu.institutions.roster_leave import plan_leave
from tanu.institutions.roster_officers import plan_designations, plan_unnamed
from tanu.institutions.roster_people import Answers, Resolving
from tanu.institutions.roster_plan import BY_CODE, Leaver, Plan
from tanu.institutions.roster_posts import Posts
from tanu.lib.dates import local_day
from tanu.lib.sentences import Sentence
from tanu.people.sign_in import fold

Matched = list[tuple[RosterRow, Any]]
"""Rows with the id of the person each is of."""


def difference(
    rows: Collection[RosterRow],
    answers: Answers | None = None,
    *,
    within: Collection[Any] | None = None,
    all_others: bool = False,
) -> Plan:
    """What taking in `rows` would do, with every problem and every open question.

    `within`: ids of the institutions that may stand in the file; all, unless given.
    """
    answers = answers or {}
    plan = Plan()
    typed = {fold(a.removeprefix(f"{BY_CODE}:")) for a in answers.values() if a.startswith(f"{BY_CODE}:")}
    facts = Facts.of(rows, typed)
    plan.institutions = sorted(facts.institutions.values(), key=str)
    plan.problems += [*_strange_places(rows, facts, within), *_twice(rows)]
    if plan.problems:
        return plan
    resolving = Resolving(facts, plan, answers, all_others=all_others)
    matched = [(row, person) for row in rows if (person := resolving.person_of(row)) is not None]
    posts = Posts(facts, plan)
    for row, person in matched:
        plan.names_of_file.setdefault(person, row.full_name)
        posts.take(row, person)
    plan_designations(plan, facts, matched)
    plan_unnamed(plan, facts, matched)
    plan_leave(plan, facts)
    _plan_leavers(plan, facts, matched, local_day())
    return plan


def with_all_problems(
    rows: Collection[RosterRow], problems: list[RosterProblem], *, within: Collection[Any] | None = None
) -> list[RosterProblem]:
    """The problems of reading together with what comparing the readable rows would find."""
    return sorted([*problems, *difference(rows, within=within).problems], key=lambda problem: problem.line)


def _strange_places(
    rows: Collection[RosterRow], facts: Facts, within: Collection[Any] | None
) -> Iterator[RosterProblem]:
    allowed = None if within is None else set(within)
    for row in rows:
        place = facts.institutions.get(row.institution)
        if place is None:
            said = gettext_noop("There is no institution with the code %(code)s.")
        elif allowed is not None and place not in allowed:
            said = gettext_noop("The institution %(code)s is not one you can send a roster for.")
        else:
            continue
        yield RosterProblem(row.line, Sentence(said, code=row.institution), "institution")


def _twice(rows: Collection[RosterRow]) -> Iterator[RosterProblem]:
    first: dict[tuple[Any, ...], RosterRow] = {}
    for row in rows:
        key = (row.institution, row.sign_in or row.name_key, row.profession, row.since)
        if (earlier := first.setdefault(key, row)) is not row:
            said = gettext_noop(
                "This post stands in row %(line)s already. If these are two people of one name, give each a login code."
            )
            yield RosterProblem(row.line, Sentence(said, line=earlier.line))


def _plan_leavers(plan: Plan, facts: Facts, matched: Matched, today: date) -> None:
    """Nobody is a leaver while a row of that name awaits a decision."""
    in_file = {(person, facts.institutions[row.institution]) for row, person in matched}
    awaited = {candidate.value for question in plan.questions for candidate in question.candidates}
    for (person, place), posts in facts.posts.items():
        held = tuple(p for p in posts if p.valid_until is None or p.valid_until > today)
        if not held or (person, place) in in_file or str(person) in awaited or person not in facts.people:
            continue
        open_rows = facts.designations.get((person, place), [])
        named = tuple(row for row in open_rows if row.valid_until is None or row.valid_until > today)
        away = tuple(facts.absences.get((person, place), []))
        plan.leavers.append(Leaver(person, place, facts.people[person].name, held, named, away))
    plan.leavers.sort(key=lambda leaver: (str(leaver.institution), leaver.name))
