from typing import Any

from django.db.models import Q

from tanu.institutions.models import Institution
from tanu.institutions.permissions import institutions_led
from tanu.people.models import Person


def may_print(person: Any) -> Q:
    """Handouts that stand in a file, of courses that are published, for everybody who is signed in."""
    return Q(retired_on__isnull=True, course__retired_on__isnull=True, course__current__isnull=False)


def own_briefings(person: Person) -> Q:
    """Briefings of the institutions that `person` leads or is the designated officer of."""
    return Q(institution__in=Institution.objects.filter(institutions_led(person)))
