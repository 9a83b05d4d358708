"""The form in which an editor writes a question. Its rules are those of the files, kept by Question.clean."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from tanu.lib.languages import in_language
from tanu.lib.specs import SLUG
from tanu.question_banks.actions import name_outcome, name_section
from tanu.question_banks.models import Outcome, Question, Section

TYPES = [("single", _("One answer")), ("several", _("Several answers")), ("referral", _("Practice referral form"))]
AWAITS = [("clinical", _("A clinician")), ("legal", _("A lawyer")), ("language", _("A native speaker"))]
# What a check question of a lesson leaves to its lesson.
_OF_BANKS_ONLY = ("level", "truth", "facts", "awaits", "ask", "fields")


class QuestionForm(WagtailAdminModelForm):
    slug = forms.CharField(
        label=_("Key"),
        max_length=80,
        help_text=_("Lower-case letters, digits and dashes, like di-05. It never changes: files and answers name it."),
    )
    type = forms.ChoiceField(label=_("Type"), choices=TYPES)
    outcome = forms.ChoiceField(label=_("Outcome"))
    awaits = forms.MultipleChoiceField(
        label=_("Still to be confirmed by"), choices=AWAITS, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        is_new = self.instance._state.adding
        for name in () if is_new else ("slug", "section"):
            self.fields.pop(name, None)
        if is_new:
            self.fields["section"].required = True
            sections = Section.objects.prefetch_related("outcomes")
            by_section = [(str(section), _outcomes(section)) for section in sections]
            self.fields["outcome"].choices = [("", "---------"), *by_section]
        elif self.instance.section:
            self.fields["outcome"].choices = _outcomes(self.instance.section)
        else:
            self._become_a_check()

    def _become_a_check(self) -> None:
        for name in _OF_BANKS_ONLY:
            self.fields.pop(name, None)
        self.fields["type"].choices = TYPES[:2]
        self.fields["outcome"].choices = [(self.instance.outcome, self.instance.outcome)]

    def clean_slug(self) -> str:
        slug = str(self.cleaned_data["slug"])
        if not re.fullmatch(SLUG, slug):
            raise ValidationError(_("Only lower-case letters, digits and dashes."))
        return slug

    def clean_awaits(self) -> list[str]:
        """In the order of before: ticking is no change of order."""
        ticked: list[str] = self.cleaned_data["awaits"]
        before = [kind for kind in self.instance.awaits if kind in ticked]
        return [*before, *(kind for kind in ticked if kind not in before)]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        section, slug = cleaned.get("section"), cleaned.get("slug")
        if section and slug:
            self.instance.key, self.instance.bank = f"{section.key}/{slug}", section.bank
            self.instance.position = section.questions.count()
            if Question.objects.filter(key=self.instance.key).exists():
                self.add_error("slug", _("This key is taken, perhaps by a question that was retired."))
        return cleaned

    def _post_clean(self) -> None:
        self.instance.is_unfinished = self.is_deferred_validation
        super()._post_clean()

    def _update_errors(self, errors: ValidationError) -> None:
        """A field that has said what is wrong with it is not said to be wrong again."""
        said = {name: found for name, found in errors.error_dict.items() if name not in self.errors}
        super()._update_errors(ValidationError(said))


class SectionForm(WagtailAdminModelForm):
    def save(self, commit: bool = True) -> Section:
        return name_section(self.instance, by=self.for_user)


class OutcomeForm(WagtailAdminModelForm):
    def save(self, commit: bool = True) -> Outcome:
        return name_outcome(self.instance, by=self.for_user)


def _outcomes(section: Section) -> list[tuple[str, str]]:
    return [(outcome.key, f"{outcome.key}: {in_language(outcome.title)}") for outcome in section.outcomes.all()]
