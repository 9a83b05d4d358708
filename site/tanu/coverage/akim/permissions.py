"""Who may open a paper: whoever oversees its territory today. One rule, asked of one paper and as a filter."""

from django.db.models import Q

from tanu.institutions.permissions import overseen_ids
from tanu.people.models import Person


def papers_overseen(person: Person) -> Q:
    return Q(territory__in=overseen_ids(person))
