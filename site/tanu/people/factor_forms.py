from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tanu.lib.dates import ALMATY
from tanu.people.models import Person


class CodeForm(forms.Form):
    """The code that the app shows, or a recovery code."""

    code = forms.CharField(
        label=_("Code from the app"),
        max_length=40,
        error_messages={"required": _("Write the six digits that the app shows now.")},
        widget=forms.TextInput(
            attrs={
                "class": "field code",
                "autocomplete": "one-time-code",
                "autocapitalize": "none",
                "spellcheck": "false",
            }
        ),
    )

    def refuse(self, until: datetime | None) -> None:
        """Say that the code opens nothing, and `until` when no other is looked at."""
        self.add_error(
            "code", gettext("This code is not right. The app shows a new one every 30 seconds: take the newest.")
        )
        if until:
            time = until.astimezone(ALMATY).strftime("%H:%M:%S")
            self.add_error(
                "code",
                gettext("The next code is looked at from {time} on; sooner it is not even read.").format(time=time),
            )


class PasswordAndCodeForm(CodeForm):
    """Changes how somebody signs in. Whoever has only taken over a session does not know the password."""

    password = forms.CharField(
        label=_("The password you have now"),
        max_length=200,
        strip=False,
        error_messages={"required": _("Write the password you have now.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ("password", "code")

    def __init__(self, person: Person, *args: Any, asks_password: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        if not asks_password:
            del self.fields["password"]

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if not self.person.check_password(password):
            raise ValidationError(gettext("This is not the password you have now. Nothing was changed."), code="wrong")
        return password


def code_form(data: Any = None) -> CodeForm:
    """Opens the door after the password."""
    form = CodeForm(data, auto_id="id_code_%s")
    accept_recovery_codes(form)
    return form


def accept_recovery_codes(form: CodeForm) -> None:
    form.fields["code"].label = gettext("Code from the app, or a recovery code")
