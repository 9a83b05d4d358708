from django.db.models import Q

from tanu.coverage.models import RequirementVersion
from tanu.institutions.permissions import overseen_ids
from tanu.people.models import Person


def requirements_set(person: Person) -> Q:
    """Requirements that `person` may change: those that ask nowhere but in places they oversee."""
    overseen = overseen_ids(person)
    elsewhere = RequirementVersion.objects.as_known().exclude(territory__in=overseen)
    inside = RequirementVersion.objects.as_known().filter(territory__in=overseen)
    return Q(pk__in=inside.values("requirement_id")) & ~Q(pk__in=elsewhere.values("requirement_id"))
