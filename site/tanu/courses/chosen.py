"""Which variant of a course is somebody's: the one they chose, else the one that suits their work."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Subquery

from tanu.courses.models import Course
from tanu.courses.variants import variant_for
from tanu.institutions.nearby import main_workplace
from tanu.lib.dates import local_day
from tanu.people.models import Person


def variant_of(person: Person, course: Course) -> str:
    return variants_of(person, [course])[course.pk]


def variants_of(person: Person, courses: Collection[Course]) -> dict[UUID, str]:
    """The variant of each of `courses` by its id; empty for a course that has none. One query."""
    kind = Subquery(main_workplace(person, local_day()).values("kind")[:1])
    rows = Person.objects.same_as(person).annotate(kind_of_work=kind)
    found = list(rows.values_list("pk", "kind_of_work", "chosen_variants__course", "chosen_variants__variant"))
    # What the person chose comes last, and so before what was chosen in a record joined into theirs.
    chosen = {course: variant for pk, _, course, variant in sorted(found, key=lambda row: row[0] == person.pk)}
    work = found[0][1] if found else None
    return {
        course.pk: chosen[course.pk] if chosen.get(course.pk) in course.audience else variant_for(work, course.audience)
        for course in courses
    }
