"""The demo cast as the sign-in page introduces them."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tanu.institutions.models import Grant
from tanu.institutions.nearby import works_of
from tanu.lib.dates import local_day
from tanu.lib.languages import in_language
from tanu.people.demo import Role
from tanu.people.models import Person, SignInName

# Who they are in the demo, in the order of the story.
SHOWS = {
    "aigerim": _("Takes the course: lessons, the test, the certificate."),
    "nurlan": _("Sees the board of the district: who is still not covered."),
    "roza": _("Sees the board of the region, of which the district is a part."),
    "natalya": _("Designated officer whose training is overdue."),
    "timur": _("Designated officer whose training has lapsed."),
    "saule": _("Designated officer, trained and in date."),
    "madina": _("Designated officer, trained and in date."),
    "zarina": _("One person with two half posts in two institutions."),
    "gulmira": _("Has only to do the basic course."),
    "svetlana": _("Works where nobody has been designated."),
    "baurzhan": _("Head of a school."),
    "daniyar": _("Works in a district that moved to another region."),
    "kairat": _("Left his post a month ago."),
    "alma": _("Edits lessons and questions in the admin."),
    "bolat": _("Holds classroom days."),
    "aliya": _("Teaches future social workers."),
    "arman": _("Studies to become a social worker."),
    "vera": _("Studies to become a social worker."),
    "sergey": _("A stranger from another region: sees nothing of this district."),
}


def introduce() -> list[Role]:
    """Everybody invented who may sign in; those of the story first, in its order."""
    today = local_day()
    codes = dict(SignInName.objects.filter(person__is_demo=True).values_list("person", "value"))
    people = list(Person.objects.invented().living().filter(is_active=True))
    order = {code: place for place, code in enumerate(SHOWS)}
    people.sort(key=lambda person: order.get(codes.get(person.pk, ""), len(order)))
    works, duties = works_of(people, today), _duties()
    return [
        Role(
            person,
            " · ".join(
                [
                    *(f"{work.profession}, {in_language(work.institution)}" for work in works.get(person.pk, [])),
                    *([] if person.pk in works else duties.get(person.pk, [])),
                ]
            )
            or gettext("No post today"),
            str(SHOWS.get(codes.get(person.pk, ""), "")),
        )
        for person in people
    ]


def _duties() -> dict[object, list[str]]:
    """What people are who have a role without a post: officials, editors."""
    found: dict[object, list[str]] = {}
    grants = Grant.objects.on(local_day()).filter(person__is_demo=True)
    for grant in grants:
        found.setdefault(grant.person_id, []).append(grant.get_role_display())
    return found
