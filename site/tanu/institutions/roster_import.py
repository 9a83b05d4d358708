"""Taking in a roster without asking anybody: all rows or none, and the same file twice changes nothing."""

from dataclasses import dataclass, field

from tanu.institutions.roster import RosterProblem, read_roster
from tanu.institutions.roster_difference import with_all_problems
from tanu.institutions.roster_taking import RosterRefused, take_rows
from tanu.people.models import Person


@dataclass
class RosterOutcome:
    people: int = 0
    posts: int = 0
    problems: list[RosterProblem] = field(default_factory=list)


def import_roster(
    data: bytes, *, by: Person | None = None, is_demo: bool = False, dry_run: bool = False
) -> RosterOutcome:
    """Register the people of the file and start, end and designate as it says. With a problem nothing is taken in.

    Whoever has the name of somebody known and another login code is another person; nobody leaves.
    """
    rows, problems = read_roster(data)
    if problems:
        return RosterOutcome(problems=with_all_problems(rows, problems))
    try:
        plan, _ = take_rows(rows, by=by, is_demo=is_demo, all_others=True, dry_run=dry_run)
    except RosterRefused as refused:
        return RosterOutcome(problems=refused.plan.problems)
    return RosterOutcome(people=len(plan.people), posts=len(plan.posts))
