from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tanu.institutions.models import KindDuty
from tanu.lib.dates import local_day

_FAR = timedelta(days=366)
_MOST = 20
_DAYS = ["%Y-%m-%d", "%d.%m.%Y"]
_OFFICERS = _("Write a whole number from 1 to 20.")
_DEPUTIES = _("Write a whole number from 0 to 20.")
_DATE = _("Write the date as 21.11.2026.")


def _number(label: Any, least: int, said: Any) -> forms.IntegerField:
    names = ("required", "invalid", "min_value", "max_value")
    widget = forms.NumberInput(attrs={"class": "field", "inputmode": "numeric"})
    return forms.IntegerField(
        label=label, min_value=least, max_value=_MOST, widget=widget, error_messages=dict.fromkeys(names, said)
    )


class DutyForm(forms.Form):
    """What every institution of `held.kind` is to owe; `held` is what it owes now, `coming` what is set for later."""

    officers_owed = _number(_("Designated officers"), 1, _OFFICERS)
    deputies_owed = _number(_("Deputies"), 0, _DEPUTIES)
    owes_protocol = forms.BooleanField(
        label=_("Written protocol"),
        help_text=_("What to do with a concern, adopted by an order of the head."),
        required=False,
    )
    valid_from = forms.DateField(
        label=_("In force from"),
        help_text=_("Today or later: what was owed before stays as it was."),
        input_formats=_DAYS,
        widget=forms.DateInput({"type": "date", "class": "field"}, _DAYS[0]),
        error_messages={"required": _DATE, "invalid": _DATE},
    )

    def __init__(self, held: KindDuty, coming: list[KindDuty], *args: Any, **options: Any) -> None:
        self.held, self.coming = held, coming
        known = {name: getattr(held, name) for name in ("officers_owed", "deputies_owed", "owes_protocol")}
        options["initial"] = known | {"valid_from": local_day()}
        super().__init__(*args, **options)

    @property
    def duty(self) -> KindDuty:
        return KindDuty(kind=self.held.kind, **self.cleaned_data)

    @property
    def falling_away(self) -> list[KindDuty]:
        """What was set for a later day and would not come."""
        return [duty for duty in self.coming if duty.valid_from > self.cleaned_data["valid_from"]]

    def clean_valid_from(self) -> date:
        day: date = self.cleaned_data["valid_from"]
        if day < local_day():
            raise ValidationError(gettext("A duty begins today or later. What was owed before stays as it was."))
        if day > local_day() + _FAR:
            raise ValidationError(gettext("The day is more than a year away. Compare the year."))
        return day

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not self.errors and not self.falling_away and self._holds_already(found):
            raise ValidationError(gettext("This is what they owe already. Nothing was changed."))
        return found

    def _holds_already(self, found: dict[str, Any]) -> bool:
        last = self.coming[-1] if self.coming else self.held
        return all(getattr(last, name) == value for name, value in found.items() if name != "valid_from")
