"""Where people work, and whom they can turn to there: the body that takes referrals, the designated officers."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from tanu.institutions.models import FRESH_FOR, Designation, Institution, InstitutionPeriod, Post, ReferralRoute
from tanu.institutions.permissions import institutions_led
from tanu.lib.dated import DatedQuerySet
from tanu.people.models import Person


@dataclass(frozen=True)
class Workplace:
    """An institution where the reader has a post, with its officers before their deputies."""

    name: dict[str, str]
    head_name: str
    officers: list[Designation] = field(default_factory=list)


def routes_for(person: Person, day: date) -> list[ReferralRoute]:
    """Who takes referrals in the districts where `person` works; only what was confirmed recently enough."""
    districts = _workplaces(person, day).values("territory")
    return list(ReferralRoute.objects.confirmed_after(day - FRESH_FOR).filter(territory__in=districts).order_by("pk"))


def route_in(territory_id: UUID, day: date) -> ReferralRoute | None:
    """Who takes referrals in a territory, if that was confirmed recently enough."""
    return ReferralRoute.objects.confirmed_after(day - FRESH_FOR).filter(territory=territory_id).first()


def institutions_led_by(person: Person, day: date) -> list[InstitutionPeriod]:
    """The institutions that `person` is the head or the designated officer of, as they are called on `day`."""
    led = Institution.objects.filter(institutions_led(person))
    return list(InstitutionPeriod.objects.on(day).filter(institution__in=led).order_by("pk"))


def workplaces_of(person: Person, day: date) -> list[Workplace]:
    """The institutions where `person` works on `day`. Two queries."""
    periods = list(_workplaces(person, day).order_by("pk"))
    designations = (
        Designation.objects.on(day)
        .filter(institution__in=[period.institution_id for period in periods])
        .select_related("person")
        .order_by("-role", "pk")
    )
    return [
        Workplace(
            period.name,
            period.head_name,
            [officer for officer in designations if officer.institution_id == period.institution_id],
        )
        for period in periods
    ]


def _workplaces(person: Person, day: date) -> DatedQuerySet:
    posts = Post.objects.on(day).filter(person__in=Person.objects.same_as(person))
    return InstitutionPeriod.objects.on(day).filter(institution__in=posts.values("institution"))


def main_workplace(person: Person, day: date) -> DatedQuerySet:
    """The institution, as it is on `day`, of the post with the largest share; at most one row."""
    posts = (
        Post.objects.on(day).filter(person__in=Person.objects.same_as(person)).order_by("-share", "valid_from", "pk")
    )
    return InstitutionPeriod.objects.on(day).filter(institution=posts.values("institution")[:1])


@dataclass(frozen=True)
class Work:
    """A post as it is said of somebody."""

    profession: str
    institution: dict[str, str]


def works_of(people: Iterable[Person], day: date) -> dict[UUID, list[Work]]:
    """Each person's posts on `day`, the largest share first. Two queries."""
    posts = list(Post.objects.on(day).filter(person__in=list(people)).order_by("-share", "pk"))
    periods = InstitutionPeriod.objects.on(day).filter(institution__in={post.institution_id for post in posts})
    names = dict(periods.values_list("institution_id", "name"))
    found: dict[UUID, list[Work]] = {}
    for post in posts:
        work = Work(post.get_profession_display(), names.get(post.institution_id, {}))
        found.setdefault(post.person_id, []).append(work)
    return found
