from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tanu.coverage.models import Requirement, RequirementVersion, ValidityBase
from tanu.institutions.models import Kind, Profession, Territory
from tanu.institutions.permissions import granted_ids, overseen_ids
from tanu.institutions.tree import Tree
from tanu.lib.dates import local_day
from tanu.lib.languages import LANGUAGES, in_language
from tanu.people.models import Person
from tanu.records.models import Training, TrainingEdition

_DAYS = ["%Y-%m-%d", "%d.%m.%Y"]
_WORDS = {"kk": _("in Kazakh"), "ru": _("in Russian"), "en": _("in English")}


class RequirementForm(forms.Form):
    """A requirement of a place that the reader oversees; `version` is what it says, not saved."""

    key = forms.SlugField(
        label=_("Short name"),
        help_text=_("Letters, digits and dashes. Where several ask for one training, the first by this name asks."),
        max_length=80,
    )
    training = forms.ChoiceField(label=_("Training"))
    minimum_edition = forms.IntegerField(label=_("Edition, at least"), min_value=1, max_value=1000, initial=1)
    territory = forms.ChoiceField(label=_("Where"))
    kinds = forms.MultipleChoiceField(
        label=_("Kinds of institution"),
        help_text=_("None chosen: all."),
        choices=Kind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    professions = forms.MultipleChoiceField(
        label=_("Professions"),
        help_text=_("None chosen: all."),
        choices=Profession.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    designated_only = forms.BooleanField(
        label=_("Only designated officers and their deputies"), required=False, initial=True
    )
    due_days = forms.IntegerField(
        label=_("Due so many days after the post or designation began"), min_value=0, max_value=3650, initial=60
    )
    valid_months = forms.IntegerField(
        label=_("Valid so many months"),
        help_text=_("Empty: as the edition says."),
        min_value=1,
        max_value=240,
        required=False,
    )
    validity_base = forms.ChoiceField(
        label=_("A renewal counts from"), choices=ValidityBase.choices, initial=ValidityBase.COMPLETION
    )
    fixed_day = forms.CharField(
        label=_("Fixed day of the year"),
        help_text=_("Day and month, for instance 31.01. Only where the day is fixed."),
        max_length=5,
        required=False,
    )
    minimum_months = forms.IntegerField(
        label=_("Valid so many months at least, where the day is fixed"),
        help_text=_("Who has just been trained is not trained twice. Empty: half of the validity."),
        min_value=0,
        max_value=240,
        required=False,
    )
    window_days = forms.IntegerField(
        label=_("Renewal is asked for so many days before it expires"), min_value=1, max_value=365, initial=60
    )
    order_number = forms.CharField(label=_("Number of the order"), max_length=40, required=False)
    order_date = forms.DateField(
        label=_("Date of the order"), input_formats=_DAYS, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    valid_from = forms.DateField(
        label=_("In force from"),
        help_text=_("Today or later: what was decided before stays as it is."),
        input_formats=_DAYS,
        widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
    )
    is_pilot = forms.BooleanField(
        label=_("Pilot"), help_text=_("The only way while the training awaits review."), required=False, initial=True
    )

    def __init__(self, person: Person, *args: Any, requirement: Requirement | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person, self.requirement = person, requirement
        names = Tree.on(local_day()).names
        self.fields["territory"].choices = [  # type: ignore[attr-defined]
            (pk, names[pk]) for pk in [*granted_ids(person), *overseen_ids(person)] if pk in names
        ]
        self.fields["training"].choices = _trainings()  # type: ignore[attr-defined]
        for name, label in _TEXTS.items():
            for language in LANGUAGES:
                self.fields[f"{name}_{language}"] = forms.CharField(
                    label=f"{label} {_WORDS[language]}", max_length=300, required=name != "legal_basis"
                )
        if requirement:
            del self.fields["key"]
        for name in ("territory", "training", "validity_base"):
            self.fields[name].widget.attrs["class"] = "field"

    def clean_fixed_day(self) -> tuple[int, int] | None:
        """Month and day."""
        said = self.cleaned_data["fixed_day"].strip()
        if not said:
            return None
        try:
            day, month = (int(part) for part in said.split("."))
            date(2028, month, day)
        except ValueError:
            raise ValidationError(gettext("Write the day and the month as 31.01.")) from None
        return month, day

    def clean_key(self) -> str:
        key: str = self.cleaned_data["key"]
        if key == "new" or Requirement.objects.filter(key=key).exists():
            raise ValidationError(gettext("This name is taken. Change that requirement, or take another name."))
        return key

    def clean_valid_from(self) -> date:
        day: date = self.cleaned_data["valid_from"]
        if day < local_day():
            raise ValidationError(gettext("A requirement begins today or later. What was decided before stays."))
        return day

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        base = found.get("validity_base")
        if base != ValidityBase.COMPLETION and not found.get("valid_months"):
            self.add_error("valid_months", gettext("Say how many months it is valid: the count needs it."))
        if base == ValidityBase.FIXED and not found.get("fixed_day") and "fixed_day" not in self.errors:
            self.add_error("fixed_day", gettext("Say which day of the year."))
        if found.get("training") and found.get("territory"):
            self._give_way(found)
        return found

    def _give_way(self, found: dict[str, Any]) -> None:
        """What is asked of a wider place for the same training is asked first: nobody below loosens it."""
        key = self.requirement.key if self.requirement else found.get("key", "")
        above = Tree.on(local_day()).above(UUID(found["territory"]))
        wider = RequirementVersion.objects.as_known().filter(
            Q(territory__isnull=True) | Q(territory__in=above), training=found["training"], requirement__key__gt=key
        )
        wider = wider.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=local_day()))
        first = wider.exclude(requirement=self.requirement).order_by("-requirement__key").first()
        if key and first:
            said = gettext(
                "A wider place asks for this training under “%(name)s” and asks first. Take a name after it."
            )
            self.add_error("key" if "key" in self.fields else None, said % {"name": first.requirement.key})

    def terms(self) -> dict[str, Any]:
        """As `actions.require` takes them."""
        found = dict(self.cleaned_data)
        key = self.requirement.key if self.requirement else found.pop("key")
        month, day = found.pop("fixed_day") or (None, None)
        for name in _TEXTS:
            words = {language: found.pop(f"{name}_{language}").strip() for language in LANGUAGES}
            found[name] = words if any(words.values()) else {}
        return found | {
            "key": key,
            "training": Training.objects.get(pk=found["training"]),
            "territory": Territory.objects.get(pk=found["territory"]),
            "fixed_month": month,
            "fixed_day": day,
        }

    @property
    def version(self) -> RequirementVersion:
        terms = {name: value for name, value in self.terms().items() if name != "key"}
        return RequirementVersion(**terms)


_TEXTS = {"title": _("Title"), "ordered_by": _("Who orders it"), "legal_basis": _("Legal basis, with its date")}


def as_initial(version: RequirementVersion) -> dict[str, Any]:
    """What stands in `version`, for a form that changes it from today on."""
    plain = ("minimum_edition", "kinds", "professions", "designated_only", "due_days", "valid_months", "validity_base")
    more = ("minimum_months", "window_days", "order_number", "is_pilot")
    found = {name: getattr(version, name) for name in (*plain, *more)}
    for name in _TEXTS:
        found |= {f"{name}_{language}": getattr(version, name).get(language, "") for language in LANGUAGES}
    if version.fixed_day and version.fixed_month:
        found["fixed_day"] = f"{version.fixed_day:02d}.{version.fixed_month:02d}"
    return found | {"training": version.training_id, "territory": version.territory_id, "valid_from": local_day()}


def _trainings() -> list[tuple[Any, str]]:
    """By the title of the newest edition."""
    titles = dict(TrainingEdition.objects.order_by("number").values_list("training_id", "title"))
    return [(pk, in_language(title)) for pk, title in titles.items()]
