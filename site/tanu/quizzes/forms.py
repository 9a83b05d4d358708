from typing import Any

from django import forms
from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from tanu.question_banks.models import Bank, Question
from tanu.quizzes.models import Quiz


class QuizForm(WagtailAdminModelForm):
    """What is asked of a bank it must hold, and what must be right must be asked."""

    bank = forms.ModelChoiceField(label=_("Bank"), queryset=Bank.objects.filter(is_for_lessons=False).order_by("key"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not self.instance._state.adding:
            self.fields["key"].disabled = True

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        quiz: Quiz = self.instance
        draw, needed, bank = cleaned.get("draw"), cleaned.get("pass_mark"), cleaned.get("bank")
        asked = (draw or 0) * len(quiz.outcomes)
        if needed and quiz.outcomes and needed > asked:
            self.add_error("pass_mark", _("The test asks only %(asked)s questions.") % {"asked": asked})
        if draw and bank and (few := _too_few(bank, quiz.outcomes, draw)):
            self.add_error("draw", _("The bank has fewer questions for: %(outcomes)s.") % {"outcomes": ", ".join(few)})
        return cleaned


def _too_few(bank: Bank, outcomes: list[str], draw: int) -> list[str]:
    """The outcomes for which `bank` has fewer than `draw` questions."""
    rows = Question.objects.in_use().filter(bank=bank, outcome__in=outcomes)
    counts = dict(rows.values_list("outcome").annotate(Count("pk")).order_by())
    return [outcome for outcome in outcomes if counts.get(outcome, 0) < draw]
