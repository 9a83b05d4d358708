"""Names, addresses and titles that letters need, each read in bulk, in all languages."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from tanu.coverage.cases import Joined
from tanu.coverage.models import RequirementVersion
from tanu.coverage.reminders.reads import Asked
from tanu.institutions.models import InstitutionPeriod, Post, Profession
from tanu.people.models import Person, SignInName
from tanu.records.models import TrainingEdition

Words = dict[str, str]


@dataclass(frozen=True)
class Names:
    people: dict[Any, Person]
    addresses: dict[Any, str]
    institutions: dict[Any, Words]
    titles: dict[Any, Words]
    """By version of a requirement."""

    def address(self, person: Any) -> str:
        """Empty for somebody who cannot be written to."""
        return self.addresses.get(person, "")


def read_names(asked: Collection[Asked], joined: Joined, day: date) -> Names:
    """Of all that `asked` names. Six queries."""
    people = {one.person_id for one in asked}
    return Names(
        people=Person.objects.in_bulk(people),
        addresses=addresses_of(people, joined, day),
        institutions=institution_names({one.institution_id for one in asked}, day),
        titles=_titles(asked, day),
    )


def addresses_of(people: Collection[Any], joined: Joined, day: date) -> dict[Any, str]:
    """The work mail of the largest post of `day`, else the mail to sign in with. Who has neither is not in it."""
    ids = joined.all_of(people)
    signs_in = SignInName.objects.filter(person_id__in=ids, kind=SignInName.Kind.MAIL).order_by("-pk")
    works = Post.objects.on(day).filter(person_id__in=ids).exclude(mail="").order_by("share", "-pk")
    found = dict(signs_in.values_list("person_id", "value")) | dict(works.values_list("person_id", "mail"))
    # A joined record's address gives way to that of the record it was joined into.
    return {joined.living(person): mail for person, mail in sorted(found.items(), key=lambda one: one[0] in people)}


def sign_in_mails(people: Collection[Any], joined: Joined) -> dict[Any, str]:
    """The mail that people sign in with: for letters that name others, no address that another institution typed."""
    rows = SignInName.objects.filter(person_id__in=joined.all_of(people), kind=SignInName.Kind.MAIL).order_by("-pk")
    return {joined.living(person): mail for person, mail in rows.values_list("person_id", "value")}


def head_mails(institutions: Collection[Any], joined: Joined, day: date) -> dict[tuple[Any, Any], str]:
    """By institution and head: the work mail of the head's post there."""
    posts = Post.objects.on(day).filter(institution_id__in=institutions, profession=Profession.HEAD).exclude(mail="")
    rows = posts.order_by("share", "-pk").values_list("institution_id", "person_id", "mail")
    return {(institution, joined.living(person)): mail for institution, person, mail in rows}


def institution_names(institutions: Collection[Any], day: date) -> dict[Any, Words]:
    periods = InstitutionPeriod.objects.on(day).filter(institution_id__in=institutions)
    return dict(periods.values_list("institution_id", "name"))


def _titles(asked: Collection[Asked], day: date) -> dict[Any, Words]:
    """As the newest edition of that day is called, else as the requirement is."""
    editions = TrainingEdition.objects.filter(training_id__in={one.training_id for one in asked}, dated__lte=day)
    newest = dict(editions.order_by("number").values_list("training_id", "title"))
    versions = RequirementVersion.objects.filter(pk__in={one.version_id for one in asked})
    return {
        pk: newest.get(training) or title for pk, training, title in versions.values_list("pk", "training_id", "title")
    }
