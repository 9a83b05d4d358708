"""Who gets a sign-in slip from the head of an institution, and who has one already."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from tanu.institutions.models import Designation, Grant, Institution, Post, Profession
from tanu.institutions.permissions import institutions_headed
from tanu.lib.dates import local_day
from tanu.people.models import Person, SignInSlip


@dataclass(frozen=True)
class Line:
    """Somebody with a post there. `slip` is the one that is still open, if there is any."""

    person: Person
    has_password: bool
    slip: SignInSlip | None
    may_have_slip: bool
    is_reader: bool

    @property
    def is_new(self) -> bool:
        """Has never come in and holds no slip: offered first."""
        return self.may_have_slip and not self.has_password and self.slip is None


def works_there(institution: UUID, person: Person) -> bool:
    """Whether `person`, or a record that was joined into theirs, has a post there today."""
    posts = Post.objects.on(local_day()).filter(institution=institution)
    return posts.filter(person__in=Person.objects.same_as(person)).exists()


def staff_of(institution: Institution) -> QuerySet[Person]:
    """Everybody with a post there today who can sign in, by name."""
    posts = Post.objects.on(local_day()).filter(institution=institution)
    return Person.objects.living().filter(_of(posts), is_active=True).order_by("sort_key", "pk")


def slips_given_by(head: Person) -> Q:
    """People who may have a slip from `head`: not the head, and nobody whose role reaches where `head` has none.

    Whoever prints a slip could use it, and the password that is chosen with it stays: what opens with it, today or
    once a role begins, must not be more than the head sees anyway. Who works elsewhere too and uses the account is
    given a new slip by the site's administrators.
    """
    headed = Institution.objects.filter(institutions_headed(head))
    elsewhere = ~Q(institution__in=headed.values("pk")) & _not_over(local_day())
    posts = Post.objects.as_known().filter(elsewhere)
    reach = (
        Q(is_staff=True)
        | Q(is_superuser=True)
        | _of(Grant.objects.as_known().filter(elsewhere))
        | _of(Designation.objects.as_known().filter(elsewhere))
        | _of(posts.filter(profession=Profession.HEAD))
        | (Q(last_login__isnull=False) & _of(posts))
        | Q(pk__in=Person.objects.filter(groups__permissions__codename="access_admin").values("pk"))
    )
    return ~Q(pk=head.pk) & ~reach


def lines_of(people: list[Person], head: Person) -> list[Line]:
    """What the page says of each. Two queries."""
    ids = [person.pk for person in people]
    may = set(Person.objects.filter(slips_given_by(head), pk__in=ids).values_list("pk", flat=True))
    slips = {slip.person_id: slip for slip in SignInSlip.objects.open().filter(person__in=ids)}
    return [
        Line(person, person.has_usable_password(), slips.get(person.pk), person.pk in may, person.pk == head.pk)
        for person in people
    ]


def _not_over(day: date) -> Q:
    """Facts that hold on `day` or will hold later."""
    return Q(valid_until__isnull=True) | Q(valid_until__gt=day)


def _of(facts: QuerySet) -> Q:
    """People whom `facts` are about, and those whom their records were joined into."""
    joined = Person.objects.filter(pk__in=facts.values("person"), merged_into__isnull=False)
    return Q(pk__in=facts.values("person")) | Q(pk__in=joined.order_by().values("merged_into"))
