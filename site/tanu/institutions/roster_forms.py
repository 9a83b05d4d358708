"""Choosing a file, and deciding about what it would do."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tanu.institutions.roster_plan import ANOTHER, BY_CODE, Leaver, Plan, Question, Unnamed
from tanu.institutions.sheets import LIMIT_BYTES
from tanu.lib.dates import local_day, short_date
from tanu.lib.sentences import spoken

_FORMATS = ["%Y-%m-%d", "%d.%m.%Y"]
_ABOUT_A_YEAR = timedelta(days=366)


class FileForm(forms.Form):
    """A roster file, not yet opened."""

    file = forms.FileField(
        label=_("Roster, XLSX or CSV"),
        help_text=_("At most 2,000 rows and 20 MB. Names, posts and work contacts only."),
        allow_empty_file=True,
        error_messages={"required": _("Choose the file first.")},
        widget=forms.FileInput(attrs={"class": "field", "accept": ".xlsx,.csv"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LIMIT_BYTES:
            said = gettext("The file is larger than %(limit)s MB. It was not opened. Send it in parts.")
            raise ValidationError(said % {"limit": LIMIT_BYTES // 1_000_000})
        return file


class _Choices(forms.RadioSelect):
    """Known by one id as a whole, to which the summary of faults leads."""

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return super().id_for_label(id_, index) if index is not None else id_


class DecisionForm(forms.Form):
    """Who the people in question are, and which leavers leave on which day. Its fields follow from the plan.

    `headed`: institutions that the reader heads. Of the others nobody is named whom the file does not name.
    """

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, plan: Plan, data: Mapping[str, Any] | None = None, *, headed: Collection[Any]) -> None:
        super().__init__(data, initial={"seen": plan.seen()})
        self.plan, self.headed = plan, headed
        heads_all = set(plan.institutions) <= set(headed)
        for question in plan.questions:
            self.fields[f"who-{question.line}"] = _who(question, names_recorded=heads_all)
            if question.elsewhere:
                self.fields[f"code-{question.line}"] = _code(question)
        for one in self._endable():
            self.fields[f"ends-{one.key}"] = forms.BooleanField(required=False, label=one.name)
            self.fields[f"day-{one.key}"] = _day(one)

    def asked(self) -> list[tuple[Question, Any, Any]]:
        """Each question with its bound fields; the code's is None where nobody is asked for one."""
        return [
            (q, self[f"who-{q.line}"], self[f"code-{q.line}"] if q.elsewhere else None) for q in self.plan.questions
        ]

    def leaving(self) -> list[tuple[Leaver, Any, Any]]:
        return [(one, self[f"ends-{one.key}"], self[f"day-{one.key}"]) for one in self._leavers()]

    def unnamed(self) -> list[tuple[Unnamed, Any, Any]]:
        return [(one, self[f"ends-{one.key}"], self[f"day-{one.key}"]) for one in self._unnamed()]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for question in self.plan.questions:
            name = f"code-{question.line}"
            if cleaned.get(f"who-{question.line}") == BY_CODE and not cleaned.get(name):
                self.add_error(name, gettext("Type the person's login code. They have it on their sign-in slip."))
        for one in self._endable():
            if cleaned.get(f"ends-{one.key}"):
                self._check_day(one, cleaned.get(f"day-{one.key}"))
        return cleaned

    def _check_day(self, one: Leaver | Unnamed, day: date | None) -> None:
        name, today = f"day-{one.key}", local_day()
        began = [post.valid_from for post in one.posts] if isinstance(one, Leaver) else [one.designation.valid_from]
        if name in self.errors:
            return
        if day is None:
            self.add_error(name, gettext("Say from which day on."))
        elif not today - _ABOUT_A_YEAR <= day <= today + _ABOUT_A_YEAR:
            self.add_error(name, gettext("The day is more than a year away. Compare the year."))
        elif day <= max(began):
            said = gettext("This began on %(day)s. The day of leaving must be later.")
            self.add_error(name, said % {"day": short_date(max(began))})

    def _endable(self) -> list[Leaver | Unnamed]:
        return [*self._leavers(), *self._unnamed()]

    def _leavers(self) -> list[Leaver]:
        return [one for one in self.plan.leavers if one.institution in self.headed]

    def _unnamed(self) -> list[Unnamed]:
        return [one for one in self.plan.unnamed if one.institution in self.headed]

    def answers(self) -> dict[int, str]:
        found = {}
        for question in self.plan.questions:
            answer = self.cleaned_data[f"who-{question.line}"]
            if answer == BY_CODE:
                answer = f"{BY_CODE}:{self.cleaned_data[f'code-{question.line}']}"
            found[question.line] = answer
        return found

    def say_mistyped(self, plan: Plan) -> None:
        """Put what is wrong with a typed code to its field; what was decided stays."""
        for problem in plan.problems:
            if problem.line in plan.mistyped:
                self.add_error(f"code-{problem.line}", spoken(problem.message))

    def holds_codes(self) -> bool:
        """Whether a code was typed to say who a row is of."""
        return any(answer.startswith(f"{BY_CODE}:") for answer in self.answers().values())

    def ends(self) -> dict[str, date]:
        keys = [one.key for one in self._endable()]
        return {key: self.cleaned_data[f"day-{key}"] for key in keys if self.cleaned_data[f"ends-{key}"]}


def _who(question: Question, *, names_recorded: bool) -> forms.ChoiceField:
    choices: list[tuple[str, Any]] = []
    for candidate in question.candidates:
        if candidate.line:
            said = gettext("The same person as in row %(line)s") % {"line": candidate.line}
        else:
            name = candidate.name if names_recorded else question.name
            said = gettext("The same person: %(name)s, who is recorded here already") % {"name": name}
        choices.append((candidate.value, said))
    if question.elsewhere:
        choices.append((BY_CODE, gettext("The same person as one recorded elsewhere; I have their login code")))
    choices.append((ANOTHER, gettext("Another person of the same name")))
    return forms.ChoiceField(
        label=gettext("Row %(line)s: who is %(name)s?") % {"line": question.line, "name": question.name},
        choices=choices,
        widget=_Choices,
        error_messages={"required": gettext("Decide whether this is the same person.")},
    )


def _code(question: Question) -> forms.CharField:
    return forms.CharField(
        label=gettext("Login code of %(name)s, if it is the same person") % {"name": question.name},
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"class": "field code", "autocomplete": "off", "spellcheck": "false"}),
    )


def _day(one: Leaver | Unnamed) -> forms.DateField:
    return forms.DateField(
        label=gettext("%(name)s: from which day on") % {"name": one.name},
        required=False,
        initial=local_day,
        input_formats=_FORMATS,
        error_messages={"invalid": gettext("Write the day as 2026-11-21 or 21.11.2026.")},
        widget=forms.DateInput(format=_FORMATS[0], attrs={"type": "date", "class": "field"}),
    )
