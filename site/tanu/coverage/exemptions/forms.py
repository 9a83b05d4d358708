from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tanu.coverage.cases import Joined
from tanu.coverage.models import Exemption, Obligation, RequirementVersion
from tanu.institutions.models import Institution
from tanu.lib.dates import local_day
from tanu.lib.languages import in_language
from tanu.people.models import Person

_DAYS = ["%Y-%m-%d", "%d.%m.%Y"]
_LONGEST = timedelta(days=366)


class ExemptionForm(forms.Form):
    """One of the requirements that ask the person something there, a reason code, and the time."""

    requirement = forms.ChoiceField(label=_("Requirement"), widget=forms.Select({"class": "field"}))
    reason = forms.ChoiceField(
        label=_("Reason"),
        help_text=_("Never anything about health."),
        choices=Exemption.Reason.choices,
        widget=forms.Select({"class": "field"}),
    )
    valid_from = forms.DateField(
        label=_("From"), input_formats=_DAYS, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    valid_until = forms.DateField(
        label=_("Asked again from"),
        help_text=_("A year later at the most. Whoever is not overdue has thirty days from then."),
        input_formats=_DAYS,
        widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
    )

    def __init__(self, person: Person, institution: Institution, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = Obligation.objects.live().at([institution.pk]).of(Joined().all_of([person.pk]))
        versions = RequirementVersion.objects.filter(obligations__in=asked).order_by("requirement__key")
        choices = [(version.requirement_id, in_language(version.title)) for version in versions]
        self.fields["requirement"].choices = choices  # type: ignore[attr-defined]
        self.fields["valid_from"].initial = local_day()

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        begins: date | None = found.get("valid_from")
        ends: date | None = found.get("valid_until")
        if begins and ends and not begins < ends <= begins + _LONGEST:
            raise ValidationError(gettext("An exemption ends after it began, and within a year."))
        return found
