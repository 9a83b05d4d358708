from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tanu.handouts.models import MOST_HEADS, Briefing
from tanu.lib.dates import local_day

_DAYS = ["%Y-%m-%d", "%d.%m.%Y"]
_HEADS = _("Write a whole number from 1 to 2000.")


class BriefingForm(forms.Form):
    """What was held, when, and for how many."""

    kind = forms.ChoiceField(label=_("What was held"), choices=Briefing.Kind.choices, widget=forms.RadioSelect)
    held_on = forms.DateField(
        label=_("Date"),
        input_formats=_DAYS,
        widget=forms.DateInput(format=_DAYS[0], attrs={"type": "date", "class": "field"}),
        error_messages={"invalid": _("Write the date as 21.11.2026.")},
    )
    headcount = forms.IntegerField(
        label=_("How many came"),
        help_text=_("The number only: no names."),
        min_value=1,
        max_value=MOST_HEADS,
        widget=forms.NumberInput(attrs={"class": "field", "inputmode": "numeric"}),
        error_messages={"invalid": _HEADS, "min_value": _HEADS, "max_value": _HEADS},
    )

    def clean_held_on(self) -> date:
        day: date = self.cleaned_data["held_on"]
        if day > local_day():
            raise ValidationError(gettext("This day is still ahead. Report it once it was held."))
        return day
