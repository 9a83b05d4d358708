"""The designations of a roster, and those that end because the last post at the institution does."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop

from tanu.institutions.models import Designation
from tanu.institutions.roster import RosterProblem, RosterRow
from tanu.institutions.roster_facts import Facts, Place
from tanu.institutions.roster_plan import Change, NewDesignation, Plan, Unnamed
from tanu.lib.dates import local_day
from tanu.lib.sentences import Sentence

Matched = Sequence[tuple[RosterRow, Any]]


def plan_designations(plan: Plan, facts: Facts, matched: Matched) -> None:
    last_days = _last_days(plan, facts)
    named: dict[tuple[Place, str], RosterRow] = {}
    for row, person in matched:
        if not row.designation:
            continue
        place = (person, facts.institutions[row.institution])
        first = named.setdefault((place, row.designation), row)
        if first is row:
            _plan_one(plan, facts, row, place, last_days.get(place))
        elif (first.order_number, first.order_date) != (row.order_number, row.order_date):
            said = gettext_noop("Row %(line)s designates the same person by another order.")
            plan.problems.append(RosterProblem(row.line, Sentence(said, line=first.line), "order_number"))
    _end_with_posts(plan, facts, last_days)


def plan_unnamed(plan: Plan, facts: Facts, matched: Matched) -> None:
    """Where a file names officers, those it does not name are put before somebody. They never end by themselves."""
    today = local_day()
    naming = {facts.institutions[row.institution] for row, _ in matched if row.designation}
    named = {(person, facts.institutions[row.institution], row.designation) for row, person in matched}
    present = {(person, facts.institutions[row.institution]) for row, person in matched}
    ending = {change.row.pk for change in plan.orders if "valid_until" in change.facts}
    for (person, place), rows in facts.designations.items():
        if place not in naming or (person, place) not in present:
            continue
        for row in rows:
            is_open = row.valid_until is None or row.valid_until > today
            if is_open and (person, place, row.role) not in named and row.pk not in ending:
                plan.unnamed.append(Unnamed(row, facts.people[person].name))


def _last_days(plan: Plan, facts: Facts) -> dict[Place, date | None]:
    """For those whose posts change: the day of their leaving the institution, None if they stay."""
    changed = {change.row.pk: change.facts for change in plan.changes}
    ends: dict[Place, list[date | None]] = defaultdict(list)
    for post in plan.posts:
        ends[post.person, post.institution].append(post.until)
    for place, posts in facts.posts.items():
        if place in ends or any(post.pk in changed for post in posts):
            ends[place] += [changed.get(post.pk, {}).get("valid_until", post.valid_until) for post in posts]
    return {place: _latest(days) for place, days in ends.items()}


def _latest(days: list[date | None]) -> date | None:
    told = [day for day in days if day is not None]
    return max(told) if len(told) == len(days) else None


def _plan_one(plan: Plan, facts: Facts, row: RosterRow, place: Place, last_day: date | None) -> None:
    known = [one for one in facts.designations.get(place, []) if one.role == row.designation]
    since = row.order_date or row.since
    standing = next((one for one in known if one.valid_until is None or one.valid_until > since), None)
    if standing is None:
        if not any(one.valid_from == since for one in known):
            _appoint(plan, row, place, since, last_day)
    elif row.order_date and row.order_date > standing.valid_from and _is_other_order(standing, row):
        plan.orders.append(Change(row.line, standing, {"valid_until": row.order_date}))
        _appoint(plan, row, place, row.order_date, last_day)
    elif told := _told_otherwise(standing, row):
        plan.orders.append(Change(row.line, standing, told))


def _appoint(plan: Plan, row: RosterRow, place: Place, since: date, last_day: date | None) -> None:
    person, institution = place
    if last_day is not None and last_day <= since:
        return
    plan.designations.append(
        NewDesignation(
            line=row.line,
            person=person,
            institution=institution,
            role=row.designation,
            since=since,
            until=last_day,
            order_number=row.order_number,
            order_date=row.order_date,
        )
    )


def _is_other_order(standing: Designation, row: RosterRow) -> bool:
    return (standing.order_number, standing.order_date) != (row.order_number, row.order_date)


def _told_otherwise(standing: Designation, row: RosterRow) -> dict[str, Any]:
    told: dict[str, Any] = {"order_number": row.order_number, "order_date": row.order_date}
    if row.order_date != standing.order_date:
        told["valid_from"] = row.order_date
    return {name: value for name, value in told.items() if value not in (None, "") and getattr(standing, name) != value}


def _end_with_posts(plan: Plan, facts: Facts, last_days: dict[Place, date | None]) -> None:
    touched = {change.row.pk for change in plan.orders}
    for place, last_day in last_days.items():
        if last_day is None:
            continue
        for one in facts.designations.get(place, []):
            if (one.valid_until is None or one.valid_until > last_day) and one.pk not in touched:
                plan.orders.append(Change(0, one, {"valid_until": last_day}))
