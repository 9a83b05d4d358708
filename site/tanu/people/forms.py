from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tanu.people.models import Person


class SignInForm(forms.Form):
    """A sign-in name and a password; `person` is set once both are right."""

    name = forms.CharField(
        label=_("Sign-in name"),
        help_text=_("Login code, phone or mail"),
        max_length=200,
        error_messages={"required": _("Write your login code, phone or mail.")},
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=200,
        strip=False,
        error_messages={"required": _("Write your password.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.person: Person | None = None

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not self.errors:
            found_person = authenticate(self.request, username=found["name"], password=found["password"])
            if not isinstance(found_person, Person):
                raise ValidationError(
                    gettext("This name and this password do not belong together. Check both; capitals count.")
                )
            self.person = found_person
        return found
