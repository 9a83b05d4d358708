"""What the head and the designated officers of an institution print for it, and what they report."""

import logging
from collections.abc import Callable
from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tanu.handouts.actions import report_briefing, take_back_briefing
from tanu.handouts.forms import BriefingForm
from tanu.handouts.models import Briefing, Handout
from tanu.handouts.papers import Papers, papers_of
from tanu.handouts.permissions import own_briefings
from tanu.handouts.printing import poster_pdf, protocol_pdf
from tanu.handouts.views import not_drawn, pdf_response
from tanu.institutions.models import Institution
from tanu.institutions.permissions import institutions_led
from tanu.lib.access import fetch, signed_in
from tanu.lib.dates import local_day
from tanu.lib.pdf import NotDrawn
from tanu.people.models import Person
from tanu.people.once import once

logger = logging.getLogger(__name__)


@signed_in
@never_cache
@require_safe
def institution(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Papers to print, kits to hold a briefing with, and the briefings that were reported."""
    form = BriefingForm(initial={"kind": Briefing.Kind.STAFF, "held_on": local_day()})
    return _institution_page(request, _papers(request, pk), form)


@signed_in
@never_cache
@require_safe
def protocol(request: HttpRequest, pk: UUID) -> HttpResponse:
    return render(request, "handouts/protocol.html", {"papers": _papers(request, pk)})


@signed_in
@never_cache
@require_safe
def protocol_file(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _file(request, pk, protocol_pdf, "protocol")


@signed_in
@never_cache
@require_safe
def poster(request: HttpRequest, pk: UUID) -> HttpResponse:
    return render(request, "handouts/poster.html", {"papers": _papers(request, pk)})


@signed_in
@never_cache
@require_safe
def poster_file(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _file(request, pk, poster_pdf, "whom-do-we-call")


@signed_in
@never_cache
@once
def report(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Notes that a briefing was held."""
    papers = _papers(request, pk)
    if request.method != "POST":
        return redirect("handouts:institution", pk)
    form = BriefingForm(request.POST)
    if not form.is_valid():
        return _institution_page(request, papers, form)
    report_briefing(papers.institution, **form.cleaned_data, by=_person(request))
    messages.success(request, gettext("Thank you. It is noted."))
    return redirect("handouts:institution", pk)


@signed_in
@never_cache
@once
def take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Takes back a briefing that was reported by mistake."""
    briefing = fetch(Briefing.objects.filter(takes_back__isnull=True), request.user, known=own_briefings, pk=pk)
    if request.method == "POST":
        take_back_briefing(briefing, by=_person(request))
        messages.success(request, gettext("It is taken back."))
    return redirect("handouts:institution", briefing.institution_id)


def _institution_page(request: HttpRequest, papers: Papers, form: BriefingForm) -> HttpResponse:
    briefings = Briefing.objects.standing().filter(institution=papers.institution).select_related("reported_by")
    kits = Handout.objects.published().listed().exclude(kind=Handout.Kind.AID).select_related("course")
    context = {"papers": papers, "form": form, "briefings": briefings, "kits": kits}
    return render(request, "handouts/institution.html", context)


def _file(request: HttpRequest, pk: UUID, draw: Callable[[Papers], bytes], name: str) -> HttpResponse:
    papers = _papers(request, pk)
    try:
        return pdf_response(draw(papers), name)
    except NotDrawn:
        logger.exception("The %s of %s was not drawn", name, pk)
        return not_drawn(request)


def _papers(request: HttpRequest, pk: UUID) -> Papers:
    today = local_day()
    return papers_of(fetch(Institution.objects.standing_on(today), request.user, known=institutions_led, pk=pk), today)


def _person(request: HttpRequest) -> Person:
    """Who is signed in; only asked behind @signed_in."""
    return cast(Person, request.user)
