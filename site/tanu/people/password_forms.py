"""Choosing a password and changing it."""

from typing import Any

from django import forms
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tanu.people.models import Person, SignInSlip
from tanu.people.password_rules import check_rules
from tanu.people.secret_signs import read
from tanu.people.slips import SIGNS


def _field(label: Any, missing: Any, autocomplete: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=200,
        strip=False,
        error_messages={"required": missing},
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
    )


class NewPasswordForm(forms.Form):
    """A new password, twice."""

    new = _field(_("New password"), _("Write the new password."), "new-password")
    again = _field(_("The same once more"), _("Write the new password a second time."), "new-password")

    def __init__(self, person: Person, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_new(self) -> str:
        new: str = self.cleaned_data["new"]
        check_rules(new, self.person)
        return new

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if "new" in found and "again" in found and found["new"] != found["again"]:
            self.add_error("again", gettext("The two are not the same. Type both again, slowly."))
        return found


class ChoosePasswordForm(NewPasswordForm):
    """Instead of the secret of a slip."""

    def __init__(self, slip: SignInSlip, *args: Any, **kwargs: Any) -> None:
        super().__init__(slip.person, *args, **kwargs)
        self.slip = slip

    def clean_new(self) -> str:
        new = super().clean_new()
        if check_password(read(new, SIGNS), self.slip.secret_hash):
            raise ValidationError(
                gettext("This is the secret of the slip, and others may have seen it. Choose another.")
            )
        return new


class ChangePasswordForm(NewPasswordForm):
    """With the password there is."""

    old = _field(_("The password you have now"), _("Write the password you have now."), "current-password")
    field_order = ("old", "new", "again")

    def clean_old(self) -> str:
        old: str = self.cleaned_data["old"]
        if not self.person.check_password(old):
            raise ValidationError(gettext("This is not the password you have now. Nothing was changed."))
        return old
