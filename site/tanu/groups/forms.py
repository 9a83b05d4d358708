from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tanu.case_studies.models import Case
from tanu.groups.models import LONGEST_TITLE, Group
from tanu.groups.reads import cases_to_assign, title
from tanu.lib.dates import local_day
from tanu.lib.spoken_codes import Misread, read_code

_DAYS = ["%Y-%m-%d", "%d.%m.%Y"]


class OpenForm(forms.Form):
    """What the group is called."""

    title = forms.CharField(
        label=_("Title of the group"),
        help_text=_("For instance the course and the year. Never names of children, here or anywhere else."),
        max_length=LONGEST_TITLE,
        error_messages={"required": _("Give the group a title.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class JoinForm(forms.Form):
    """A code as it was read out; cleaned, it is one that a group can have."""

    code = forms.CharField(
        label=_("Code of the group"),
        help_text=_("Your lecturer or trainer reads it out. Six letters and digits."),
        max_length=20,
        error_messages={"required": _("Type the code that was read out.")},
        widget=forms.TextInput(
            attrs={"class": "field code", "autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def clean_code(self) -> str:
        try:
            return read_code(self.cleaned_data["code"])
        except Misread:
            said = gettext("A code has six letters and digits, and never 0, O, 1 or I. Compare each sign.")
            raise ValidationError(said) from None


class AssignForm(forms.Form):
    """One of the cases that the group does not have, and by when."""

    case = forms.ChoiceField(label=_("Case"), widget=forms.Select(attrs={"class": "field"}))
    until = forms.DateField(
        label=_("By when"),
        help_text=_("If you like. Nothing happens after that day."),
        required=False,
        input_formats=_DAYS,
        widget=forms.DateInput(format=_DAYS[0], attrs={"type": "date", "class": "field"}),
        error_messages={"invalid": _("Write the date as 21.11.2026.")},
    )

    def __init__(self, group: Group, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.cases = {case.key: case for case in cases_to_assign(group)}
        self.fields["case"].choices = sorted(  # type: ignore[attr-defined]
            ((key, title(case)) for key, case in self.cases.items()), key=lambda choice: choice[1]
        )

    @property
    def chosen(self) -> Case:
        return self.cases[self.cleaned_data["case"]]

    def clean_until(self) -> date | None:
        day: date | None = self.cleaned_data["until"]
        if day and day < local_day():
            raise ValidationError(gettext("This day is past. Choose a later one, or none."))
        return day
