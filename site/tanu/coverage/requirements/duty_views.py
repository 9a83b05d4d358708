"""What the institutions of a kind owe: first what would follow, then it is set."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache

from tanu.coverage.requirements.duty_forms import DutyForm
from tanu.coverage.requirements.duty_reads import effect_of
from tanu.institutions.duty_permissions import kinds_ruled
from tanu.institutions.kinds import DutyRefused, define_kind_duty, duties_after, duties_on, unsaid_duty
from tanu.institutions.models import Kind
from tanu.institutions.permissions import is_official
from tanu.lib.access import signed_in
from tanu.lib.dates import local_day, long_date
from tanu.people.models import Person
from tanu.people.once import once


@signed_in
@never_cache
@once
def duty(request: HttpRequest, kind: str) -> HttpResponse:
    """Set from a day on what every institution of `kind` owes."""
    person, today = cast(Person, request.user), local_day()
    if not is_official(person):
        raise PermissionDenied
    if kind not in Kind.values:
        raise Http404
    if kind not in kinds_ruled(person):
        raise PermissionDenied
    held = duties_on(today).get(kind) or unsaid_duty(kind)
    form = DutyForm(held, [one for one in duties_after(today) if one.kind == kind], request.POST or None)
    context: dict[str, Any] = {"form": form, "held": held}
    if request.method == "POST" and form.is_valid():
        if "set" not in request.POST:
            context["effect"] = effect_of(form.duty, today)
        elif _set(form, person):
            messages.success(request, _said(form))
            return redirect("requirements:requirements")
    return render(request, "coverage/requirements/duty.html", context)


def _set(form: DutyForm, person: Person) -> bool:
    facts = {name: value for name, value in form.cleaned_data.items() if name != "valid_from"}
    try:
        define_kind_duty(form.held.kind, valid_from=form.cleaned_data["valid_from"], by=person, **facts)
    except DutyRefused as refused:
        form.add_error("valid_from", str(refused))
        return False
    return True


def _said(form: DutyForm) -> str:
    day = form.cleaned_data["valid_from"]
    if day == local_day():
        return gettext("It is set and holds from today. The boards count it at once.")
    said = gettext("It is set for %(day)s. The boards count it from that day; until then everything stays as it is.")
    return said % {"day": long_date(day)}
