import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tanu.classroom.models import MOST_SEATS, Day, Seat
from tanu.classroom.permissions import institutions_taught
from tanu.classroom.reads import place_names
from tanu.courses.models import Course
from tanu.institutions.models import Institution
from tanu.lib.dates import local_day
from tanu.lib.languages import FULL_NAMES, current_language, in_language
from tanu.lib.spoken_codes import Misread, read_code
from tanu.people.models import Person

DAYS = ["%Y-%m-%d", "%d.%m.%Y"]
_SEATS = _("Write a whole number from 1 to 500.")


def date_input() -> forms.DateInput:
    return forms.DateInput(format=DAYS[0], attrs={"type": "date", "class": "field"})


class OpenForm(forms.Form):
    """A day at one of the institutions that the trainer teaches."""

    institution = forms.ChoiceField(label=_("Institution"), widget=forms.Select(attrs={"class": "field"}))
    course = forms.ChoiceField(label=_("Course"), widget=forms.Select(attrs={"class": "field"}))
    place = forms.CharField(
        label=_("Place"),
        help_text=_("Building and room, as people find it. Never names of children, here or anywhere else."),
        max_length=120,
        error_messages={"required": _("Say where it is held.")},
        widget=forms.TextInput(attrs={"class": "field", "autocomplete": "off"}),
    )
    date = forms.DateField(
        label=_("Date"),
        help_text=_("People sign in by the code on this day only."),
        input_formats=DAYS,
        widget=date_input(),
        error_messages={
            "required": _("Write the date as 21.11.2026."),
            "invalid": _("Write the date as 21.11.2026."),
        },
    )
    seats = forms.IntegerField(
        label=_("Seats"),
        min_value=1,
        max_value=MOST_SEATS,
        widget=forms.NumberInput(attrs={"class": "field", "inputmode": "numeric"}),
        error_messages={"required": _SEATS, "invalid": _SEATS, "min_value": _SEATS, "max_value": _SEATS},
    )
    language = forms.ChoiceField(
        label=_("Language of the printed test"),
        help_text=_("On phones everybody reads their own language."),
        choices=list(FULL_NAMES.items()),
        widget=forms.Select(attrs={"class": "field"}),
    )

    def __init__(self, person: Person, *args: Any, **options: Any) -> None:
        options.setdefault("initial", {"language": current_language(), "date": local_day()})
        super().__init__(*args, **options)
        institutions = list(Institution.objects.filter(institutions_taught(person)))
        names = place_names(row.pk for row in institutions)
        self.institutions = {str(row.pk): row for row in institutions}
        self.courses = {course.key: course for course in teachable_courses()}
        self._offer("institution", {key: names.get(row.pk, row.code) for key, row in self.institutions.items()})
        self._offer("course", {key: in_language(course.title) for key, course in self.courses.items()})

    def _offer(self, field: str, words: dict[str, str]) -> None:
        self.fields[field].choices = sorted(words.items(), key=lambda choice: choice[1])  # type: ignore[attr-defined]

    def clean_date(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["date"]
        if day < local_day():
            raise ValidationError(gettext("This day is past. Choose today or a later day."))
        return day


class CodeForm(forms.Form):
    """A code as it stood on the wall; cleaned, it is one that a day can have."""

    code = forms.CharField(
        label=_("Code of the day"),
        help_text=_("Your trainer shows it. Six letters and digits."),
        max_length=20,
        error_messages={"required": _("Type the code that the trainer shows.")},
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


class AddForm(forms.Form):
    """Somebody of the institution who has no phone at hand."""

    login_code = forms.CharField(
        label=_("Login code"),
        help_text=_("With which the person signs in to Tanu. Only people who work at this institution."),
        max_length=60,
        error_messages={"required": _("Type the person's login code.")},
        widget=forms.TextInput(attrs={"class": "field code", "autocomplete": "off", "spellcheck": "false"}),
    )


class TakeBackForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why it is taken back"),
        choices=Seat.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why.")},
    )


class CallOffForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why it is called off"),
        choices=Day.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why.")},
    )


def teachable_courses() -> list[Course]:
    """Published courses with a test that can be passed."""
    return list(Course.objects.published().with_edition().filter(test__pass_mark__isnull=False))
