from django.db.models import Q

from tanu.people.models import Person


def own_attempts(person: Person) -> Q:
    """Tries, scores and answers are the learner's alone; records joined into theirs count."""
    return Q(person__in=Person.objects.same_as(person))
