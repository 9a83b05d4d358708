"""The head prints sign-in slips: a first one, or a new one for whoever has forgotten the password."""

import logging
from typing import cast
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tanu.institutions.models import Institution, InstitutionPeriod
from tanu.institutions.permissions import institutions_headed, institutions_led
from tanu.institutions.slips import lines_of, slips_given_by, staff_of
from tanu.institutions.slips_actions import print_slips
from tanu.lib.access import fetch, signed_in
from tanu.lib.dates import local_day
from tanu.lib.languages import in_language
from tanu.lib.pdf import NotDrawn
from tanu.people.models import Person

logger = logging.getLogger(__name__)
# On one page, and so in one PDF: fifteen sheets.
AT_ONCE = 60


@signed_in
@never_cache
@require_safe
def choose(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everybody with a post today, and who still needs a slip."""
    return _page(request, _institution(request, pk))


@signed_in
@never_cache
@require_POST
def print_chosen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Answers with the PDF. It is kept nowhere, so `once` could not repeat it: a second click prints new slips."""
    institution = _institution(request, pk)
    wanted = set(request.POST.getlist("person"))
    if not wanted:
        return _page(request, institution, fault=gettext("Nobody is ticked. Tick the people who need a slip."))
    people = [person for person in _may_have(request, institution) if str(person.pk) in wanted]
    if len(people) != len(wanted) or len(people) > AT_ONCE:
        return _page(
            request,
            institution,
            fault=gettext(
                "The list has changed since you opened it. No slip was printed. Look through it and tick again."
            ),
        )
    try:
        data = print_slips(institution, _names(institution), people, by=_person(request))
    except NotDrawn:
        logger.exception("The slips of %s were not drawn", pk)
        return _page(
            request,
            institution,
            fault=gettext(
                "The PDF could not be drawn. No slip was made and every password is as it was. Try again later."
            ),
        )
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="sign-in-slips.pdf"'
    return response


def _page(request: HttpRequest, institution: Institution, fault: str = "") -> HttpResponse:
    page: Page[Person] = Paginator(staff_of(institution), AT_ONCE).get_page(request.GET.get("page"))
    lines = lines_of(list(page), _person(request))
    context = {
        "institution": institution,
        "name": in_language(_names(institution)),
        "page": page,
        "lines": [line for line in lines if line.may_have_slip],
        "others": [line for line in lines if not line.may_have_slip],
        "earlier_url": f"?page={page.number - 1}" if page.has_previous() else "",
        "later_url": f"?page={page.number + 1}" if page.has_next() else "",
        "fault": fault,
    }
    return render(request, "institutions/slips.html", context)


def _may_have(request: HttpRequest, institution: Institution) -> list[Person]:
    return list(staff_of(institution).filter(slips_given_by(_person(request))))


def _institution(request: HttpRequest, pk: UUID) -> Institution:
    standing = Institution.objects.standing_on(local_day())
    return fetch(standing, request.user, known=institutions_led, may=institutions_headed, pk=pk)


def _names(institution: Institution) -> dict[str, str]:
    period: InstitutionPeriod = InstitutionPeriod.objects.on(local_day()).get(institution=institution)
    return period.name


def _person(request: HttpRequest) -> Person:
    """Who is signed in; only asked behind @signed_in."""
    return cast(Person, request.user)
