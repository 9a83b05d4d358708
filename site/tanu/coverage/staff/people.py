"""Adding a person, and two records that are one person's, as a head writes them."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tanu.coverage.staff.codes import by_code, new_login_code
from tanu.coverage.staff.forms import PROFESSIONS, Change, asked_choice, choice, offer, today_or, words
from tanu.coverage.staff.posts import mail_field, phone_field, share_field
from tanu.institutions.actions import start_post
from tanu.institutions.models import Post
from tanu.institutions.permissions import joinings_undone_by, people_recorded, records_joined_by, staff_headed
from tanu.lib.dates import short_date
from tanu.lib.names import search_key
from tanu.people.actions import register
from tanu.people.joining import join, undo_join
from tanu.people.models import Joining, Language, Person


class AddPerson(Change):
    """Somebody new, or somebody whom another institution knows already: then by their login code alone."""

    heading = _("Add a person")
    lead = _("No IIN and no mail address is needed. Names are written as in the order.")
    button = _("Add the person")
    done = _("The person is added.")

    family_name = words(_("Family name"), longest=80, required=False)
    given_name = words(_("Given name"), longest=80)
    patronymic = words(_("Patronymic"), longest=80, required=False)
    language = choice(_("Language of letters and pages"), Language.choices)
    profession = asked_choice(_("Profession"), PROFESSIONS)
    share = share_field()
    on = today_or(_("First day at work"))
    phone = phone_field()
    mail = mail_field()
    code = words(
        _("Login code"),
        longest=60,
        required=False,
        help_text=_("Only of somebody who has one already, from this or another institution. They tell it to you."),
    )
    another = forms.BooleanField(label=_("This is another person of the same name"), required=False)

    known: Person | None = None
    asks_who = False
    same_here: tuple[Person, ...] = ()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.errors:
            return given
        name = f"{given['family_name']} {given['given_name']}"
        if given["code"]:
            self.known = by_code(self, given["code"], name)
        elif not given["another"]:
            self._look_for(name)
        if self.known and self._works_here(given):
            self.add_error("code", gettext("This person has that post here already. Open their page."))
        return given

    def carry_out(self) -> Person:
        given, place, by = self.cleaned_data, self.scene.institution, self.scene.by
        names = {name: given[name] for name in ("family_name", "given_name", "patronymic", "language")}
        person = self.known or register(code=new_login_code(), by=by, is_demo=by.is_demo, **names)
        facts = {name: given[name] for name in ("share", "phone", "mail")}
        start_post(person, place, given["profession"], valid_from=given["on"], by=by, **facts)
        return person

    def _look_for(self, name: str) -> None:
        """Duplicates: of people here the names are said, of people elsewhere only that there is somebody."""
        key = search_key(name)
        same = [row for row in Person.objects.living().named(name) if f"{row.search_key} ".startswith(f"{key} ")]
        if not same:
            return
        self.asks_who = True
        recorded = Person.objects.filter(people_recorded(self.scene.institution), pk__in=[row.pk for row in same])
        self.same_here = tuple(recorded)
        if self.same_here:
            said = gettext("Recorded here already: %(names)s. Open that page, or say below that it is another person.")
            self.add_error("given_name", said % {"names": ", ".join(row.full_name for row in self.same_here)})
        else:
            said = gettext(
                "Somebody with this name exists. Ask for their login code, or say below that it is another person."
            )
            self.add_error("code", said)

    def _works_here(self, given: dict[str, Any]) -> bool:
        people = Person.objects.same_as(self.known) if self.known else Person.objects.none()
        posts = Post.objects.on(given["on"]).filter(institution=self.scene.institution, person__in=people)
        return posts.filter(profession=given["profession"]).exists()


class Join(Change):
    """The record of the page stays; the one whose code is typed leads to it."""

    heading = _("Another record is the same person's")
    lead = _("What both hold is counted as one person's. The other record signs in no more. It can be undone.")
    button = _("Join the records")
    done = _("The two records are joined.")

    code = words(
        _("Login code of the other record"),
        longest=60,
        help_text=_("The person tells it to you, or it stands on their page here. Both have a post that you head."),
    )

    other: Any = None

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.errors:
            return given
        staff = Person.objects.filter(staff_headed(self.scene.by))
        self.other = by_code(self, given["code"], among=staff)
        if self.other and self.scene.by.pk in (self.scene.whom.pk, self.other.pk):
            self.add_error("code", gettext("Nobody joins their own record. Ask another head."))
        elif self.other and not staff.filter(pk__in=Person.objects.same_as(self.scene.whom)).exists():
            self.add_error(None, gettext("The person of this page has no post here today. Record the post first."))
        elif self.other and not Person.objects.filter(records_joined_by(self.scene.by), pk=self.other.pk).exists():
            said = gettext("The other record has work or a role elsewhere. Open its page and join this one to it.")
            self.add_error("code", said)
        return given

    def remarks(self) -> list[str]:
        said = gettext("The other record is that of %(name)s. It signs in no more.")
        return [said % {"name": self.other.full_name}]

    def carry_out(self) -> Person:
        join(self.scene.whom, self.other, by=self.scene.by)
        return self.scene.whom


class UndoJoin(Change):
    heading = _("Two people after all")
    lead = _("Each record has again what it brought, and signs in again.")
    button = _("Part the records")
    done = _("They are two records again.")
    nothing = _("No record is joined to this one.")

    joining = choice(_("Joined record"))

    def prepare(self) -> None:
        rows = Joining.objects.filter(joinings_undone_by(self.scene.by), kept=self.scene.whom)
        self.joinings = {str(row.pk): row for row in rows.select_related("kept", "joined")}
        offer(self, "joining", [(key, _said(row)) for key, row in self.joinings.items()])

    @property
    def is_possible(self) -> bool:
        return bool(self.joinings)

    def carry_out(self) -> Person:
        undo_join(self.joinings[self.cleaned_data["joining"]], by=self.scene.by)
        return self.scene.whom


def _said(joining: Joining) -> str:
    return gettext("%(name)s, joined on %(day)s") % {
        "name": joining.joined.full_name,
        "day": short_date(joining.at.date()),
    }
