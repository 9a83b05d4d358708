from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tanu.classroom.evidence_actions import ACCEPTING
from tanu.classroom.forms import DAYS, date_input
from tanu.classroom.models import Evidence
from tanu.courses.models import Course
from tanu.lib.dates import local_day
from tanu.lib.languages import in_language
from tanu.records.models import Training


class HandInForm(forms.Form):
    """What was learned elsewhere. No file: the person shows the document to whoever decides."""

    training = forms.ChoiceField(
        label=_("Which training it was"),
        help_text=_("The one here that it stands for."),
        widget=forms.Select(attrs={"class": "field"}),
    )
    issuer = forms.CharField(
        label=_("Who issued the document"),
        help_text=_("The institution, as it is written there."),
        max_length=160,
        error_messages={"required": _("Say who issued it.")},
        widget=forms.TextInput(attrs={"class": "field", "autocomplete": "off"}),
    )
    number = forms.CharField(
        label=_("Number of the document"),
        help_text=_("Leave it empty if there is none. Never your national identity number."),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"class": "field", "autocomplete": "off"}),
    )
    completed_on = forms.DateField(
        label=_("Completed on"),
        input_formats=DAYS,
        widget=date_input(),
        error_messages={
            "required": _("Write the date as 21.11.2026."),
            "invalid": _("Write the date as 21.11.2026."),
        },
    )
    words = forms.CharField(
        label=_("Anything else, if you like"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"class": "field", "rows": 4}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        courses = list(Course.objects.published().with_edition().select_related("training"))
        self.trainings = {course.key: course.training for course in courses}
        words = sorted(((course.key, in_language(course.title)) for course in courses), key=lambda choice: choice[1])
        self.fields["training"].choices = words  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Training:
        return self.trainings[self.cleaned_data["training"]]

    def clean_issuer(self) -> str:
        issuer: str = self.cleaned_data["issuer"]
        if not any(sign.isalpha() for sign in issuer):
            raise ValidationError(gettext("Say who issued it."))
        return issuer

    def clean_completed_on(self) -> date:
        day: date = self.cleaned_data["completed_on"]
        if day > local_day():
            raise ValidationError(gettext("This day has not come yet. Hand it in once it is completed."))
        return day


class DecideForm(forms.Form):
    """Accepting and refusing are reasons of one list, so that neither is given without one."""

    reason = forms.ChoiceField(
        label=_("Your decision"), widget=forms.RadioSelect, error_messages={"required": _("Choose one.")}
    )
    words = forms.CharField(
        label=_("Words to the person"),
        help_text=_("Needed if you do not accept it: what is missing, and what to do."),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"class": "field", "rows": 4}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].choices = [  # type: ignore[attr-defined]
            (reason.value, (_accepting() if reason in ACCEPTING else _refusing()) % {"reason": reason.label})
            for reason in Evidence.Reason
        ]

    @property
    def chosen(self) -> Evidence.Reason:
        return Evidence.Reason(self.cleaned_data["reason"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        reason = cleaned.get("reason")
        if reason and Evidence.Reason(reason) not in ACCEPTING and not cleaned.get("words", "").strip():
            self.add_error("words", gettext("Say in a sentence what is missing: the person reads it."))
        return cleaned


class TakeBackEvidenceForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why it is taken back"),
        choices=Evidence.TakenBack.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why.")},
    )

    @property
    def chosen(self) -> Evidence.TakenBack:
        return Evidence.TakenBack(self.cleaned_data["reason"])


def _accepting() -> str:
    return gettext("I accept it. %(reason)s.")


def _refusing() -> str:
    return gettext("I do not accept it. %(reason)s.")
