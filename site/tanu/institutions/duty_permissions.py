"""Who says what the institutions of a kind owe."""

from django.db.models import Q

from tanu.institutions.models import InstitutionPeriod
from tanu.institutions.permissions import overseen_ids
from tanu.lib.dates import local_day
from tanu.people.models import Person


def kinds_ruled(person: Person) -> set[str]:
    """Kinds whose institutions, of today and to come, all stand in places that `person` oversees.

    A duty binds every institution of its kind, so nobody sets one for places of others.
    """
    overseen, not_over = overseen_ids(person), Q(valid_until__isnull=True) | Q(valid_until__gt=local_day())
    periods = InstitutionPeriod.objects.as_known().filter(not_over).order_by()
    inside = periods.filter(territory__in=overseen).values_list("kind", flat=True).distinct()
    elsewhere = periods.exclude(territory__in=overseen).values_list("kind", flat=True).distinct()
    return {*inside} - {*elsewhere}
