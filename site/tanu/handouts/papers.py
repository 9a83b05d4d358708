"""What the papers of an institution say of it: who is designated, who takes referrals, which numbers to call."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from tanu.institutions.help_lines import Number, help_lines
from tanu.institutions.models import Designation, Institution, InstitutionPeriod, Post, ReferralRoute
from tanu.institutions.nearby import route_in
from tanu.institutions.tree import Tree
from tanu.lib.languages import in_language


@dataclass(frozen=True)
class Appointed:
    """A designated officer or a deputy with the contact of their post here."""

    designation: Designation
    phone: str
    mail: str

    @property
    def name(self) -> str:
        return self.designation.person.full_name


@dataclass(frozen=True)
class Papers:
    """Everything is as known on `day`; what nobody has entered is empty and stands in `missing`."""

    institution: Institution
    day: date
    name: str
    territory: str
    head_name: str
    phone: str
    officers: list[Appointed]
    deputies: list[Appointed]
    route: ReferralRoute | None
    lines: list[Number]

    @property
    def missing(self) -> list[str]:
        """What must be written in by hand, each said in a few words."""
        found = [
            (not self.head_name, gettext("the name of the head")),
            (not self.officers, gettext("the designated officer: nobody has been appointed")),
            (not self.deputies, gettext("the deputy of the designated officer")),
            (any(not one.phone for one in self._appointed), gettext("a work telephone of the officer or the deputy")),
            (any(not _has_order(one) for one in self._appointed), gettext("number or date of the order")),
            (self.route is None, gettext("a confirmed number of the receiving body")),
            (not any(line.confirmed_on for line in self.lines), gettext("the day on which the help lines were rung")),
        ]
        return [words for is_missing, words in found if is_missing]

    @property
    def _appointed(self) -> list[Appointed]:
        return [*self.officers, *self.deputies]


def papers_of(institution: Institution, day: date) -> Papers:
    """The facts of `institution` on `day`, in the reader's language. Raises DoesNotExist if it did not exist then."""
    period: InstitutionPeriod = InstitutionPeriod.objects.on(day).filter(institution=institution).latest("valid_from")
    designations = Designation.objects.on(day).filter(institution=institution).select_related("person").order_by("pk")
    posts = {post.person_id: post for post in Post.objects.on(day).filter(institution=institution).order_by("share")}
    appointed = [_appointed(designation, posts.get(designation.person_id)) for designation in designations]
    return Papers(
        institution=institution,
        day=day,
        name=in_language(period.name),
        territory=Tree.on(day).names.get(period.territory_id, ""),
        head_name=period.head_name,
        phone=period.phone,
        officers=[one for one in appointed if one.designation.role == Designation.Role.OFFICER],
        deputies=[one for one in appointed if one.designation.role == Designation.Role.DEPUTY],
        route=route_in(period.territory_id, day),
        lines=help_lines(),
    )


def _appointed(designation: Designation, post: Post | None) -> Appointed:
    return Appointed(designation, post.phone if post else "", post.mail if post else "")


def _has_order(one: Appointed) -> bool:
    return bool(one.designation.order_number and one.designation.order_date)
