"""Wrong codes of a roster are guesses: past the limit it is refused as a whole, and of no code is anything told."""

from collections.abc import Iterable

from django.db import transaction

from tanu.audit.actions import record
from tanu.institutions.models import Institution, Territory
from tanu.institutions.roster_models import RosterImport
from tanu.people import throttle_codes
from tanu.people.models import Person


def counted(by: Person, guesses: Iterable[str]) -> bool:
    """Count what `by` has tried. False if it is too much: then neither wrong codes nor right ones may be answered."""
    return not throttle_codes.is_shut(by.pk) and throttle_codes.note_guesses(by.pk, guesses)


@transaction.atomic
def refuse_codes(of: Institution | Territory | RosterImport, *, by: Person) -> None:
    """Note that a file, or what was typed about a draft, was refused for its codes."""
    record("refuse-roster-codes", of, by=by)
