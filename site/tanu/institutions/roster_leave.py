"""Leave that ends because work does: nobody is away from where they have no post."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from tanu.institutions.models import Absence
from tanu.institutions.roster_facts import Facts, Place
from tanu.institutions.roster_plan import Change, Plan

Span = tuple[date, date | None]


def plan_leave(plan: Plan, facts: Facts) -> None:
    """For everybody to whom the file gives a last day, at whichever post."""
    changed = {change.row.pk: change.facts for change in plan.changes}
    begun: dict[Place, list[Span]] = defaultdict(list)
    for new in plan.posts:
        begun[new.person, new.institution].append((new.since, new.until))
    for place, absences in facts.absences.items():
        spans = list(begun.get(place, []))
        days = [until for _, until in spans if until]
        for post in facts.posts.get(place, []):
            told = changed.get(post.pk, {})
            spans.append((told.get("valid_from", post.valid_from), told.get("valid_until", post.valid_until)))
            days += [told["valid_until"]] if "valid_until" in told else []
        for absence in absences:
            if left := [day for day in days if _ends_on(absence, day, spans)]:
                plan.absences.append(Change(0, absence, {"valid_until": min(left)}))


def lasts_beyond(absence: Absence, day: date) -> bool:
    return absence.valid_until is None or absence.valid_until > day


def _ends_on(absence: Absence, day: date, spans: Collection[Span]) -> bool:
    then = max(day, absence.valid_from)
    works = any(since <= then and (until is None or until > then) for since, until in spans)
    return lasts_beyond(absence, day) and not works
