"""Whose first ways a map shows. The filters stand in the address; a named institution is not among them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tanu.case_studies.models import Case, Playthrough
from tanu.case_studies.querysets import PlaythroughQuerySet
from tanu.case_studies.registry import groups_of, members_of
from tanu.institutions.models import Kind, Profession
from tanu.lib.dates import ALMATY, local_day
from tanu.people.models import Language, Person

FEWEST, FEWEST_WHERE_FILTERS_MEET = 5, 10


@dataclass(frozen=True)
class Filters:
    """Conditions on first ways by their name; the days from and until are one."""

    conditions: Mapping[str, Q] = field(default_factory=dict)

    @property
    def fewest(self) -> int:
        """A group of fewer people is not told of."""
        return FEWEST_WHERE_FILTERS_MEET if len(self.conditions) > 1 else FEWEST

    def ways(self, case: Case, *, without: str = "") -> PlaythroughQuerySet:
        """First ways through `case`, in any of its editions."""
        conditions = [condition for name, condition in self.conditions.items() if name != without]
        return Playthrough.objects.graded().filter(*conditions, case=case)

    def wider(self, case: Case) -> Iterator[PlaythroughQuerySet]:
        """What a reader gets who takes one of the filters away."""
        return (self.ways(case, without=name) for name in self.conditions)


class FilterForm(forms.Form):
    """Read from the address. `filters` holds what was asked for once it is valid."""

    profession = forms.ChoiceField(label=_("Profession"), required=False)
    kind = forms.ChoiceField(label=_("Kind of institution"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    group = forms.ChoiceField(label=_("Group"), required=False)
    since = forms.DateField(label=_("Begun from"), required=False)
    until = forms.DateField(label=_("Begun until"), required=False)

    def __init__(self, person: Person, said: Any) -> None:
        super().__init__(said)
        groups = groups_of(person)
        offered: dict[str, Sequence[Any]] = {
            "profession": Profession.choices,
            "kind": Kind.choices,
            "language": Language.choices,
            "group": groups,
        }
        for name, choices in offered.items():
            self.fields[name].choices = [("", _("everybody")), *choices]  # type: ignore[attr-defined]
            self.fields[name].widget.attrs["class"] = "field"
        for name in ("since", "until"):
            attributes = {"type": "date", "class": "field", "max": local_day().isoformat()}
            self.fields[name].widget = forms.DateInput(attributes, "%Y-%m-%d")
        if not groups:
            del self.fields["group"]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        since, until = said.get("since"), said.get("until")
        if since and until and since > until:
            self.add_error("until", _("The last day is before the first one."))
        return said

    @property
    def filters(self) -> Filters:
        said = self.cleaned_data
        names = {"profession": "profession", "kind": "institution_kind", "language": "language"}
        conditions = {name: Q(**{column: said[name]}) for name, column in names.items() if said[name]}
        if group := said.get("group"):
            conditions["group"] = Q(person__in=members_of(group))
        period = Q()
        if since := said["since"]:
            period &= Q(began_at__gte=datetime.combine(since, time(), ALMATY))
        if until := said["until"]:
            period &= Q(began_at__lt=datetime.combine(until + timedelta(days=1), time(), ALMATY))
        if period:
            conditions["period"] = period
        return Filters(conditions)
