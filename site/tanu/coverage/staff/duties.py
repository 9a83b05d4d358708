"""Who is designated by which order, and the written protocol, as a head writes them."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tanu.coverage.staff.forms import Change, DayField, choice, offer, today_or, words
from tanu.institutions.actions import designate, end_designation, works_since
from tanu.institutions.models import Designation
from tanu.institutions.protocols import adopt_protocol, protocol_of
from tanu.lib.dates import long_date, short_date
from tanu.people.models import Person


class Appoint(Change):
    heading = _("Appoint the designated officer or a deputy")
    lead = _("By the order of your institution.")
    button = _("Record the appointment")
    done = _("The appointment is recorded.")

    role = choice(_("Designated as"), Designation.Role.choices)
    order_number = words(_("Number of the order"), longest=40)
    order_date = DayField(label=_("Date of the order"))
    on = today_or(_("First day of the designation"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        day = given.get("on")
        if not day:
            return given
        if not works_since(self.scene.whom, self.scene.institution, day):
            self.add_error("on", gettext("There is no post here on that day. Compare the dates."))
        elif held := self.scene.record.open_designations(day):
            said = gettext("Designated already: %(held)s. End that first.")
            self.add_error("role", said % {"held": said_of(held[0])})
        return given

    def carry_out(self) -> Person:
        given = self.cleaned_data
        designate(
            self.scene.whom,
            self.scene.institution,
            role=given["role"],
            valid_from=given["on"],
            order_number=given["order_number"],
            order_date=given["order_date"],
            by=self.scene.by,
        )
        return self.scene.whom


class EndDesignation(Change):
    heading = _("End the designation")
    lead = _("The post stays. Appoint somebody else, so that there is no day without an officer.")
    button = _("End the designation")
    done = _("The end of the designation is recorded.")
    nothing = _("This person is not designated here.")

    designation = choice(_("Designation"))
    on = today_or(_("First day without the designation"))

    def prepare(self) -> None:
        self.designations = {str(row.pk): row for row in self.scene.record.open_designations(self.scene.today)}
        offer(self, "designation", [(key, said_of(row)) for key, row in self.designations.items()])

    @property
    def is_possible(self) -> bool:
        return bool(self.designations)

    def carry_out(self) -> Person:
        end_designation(self.designations[self.cleaned_data["designation"]], self.cleaned_data["on"], by=self.scene.by)
        return self.scene.whom


class AdoptProtocol(Change):
    heading = _("The written protocol of your institution")
    lead = _("What everybody who works here does when they are concerned about a child. The paper stays with you.")
    button = _("Record the protocol")
    done = _("The protocol is recorded.")

    order_number = words(_("Number of the order"), longest=40)
    on = DayField(label=_("Date of the order"))

    def remarks(self) -> list[str]:
        current = protocol_of(self.scene.institution)
        if current is None:
            return [gettext("The institution has a written protocol from then on.")]
        said = gettext("The protocol by the order %(number)s of %(day)s is replaced.")
        return [said % {"number": current.order_number, "day": long_date(current.valid_from)}]

    def carry_out(self) -> None:
        given = self.cleaned_data
        adopt_protocol(
            self.scene.institution, order_number=given["order_number"], order_date=given["on"], by=self.scene.by
        )


def said_of(designation: Designation) -> str:
    return gettext("%(role)s, since %(day)s") % {
        "role": designation.get_role_display(),
        "day": short_date(designation.valid_from),
    }
