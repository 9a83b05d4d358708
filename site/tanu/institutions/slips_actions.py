"""Printing slips: all that were asked for, or none."""

from django.db import transaction

from tanu.institutions.models import Institution
from tanu.people.models import Person
from tanu.people.slip_paper import draw_slips
from tanu.people.slips import make_slip


@transaction.atomic
def print_slips(institution: Institution, names: dict[str, str], people: list[Person], *, by: Person) -> bytes:
    """The sheets as PDF; the secrets stand nowhere else. Raises NotDrawn, and then no slip was made."""
    return draw_slips([make_slip(person, place=institution.pk, place_names=names, by=by) for person in people])
