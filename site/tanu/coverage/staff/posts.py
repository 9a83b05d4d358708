"""Posts as a head writes them: a new one, its contact, moving, leaving, and what was entered by mistake."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tanu.coverage.staff.contacts import phone_as_in_rosters
from tanu.coverage.staff.forms import PROFESSIONS, Change, DayField, asked_choice, choice, offer, today_or, words
from tanu.coverage.staff.records import names_of
from tanu.institutions.actions import change_contact, end_post, move, start_post, take_back_post
from tanu.institutions.models import Institution, Post
from tanu.institutions.permissions import institutions_headed
from tanu.lib.dates import short_date
from tanu.people.models import Person


def share_field() -> forms.DecimalField:
    said = _("Write the share as 1, 0.5 or 0.25; two at most.")
    return forms.DecimalField(
        label=_("Share of a post"),
        help_text=_("1 is a full post, 0.5 is half of one."),
        min_value=Decimal("0.01"),
        max_value=2,
        max_digits=3,
        decimal_places=2,
        initial=1,
        localize=True,
        widget=forms.TextInput(attrs={"class": "field", "inputmode": "decimal", "autocomplete": "off"}),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value", "max_decimal_places"), said),
    )


def phone_field() -> forms.CharField:
    hint = _("If you like. Officials see it of designated officers and deputies only.")
    return words(_("Work telephone"), longest=40, required=False, help_text=hint, validators=[phone_as_in_rosters])


def mail_field() -> forms.EmailField:
    return forms.EmailField(
        label=_("Work mail"),
        required=False,
        widget=forms.EmailInput(attrs={"class": "field", "autocomplete": "off"}),
        error_messages={"invalid": _("A mail address has one @ and no spaces. Compare each sign.")},
    )


class StartPost(Change):
    """One more post here, or a post again for who comes back."""

    heading = _("A new post here")
    lead = _("For somebody who comes back, or who works in two posts.")
    button = _("Record the post")
    done = _("The post is recorded.")

    profession = asked_choice(_("Profession"), PROFESSIONS)
    share = share_field()
    on = today_or(_("First day at work"))
    phone = phone_field()
    mail = mail_field()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        day = given.get("on")
        if day and any(_is_same(post, given) for post in self.scene.record.open_posts(day)):
            self.add_error("profession", gettext("This post is recorded already. End it first, or choose another."))
        return given

    def carry_out(self) -> Person:
        given = self.cleaned_data
        facts = {name: given[name] for name in ("share", "phone", "mail")}
        place = self.scene.institution
        start_post(self.scene.whom, place, given["profession"], valid_from=given["on"], by=self.scene.by, **facts)
        return self.scene.whom


class OfPost(Change):
    """What is done to one of the person's posts."""

    nothing = _("No post here is open, so there is nothing to change.")

    post = choice(_("Post"))

    def prepare(self) -> None:
        self.posts = {str(post.pk): post for post in self.scene.record.open_posts(self.scene.today)}
        offer(self, "post", [(key, said_of(post)) for key, post in self.posts.items()])

    @property
    def is_possible(self) -> bool:
        return bool(self.posts)

    @property
    def chosen(self) -> Post:
        return self.posts[self.cleaned_data["post"]]


class EndPost(OfPost):
    heading = _("The person leaves")
    lead = _("The designation ends together with the last post here. What was learned stays with the person.")
    button = _("End the post")
    done = _("The end of the post is recorded.")

    on = DayField(label=_("First day without this post"), help_text=_("The day after the last working day."))

    def carry_out(self) -> Person:
        end_post(self.chosen, self.cleaned_data["on"], by=self.scene.by)
        return self.scene.whom


class TakeBackPost(OfPost):
    heading = _("The post was entered by mistake")
    lead = _("It will be as if it had never been. For somebody who leaves, end the post instead.")
    button = _("Take the post back")
    done = _("The post is taken back.")

    def carry_out(self) -> Person:
        take_back_post(self.chosen, by=self.scene.by)
        return self.scene.whom


class Move(OfPost):
    heading = _("The person moves to another post")
    lead = _("Within the institution, or to another one that you head. Elsewhere, the head there adds the person.")
    button = _("Record the move")
    done = _("The move is recorded.")

    to = choice(_("Institution"))
    profession = choice(_("Profession"), PROFESSIONS)
    share = share_field()
    on = today_or(_("First day in the new post"))

    field_order = ["post", "to", "profession", "share", "on"]

    def prepare(self) -> None:
        super().prepare()
        headed = Institution.objects.filter(institutions_headed(self.scene.by))
        self.headed = {str(place.pk): place for place in headed}
        names = names_of(headed)
        offer(self, "to", [(key, names.get(place.pk, place.code)) for key, place in self.headed.items()])
        self.fields["to"].initial = str(self.scene.institution.pk)
        if first := next(iter(self.posts.values()), None):
            self.fields["profession"].initial, self.fields["share"].initial = first.profession, first.share.normalize()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        post = self.posts.get(given.get("post", ""))
        if post and given.get("to") == str(post.institution_id) and _is_same(post, given):
            self.add_error("profession", gettext("This is the post there is already. Choose what will be different."))
        return given

    @property
    def places(self) -> list[Institution]:
        return list(dict.fromkeys([self.scene.institution, self.headed[self.cleaned_data["to"]]]))

    def carry_out(self) -> Person:
        given, post = self.cleaned_data, self.chosen
        contact = {"phone": post.phone, "mail": post.mail}
        to = self.headed[given["to"]]
        move(post, to, given["on"], profession=given["profession"], by=self.scene.by, share=given["share"], **contact)
        return self.scene.whom


class Contact(OfPost):
    heading = _("The work contact")
    button = _("Save the contact")
    done = _("The contact is saved.")

    phone = phone_field()
    mail = mail_field()

    def prepare(self) -> None:
        super().prepare()
        first = next(iter(self.posts.values()), None)
        if first:
            self.fields["phone"].initial, self.fields["mail"].initial = first.phone, first.mail

    def carry_out(self) -> Person:
        change_contact(self.chosen, phone=self.cleaned_data["phone"], mail=self.cleaned_data["mail"], by=self.scene.by)
        return self.scene.whom


def said_of(post: Post) -> str:
    return gettext("%(profession)s, since %(day)s") % {
        "profession": post.get_profession_display(),
        "day": short_date(post.valid_from),
    }


def _is_same(post: Post, given: dict[str, Any]) -> bool:
    return post.profession == given.get("profession") and post.share == given.get("share")
