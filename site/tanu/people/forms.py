from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tanu.people.models import Person, SignInSlip
from tanu.people.slip_words import WHY_NOT
from tanu.people.slips import State, slip_of, state_of


class SignInForm(forms.Form):
    """A sign-in name and a password, or the secret of a slip: `person` or `slip` is set once both are right."""

    name = forms.CharField(
        label=_("Sign-in name"),
        help_text=_("Login code, phone or mail"),
        max_length=200,
        error_messages={"required": _("Write your login code, phone or mail.")},
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label=_("Password"),
        help_text=_("The first time: the secret from your sign-in slip"),
        max_length=200,
        strip=False,
        error_messages={"required": _("Write your password, or the secret from your slip.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.person: Person | None = None
        self.slip: SignInSlip | None = None

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not self.errors:
            self._find(found["name"], found["password"])
        return found

    def _find(self, name: str, password: str) -> None:
        if slip := slip_of(name, password):
            state = state_of(slip)
            if state is not State.OPEN:
                raise ValidationError(str(WHY_NOT[state]))
            self.slip = slip
            return
        person = authenticate(self.request, username=name, password=password)
        if not isinstance(person, Person):
            raise ValidationError(
                gettext("This name and this password do not belong together. Check both; capitals count.")
            )
        self.person = person
