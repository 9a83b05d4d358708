"""The verbs of a roster: keep a draft, take it in. All of it in one transaction, or nothing."""

from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from tanu.audit.actions import record
from tanu.institutions.models import Absence, Designation, Institution, Post, Profession, Territory
from tanu.institutions.roster import RosterProblem, RosterRow
from tanu.institutions.roster_difference import difference
from tanu.institutions.roster_facts import chunks
from tanu.institutions.roster_leave import lasts_beyond
from tanu.institutions.roster_models import RosterImport
from tanu.institutions.roster_people import Answers
from tanu.institutions.roster_permissions import headed_among
from tanu.institutions.roster_plan import Plan
from tanu.institutions.roster_writing import Say, Writing
from tanu.institutions.signals import roster_taken
from tanu.lib.sentences import Sentence
from tanu.people.models import Person

# A draft holds names. Whoever has not taken it in by then sends the file again.
DRAFTS_STAY = timedelta(days=14)
_DAYS = ("since", "until", "order_date")
_DAYS_OF_FACT = {"valid_from", "valid_until"}


class RosterRefused(ValueError):
    """Nothing was taken in; `plan` holds the problems and open questions, or what is different by now."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(f"problems: {len(plan.problems)}, questions: {len(plan.questions)}")
        self.plan = plan


@transaction.atomic
def keep_draft(
    rows: Collection[RosterRow],
    *,
    by: Person,
    institution: Institution | None = None,
    territory: Territory | None = None,
) -> RosterImport:
    """A roster to be looked at before it is taken in. An earlier draft for the same place is gone."""
    drafts = RosterImport.objects.filter(state=RosterImport.State.DRAFTED)
    drafts.filter(institution=institution, territory=territory, made_by=by).delete()
    drafts.filter(made_at__lt=timezone.now() - DRAFTS_STAY).delete()
    draft = RosterImport.objects.create(
        institution=institution, territory=territory, made_by=by, rows=[_stored(row) for row in rows]
    )
    record("draft-roster", draft, by=by, rows=len(rows))
    return draft


@transaction.atomic
def drop_draft(draft: RosterImport, *, by: Person) -> None:
    """The draft and the names in it are gone. One that was taken in meanwhile stays."""
    record("drop-roster", draft, by=by)
    RosterImport.objects.filter(pk=draft.pk, state=RosterImport.State.DRAFTED).delete()


@transaction.atomic
def take_draft(
    draft: RosterImport,
    *,
    by: Person,
    seen: str,
    within: Collection[Any] | None,
    answers: Answers | None = None,
    ends: Mapping[str, date] | None = None,
) -> RosterImport:
    """Take in what was shown under the sign `seen`. Taken twice, it is answered as the first time.

    `answers`: who the people in question are. `ends`: by the key of a leaver or of a designation that the file does
    not repeat, the day on which it ends, where `by` is the head. Raises RosterRefused if facts have changed since, or
    questions are open.
    """
    draft = RosterImport.objects.select_for_update().get(pk=draft.pk)
    if draft.state != RosterImport.State.DRAFTED:
        return draft
    rows = rows_of(draft)
    _lock(rows)
    shown = difference(rows, within=within)
    if shown.seen() != seen:
        raise RosterRefused(shown)
    plan = difference(rows, answers, within=within)
    headed = headed_among(plan.institutions, by)
    if line := _own_line(plan, by, headed):
        said = Sentence(gettext_noop("Nobody makes themselves the head or an officer of an institution."))
        plan.problems.append(RosterProblem(line, said, "profession"))
    endable = plan.ends_within(headed)
    own_ends = {key: day for key, day in (ends or {}).items() if key in endable}
    return _take(draft, plan, by=by, ends=own_ends, is_demo=by.is_demo)


@transaction.atomic
def take_rows(
    rows: Collection[RosterRow],
    *,
    by: Person | None = None,
    all_others: bool = False,
    is_demo: bool = False,
    dry_run: bool = False,
    say: Say = lambda *told: None,
) -> tuple[Plan, RosterImport | None]:
    """Take in rows of any institutions without a draft; leavers stay. Nothing new is no import.

    `all_others`: whoever has the name of somebody known is another person. Raises RosterRefused.
    """
    _lock(rows)
    plan = difference(rows, all_others=all_others)
    if plan.problems or plan.questions:
        raise RosterRefused(plan)
    if dry_run or plan.changes_nothing:
        return plan, None
    taken = RosterImport.objects.create(made_by=by)
    return plan, _take(taken, plan, by=by, ends={}, is_demo=is_demo, say=say)


def _own_line(plan: Plan, by: Person, headed: Collection[Any]) -> int:
    """The row in which whoever sends it gives a leading place to themselves; 0 if there is none.

    Where they are the head already, they may.
    """
    own = set(Person.objects.same_as(by).values_list("pk", flat=True))
    leading = [(new.line, new.person, new.institution) for new in plan.posts if new.profession == Profession.HEAD]
    leading += [(new.line, new.person, new.institution) for new in plan.designations]
    for change in [*plan.changes, *plan.orders]:
        leads = isinstance(change.row, Designation) or getattr(change.row, "profession", "") == Profession.HEAD
        if change.line and leads and not _DAYS_OF_FACT.isdisjoint(change.facts):
            leading.append((change.line, change.row.person_id, change.row.institution_id))
    return next((line for line, person, place in leading if person in own and place not in headed), 0)


def rows_of(draft: RosterImport) -> list[RosterRow]:
    return [_restored(row) for row in draft.rows]


def _take(
    draft: RosterImport,
    plan: Plan,
    *,
    by: Person | None,
    ends: Mapping[str, date],
    is_demo: bool = False,
    say: Say = lambda *told: None,
) -> RosterImport:
    if plan.problems or plan.questions:
        raise RosterRefused(plan)
    writing = Writing(plan, is_demo=is_demo, say=say)
    draft.did = writing.write()
    left = [leaver for leaver in plan.leavers if leaver.key in ends]
    writing.end(Post, [(post, ends[leaver.key]) for leaver in left for post in leaver.posts])
    writing.end(Designation, [(row, ends[leaver.key]) for leaver in left for row in leaver.designations])
    leave = [(row, ends[leaver.key]) for leaver in left for row in leaver.absences]
    writing.end(Absence, [(row, day) for row, day in leave if lasts_beyond(row, day)])
    unnamed = [one for one in plan.unnamed if one.key in ends]
    writing.end(Designation, [(one.designation, ends[one.key]) for one in unnamed])
    draft.counts = {**plan.counts, "left": len(left), "unnamed": len(unnamed)}
    draft.state, draft.rows = RosterImport.State.TAKEN, []
    draft.taken_by, draft.taken_at = by, writing.now
    draft.save()
    draft.touches.set(plan.institutions)
    record("take-roster", draft, by=by, institutions=len(plan.institutions), **draft.counts)
    say("settling", 0, len(plan.institutions))
    roster_taken.send(RosterImport, institutions=plan.institutions)
    return draft


def _lock(rows: Collection[RosterRow]) -> None:
    """Two rosters of one institution wait for each other."""
    for chunk in chunks(sorted({row.institution for row in rows})):
        places = Institution.objects.select_for_update(no_key=True).filter(code__in=chunk)
        list(places.order_by("pk").values("pk"))


def _stored(row: RosterRow) -> dict[str, Any]:
    kept = {name: value for name, value in asdict(row).items() if value is not None}
    return {name: str(value) if isinstance(value, (date, Decimal)) else value for name, value in kept.items()}


def _restored(kept: dict[str, Any]) -> RosterRow:
    facts = dict(kept)
    for name in _DAYS:
        if name in facts:
            facts[name] = date.fromisoformat(facts[name])
    if "share" in facts:
        facts["share"] = Decimal(facts["share"])
    return RosterRow(**facts)
