from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tanu.lib.dates import ALMATY


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


def code_form(data: Any = None, *, place: str = "code", recovery: bool = True) -> CodeForm:
    """`place` keeps two of them on one page apart; `recovery`: a recovery code is accepted as well."""
    form = CodeForm(data, auto_id=f"id_{place}_%s")
    if recovery:
        form.fields["code"].label = gettext("Code from the app, or a recovery code")
    return form
