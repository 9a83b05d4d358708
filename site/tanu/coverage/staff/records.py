"""What one institution records of one person, for the head and for the person: posts, designations, absences."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from tanu.institutions.models import Absence, Designation, Dispute, Institution, InstitutionPeriod, Post
from tanu.institutions.permissions import institutions_recording
from tanu.lib.dates import local_day
from tanu.lib.languages import in_language
from tanu.people.models import Person


@dataclass(frozen=True)
class Record:
    """All that is known now, also of what is over and of what is still to come; the newest first."""

    institution: Institution
    name: str
    posts: list[Post]
    designations: list[Designation]
    absences: list[Absence]
    disputes: list[Dispute]

    def open_posts(self, day: date) -> list[Post]:
        """Those that hold on `day` or later."""
        return [post for post in self.posts if _not_over(post, day)]

    def open_designations(self, day: date) -> list[Designation]:
        return [designation for designation in self.designations if _not_over(designation, day)]

    def open_absences(self, day: date) -> list[Absence]:
        return [absence for absence in self.absences if _not_over(absence, day)]


def record_at(institution: Institution, person: Person) -> Record:
    return _records([institution], person)[0]


def records_of(person: Person) -> list[Record]:
    """At every institution that records anything of `person`, by its name."""
    found = _records(Institution.objects.filter(institutions_recording(person)), person)
    return sorted(found, key=lambda record: record.name)


def _records(institutions: Iterable[Institution], person: Person) -> list[Record]:
    places = list(institutions)
    scope: dict[str, Any] = {"institution__in": places, "person__in": Person.objects.same_as(person)}
    posts = _by_place(Post.objects.as_known().filter(**scope).order_by("-valid_from", "pk"))
    designations = _by_place(Designation.objects.as_known().filter(**scope).order_by("-valid_from", "pk"))
    absences = _by_place(Absence.objects.as_known().filter(**scope).order_by("-valid_from", "pk"))
    disputes = _by_place(Dispute.objects.filter(**scope).select_related("answered_by").order_by("-raised_at"))
    names = names_of(places)
    return [
        Record(
            place,
            names.get(place.pk, place.code),
            posts.get(place.pk, []),
            designations.get(place.pk, []),
            absences.get(place.pk, []),
            disputes.get(place.pk, []),
        )
        for place in places
    ]


def names_of(institutions: Iterable[Institution]) -> dict[Any, str]:
    """As they are called now, or were last."""
    begun = InstitutionPeriod.objects.as_known().filter(valid_from__lte=local_day())
    periods = begun.filter(institution__in=list(institutions)).order_by("valid_from")
    return {pk: in_language(name) for pk, name in periods.values_list("institution_id", "name")}


def _by_place(rows: Iterable[Any]) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = {}
    for row in rows:
        found.setdefault(row.institution_id, []).append(row)
    return found


def _not_over(fact: Any, day: date) -> bool:
    return fact.valid_until is None or fact.valid_until > day
