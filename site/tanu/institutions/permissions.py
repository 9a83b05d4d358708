"""One rule each, asked of one object and as a filter. A role is a dated grant over an institution or a territory."""

from typing import Any

from django.db.models import Q

from tanu.institutions.models import Absence, Designation, Grant, Institution, Post, Profession
from tanu.institutions.tree import ids_within
from tanu.lib.dates import local_day
from tanu.people.models import Person


def territories_overseen(person: Person) -> Q:
    """Territories whose coverage an official may see: those granted and all within them today."""
    return Q(pk__in=overseen_ids(person))


def overseen_ids(person: Person) -> list[Any]:
    """Ids of the territories `person` is an official of, and of everything within them today."""
    granted = granted_ids(person)
    return ids_within(granted, local_day()) if granted else []


def granted_ids(person: Person) -> list[Any]:
    """Ids of the territories `person` is an official of today."""
    granted = Grant.objects.on(local_day()).filter(person__in=Person.objects.same_as(person), role=Grant.Role.OFFICIAL)
    return list(granted.order_by("territory__code").values_list("territory_id", flat=True).distinct())


def institutions_led(person: Person) -> Q:
    """Institutions that `person` is the head or the designated officer of today, or the officer's deputy."""
    officers = Designation.objects.on(local_day()).filter(person__in=Person.objects.same_as(person))
    return institutions_headed(person) | Q(pk__in=officers.values("institution"))


def is_official(person: Person) -> bool:
    return bool(granted_ids(person))


def institutions_headed(person: Person) -> Q:
    """Institutions that `person` is the head of today: by post or by grant. Only heads write."""
    people, today = Person.objects.same_as(person), local_day()
    heads = Post.objects.on(today).filter(person__in=people, profession=Profession.HEAD)
    granted = Grant.objects.on(today).filter(person__in=people, role=Grant.Role.HEAD)
    return Q(pk__in=heads.values("institution")) | Q(pk__in=granted.values("institution"))


def institutions_recording(person: Person) -> Q:
    """Institutions that record anything of `person`, now or in the past."""
    of_person: dict[str, Any] = {"person__in": Person.objects.same_as(person)}
    found = Q()
    for facts in (Post, Designation, Absence):
        found |= Q(pk__in=facts.objects.as_known().filter(**of_person).values("institution"))
    return found


def people_recorded(institution: Institution) -> Q:
    """Records of people who have or had a post or designation there, and the records that those were joined into."""
    found = Q()
    for facts in (Post, Designation):
        rows = facts.objects.as_known().filter(institution=institution)
        found |= Q(pk__in=rows.values("person")) | Q(pk__in=rows.values("person__merged_into"))
    return found


def staff_headed(person: Person) -> Q:
    """Records of people who have a post today where `person` is the head."""
    headed = Institution.objects.filter(institutions_headed(person))
    return Q(pk__in=Post.objects.on(local_day()).filter(institution__in=headed).values("person"))


def joinings_undone_by(person: Person) -> Q:
    """Joinings of two records that both have or had a post where `person` is the head."""
    headed = Institution.objects.filter(institutions_headed(person))
    there = Post.objects.as_known().filter(institution__in=headed).values("person")
    return Q(kept__in=there, joined__in=there, undone_at__isnull=True)


def disputes_answered_by(person: Person) -> Q:
    return Q(institution__in=Institution.objects.filter(institutions_headed(person)))


def records_joined_by(person: Person) -> Q:
    """Records that `person` may let lead to another: their staff, with no work, role or admin access elsewhere.

    Whoever heads one institution must not shut somebody out of another.
    """
    headed = Institution.objects.filter(institutions_headed(person))
    not_over = Q(valid_until__isnull=True) | Q(valid_until__gt=local_day())
    elsewhere = Post.objects.as_known().filter(not_over).exclude(institution__in=headed).values("person")
    granted = Grant.objects.as_known().filter(not_over).values("person")
    return staff_headed(person) & Q(is_staff=False) & ~Q(pk__in=elsewhere) & ~Q(pk__in=granted)
