"""The pages of a roster as they are shown: choosing the file, the difference, what was done."""

from collections.abc import Mapping
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from tanu.institutions.models import Institution, Territory
from tanu.institutions.permissions import institutions_headed
from tanu.institutions.roster_forms import DecisionForm, FileForm
from tanu.institutions.roster_guesses import refuse_codes
from tanu.institutions.roster_models import RosterImport
from tanu.institutions.roster_permissions import headed_among, rosters_undone_by, sees_codes
from tanu.institutions.roster_plan import Plan
from tanu.institutions.roster_reads import (
    codes_given,
    earlier,
    name_of_place,
    name_of_territory,
    places_of,
    said,
    shown,
)
from tanu.institutions.roster_undo import why_not
from tanu.lib.languages import LANGUAGES
from tanu.lib.sentences import spoken
from tanu.people import throttle_codes
from tanu.people.models import Person

SHOWN_PROBLEMS = 500
SHOWN_EARLIER = 5


def choose_page(
    request: HttpRequest,
    form: FileForm,
    *,
    institution: Institution | None,
    territory: Territory | None,
    problems: list[Any],
) -> HttpResponse:
    sent = RosterImport.objects.filter(institution=institution, territory=territory)
    taken = sent.exclude(state=RosterImport.State.DRAFTED).order_by("-taken_at")[:SHOWN_EARLIER]
    place = places_of([institution.pk])[institution.pk] if institution else name_of_territory(cast(Any, territory))
    context = {
        "form": form,
        "place": place,
        "institution": institution,
        "problems": said(problems[:SHOWN_PROBLEMS]),
        "number": len(problems),
        "rest": max(0, len(problems) - SHOWN_PROBLEMS),
        "languages": LANGUAGES,
        "earlier": earlier(taken, cast(Person, request.user)),
    }
    return render(request, "institutions/roster.html", context, status=422 if problems or form.errors else 200)


def deciding(request: HttpRequest, plan: Plan, data: Mapping[str, Any] | None = None) -> DecisionForm:
    return DecisionForm(plan, data, headed=headed_among(plan.institutions, cast(Person, request.user)))


def difference_page(
    request: HttpRequest,
    found: RosterImport,
    plan: Plan,
    form: DecisionForm,
    *,
    status: int = 200,
    refused: Plan | None = None,
) -> HttpResponse:
    faults = (refused or plan).problems
    context = {
        "roster": found,
        "place": name_of_place(found),
        "plan": plan,
        "shown": shown(plan, form.headed),
        "all_leavers_named": len(form.leaving()) == len(plan.leavers),
        "all_unnamed_named": len(form.unnamed()) == len(plan.unnamed),
        "form": form,
        "problems": said(faults[:SHOWN_PROBLEMS]),
        "has_moved": refused is not None and not faults,
        "back": address_of(found.institution_id, found.territory_id).url,
    }
    return render(request, "institutions/roster_draft.html", context, status=status)


def result_page(request: HttpRequest, found: RosterImport) -> HttpResponse:
    """What a roster did; its login codes for a day, to the one who took it in."""
    person = cast(Person, request.user)
    headed = Institution.objects.filter(institutions_headed(person))
    context = {
        "roster": found,
        "place": name_of_place(found),
        "codes": codes_given(found) if sees_codes(found, person) else [],
        "has_codes": bool(found.did.get("coded")),
        "prints_slips": headed.filter(rosters=found).exists(),
        "against": _against(found, person),
        "back": address_of(found.institution_id, found.territory_id).url,
    }
    return render(request, "institutions/roster_result.html", context)


def codes_rest(
    request: HttpRequest, of: Institution | Territory | RosterImport, back: HttpResponseRedirect
) -> HttpResponse:
    """Refused as a whole. A redirect, so that the note of it is kept by `once`."""
    refuse_codes(of, by=cast(Person, request.user))
    told = gettext(
        "Nothing was taken in: many login codes were sent that do not belong to the person of the row. "
        "Login codes rest for %(minutes)s minutes. Without codes the file can be sent now: leave the cell empty "
        "where the person has not told you the code."
    )
    messages.error(request, told % {"minutes": throttle_codes.MINUTES})
    return back


def address_of(institution: UUID | None, territory: UUID | None) -> HttpResponseRedirect:
    """The page on which the rosters of a place are sent."""
    if institution:
        return redirect("institutions:roster", institution)
    return redirect("institutions:roster_territory", territory)


def _against(found: RosterImport, person: Person) -> str:
    """Why it is not undone, in a sentence; empty if nothing stands in the way."""
    if against := why_not(found):
        return spoken(against)
    if RosterImport.objects.filter(rosters_undone_by(person), pk=found.pk).exists():
        return ""
    return gettext(
        "This roster also concerns institutions that you are not responsible for today. "
        "It is undone by somebody who is responsible for all of them."
    )
