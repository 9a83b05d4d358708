from django.db.models import Q

from tanu.people.models import Person


def own(person: Person) -> Q:
    """Certificates of the person, and of records that were joined into theirs. Nobody else may know of them."""
    return Q(completion__person__in=Person.objects.same_as(person))
