"""What the forms of a head have in common: they say what will follow, and only then do it."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tanu.coverage.staff.records import Record, record_at
from tanu.institutions.models import Institution, Profession
from tanu.lib.dates import local_day, long_date
from tanu.people.models import Person

_INPUT = ["%Y-%m-%d", "%d.%m.%Y"]
_EARLIEST = date(1950, 1, 1)
_AHEAD = timedelta(days=366)
# What a head can enter: whoever works for the site itself is let in elsewhere.
PROFESSIONS = [choice for choice in Profession.choices if choice[0] != Profession.EDITOR]


@dataclass(frozen=True)
class Scene:
    """Who does what to whom, where. There is no `person` where one is still to be added."""

    institution: Institution
    name: str
    by: Person
    person: Person | None = None

    @cached_property
    def today(self) -> date:
        return local_day()

    @cached_property
    def record(self) -> Record:
        return record_at(self.institution, self.whom)

    @property
    def whom(self) -> Person:
        """The person, where there is one."""
        return cast(Person, self.person)


class Change(forms.Form):
    """One thing a head can do. Once it is valid, `carry_out` does it, or raises what a verb refuses with."""

    heading: Any = ""
    lead: Any = ""
    button: Any = ""
    done: Any = ""
    nothing: Any = ""

    def __init__(self, scene: Scene, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.scene = scene
        self.prepare()

    def prepare(self) -> None:
        """Fill choices from what is recorded."""

    @property
    def is_possible(self) -> bool:
        """False where there is nothing to do it to; `nothing` says so."""
        return True

    @property
    def since(self) -> date:
        """The day on which what follows is looked at."""
        day: date = self.cleaned_data.get("on") or self.scene.today
        return max(day, self.scene.today)

    @property
    def places(self) -> list[Institution]:
        """Institutions for which something follows."""
        return [self.scene.institution]

    def remarks(self) -> list[str]:
        """What follows besides, in sentences."""
        return []

    def carry_out(self) -> Person | None:
        """Do it; the person it was done to."""
        raise NotImplementedError

    def summary(self) -> list[tuple[str, str]]:
        """What was filled in, as it is read before it is done."""
        return [(str(field.label), said) for field in self.visible_fields() if (said := self._said(field))]

    def _said(self, field: forms.BoundField) -> str:
        value = self.cleaned_data.get(field.name)
        if isinstance(value, date):
            return long_date(value)
        if isinstance(value, bool):
            return gettext("yes") if value else ""
        labels = dict(getattr(field.field, "choices", ()))
        return str(labels.get(value, value or ""))


class DayField(forms.DateField):
    """A day within reason: no more than a year ahead."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.DateInput(format=_INPUT[0], attrs={"type": "date", "class": "field"}))
        said = _("Write the date as 21.11.2026.")
        super().__init__(input_formats=_INPUT, error_messages={"invalid": said, "required": said}, **options)

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day and day > local_day() + _AHEAD:
            raise ValidationError(gettext("This is more than a year ahead. Look at the year once more."))
        if day and day < _EARLIEST:
            raise ValidationError(gettext("This is before 1950. Look at the year once more."))
        return day


def today_or(label: Any, **options: Any) -> DayField:
    """A day that is mostly today: it stands there already, and what is typed instead stays."""
    return DayField(label=label, initial=local_day, **options)


def words(label: Any, *, longest: int, required: bool = True, **options: Any) -> forms.CharField:
    """One line of text."""
    attrs = {"class": "field", "autocomplete": "off"}
    messages = {"required": _("Fill this in, please.")}
    widget = forms.TextInput(attrs=attrs)
    return forms.CharField(
        label=label, max_length=longest, required=required, widget=widget, error_messages=messages, **options
    )


def choice(label: Any, choices: Any = (), **options: Any) -> forms.ChoiceField:
    said = {"required": _("Choose one of the list."), "invalid_choice": _("Choose one of the list.")}
    widget = forms.Select(attrs={"class": "field"})
    return forms.ChoiceField(label=label, choices=choices, widget=widget, error_messages=said, **options)


def asked_choice(label: Any, choices: list[tuple[str, Any]], **options: Any) -> forms.ChoiceField:
    """A choice for which nothing is the usual answer: whoever passes over it is asked, and records nothing wrong."""
    return choice(label, [("", _("Choose one")), *choices], **options)


def offer(form: forms.Form, name: str, choices: list[tuple[Any, str]]) -> None:
    """The choices of a field that are known only now."""
    field: Any = form.fields[name]
    field.choices = choices
