"""Taking in a roster: all rows or none, and the same file twice changes nothing."""

from dataclasses import dataclass, field

from django.db import transaction

from tanu.institutions.actions import designate, end_post, start_post
from tanu.institutions.models import Institution
from tanu.institutions.roster import RosterProblem, RosterRow, read_roster
from tanu.people.actions import register
from tanu.people.models import Person
from tanu.people.sign_in import fold


@dataclass
class RosterOutcome:
    people: int = 0
    posts: int = 0
    problems: list[RosterProblem] = field(default_factory=list)


def import_roster(
    data: bytes, *, by: Person | None = None, is_demo: bool = False, dry_run: bool = False
) -> RosterOutcome:
    """Register the people of the file and start, end and designate as it says. With a problem nothing is taken in."""
    rows, problems = read_roster(data)
    outcome = RosterOutcome(problems=problems)
    institutions = Institution.objects.in_bulk({row.institution for _, row in rows}, field_name="code")
    for line, row in rows:
        if row.institution not in institutions:
            outcome.problems.append(RosterProblem(line, f"There is no institution with the code {row.institution}."))
    if outcome.problems:
        return outcome
    with transaction.atomic():
        for _, row in rows:
            _take_in(row, institutions[row.institution], outcome, by, is_demo)
        if dry_run:
            transaction.set_rollback(True)
    return outcome


def _take_in(
    row: RosterRow, institution: Institution, outcome: RosterOutcome, by: Person | None, is_demo: bool
) -> None:
    person = Person.objects.living().filter(sign_in_names__value=fold(row.code)).first()
    if person is None:
        outcome.people += 1
        person = register(
            given_name=row.given_name,
            family_name=row.family_name,
            patronymic=row.patronymic,
            language=row.language,
            code=row.code,
            by=by,
            is_demo=is_demo,
        )
    outcome.posts += 1
    post = start_post(
        person,
        institution,
        row.profession,
        valid_from=row.since,
        share=row.share,
        phone=row.phone,
        mail=row.mail,
        by=by,
    )
    if row.designation:
        designate(
            person,
            institution,
            role=row.designation,
            valid_from=row.order_date or row.since,
            order_number=row.order_number,
            order_date=row.order_date,
            by=by,
        )
    if row.until:
        end_post(post, row.until, by=by)
