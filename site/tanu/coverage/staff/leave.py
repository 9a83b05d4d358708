"""Leave and return as a head writes them."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tanu.coverage.staff.forms import Change, DayField, asked_choice, choice, offer, today_or
from tanu.institutions.absences import come_back, leave
from tanu.institutions.actions import works_since
from tanu.institutions.models import Absence
from tanu.lib.dates import short_date
from tanu.people.models import Person


class Leave(Change):
    heading = _("The person goes on leave")
    lead = _("The post and the designation stay. Who is away is asked for nothing, and covers nobody.")
    button = _("Record the leave")
    done = _("The leave is recorded.")

    reason = asked_choice(
        _("Kind of leave"), Absence.Reason.choices, help_text=_("Never why: no word of anybody's health.")
    )
    on = today_or(_("First day of the leave"))
    until = DayField(label=_("Day of return"), help_text=_("If it is known."), required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        day = given.get("on")
        if day and not works_since(self.scene.whom, self.scene.institution, day):
            self.add_error("on", gettext("There is no post here on that day. Compare the dates."))
        return given

    def carry_out(self) -> Person:
        given = self.cleaned_data
        times = {"valid_from": given["on"], "valid_until": given["until"]}
        leave(self.scene.whom, self.scene.institution, reason=given["reason"], by=self.scene.by, **times)
        return self.scene.whom


class ComeBack(Change):
    heading = _("The person is back")
    lead = _("Whoever was asked for training during the leave has thirty days from the return.")
    button = _("Record the return")
    done = _("The return is recorded.")
    nothing = _("No leave is recorded that is not over.")

    absence = choice(_("Leave"))
    on = today_or(_("First day back at work"))

    def prepare(self) -> None:
        self.absences = {str(row.pk): row for row in self.scene.record.open_absences(self.scene.today)}
        offer(self, "absence", [(key, _said(row)) for key, row in self.absences.items()])

    @property
    def is_possible(self) -> bool:
        return bool(self.absences)

    def carry_out(self) -> Person:
        come_back(self.absences[self.cleaned_data["absence"]], self.cleaned_data["on"], by=self.scene.by)
        return self.scene.whom


def _said(absence: Absence) -> str:
    return gettext("%(reason)s, since %(day)s") % {
        "reason": absence.get_reason_display(),
        "day": short_date(absence.valid_from),
    }
