import logging
from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tanu.certificates.drawing import draw
from tanu.certificates.forms import VerifyForm
from tanu.certificates.models import Certificate
from tanu.certificates.paper import paper_of
from tanu.certificates.permissions import own
from tanu.lib.access import anybody, fetch, signed_in
from tanu.lib.dates import local_day
from tanu.lib.languages import LANGUAGES
from tanu.lib.pdf import NotDrawn
from tanu.lib.throttle import Throttle, visitor_address
from tanu.people.models import Person

logger = logging.getLogger(__name__)
# The codes are too many to guess; this spares the database.
GUESSES = Throttle("verify-misses", limit=30, seconds=10 * 60)


@signed_in
@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    today = local_day()
    found = Certificate.objects.of(cast(Person, request.user)).with_everything().newest_first()
    shown = [{"certificate": one, "state": one.state_on(today)} for one in found if not hasattr(one, "replaced_by")]
    return render(request, "certificates/mine.html", {"shown": shown})


@signed_in
@never_cache
@require_safe
def certificate(request: HttpRequest, serial: str) -> HttpResponse:
    found = fetch(Certificate.objects.with_everything(), request.user, known=own, serial=serial)
    return render(request, "certificates/certificate.html", paper_of(found))


@signed_in
@never_cache
@require_safe
def pdf(request: HttpRequest, serial: str, language: str) -> HttpResponse:
    if language not in LANGUAGES:
        raise Http404
    found = fetch(Certificate.objects.standing().with_everything(), request.user, known=own, serial=serial)
    try:
        drawn = draw(found, language)
    except NotDrawn:
        logger.exception("Certificate %s was not drawn in %s", found.serial, language)
        page = render(request, "certificates/not_drawn.html", {"certificate": found}, status=503)
        page["Retry-After"] = "3600"
        return page
    name = f"{found.serial}.{language}.pdf"
    return HttpResponse(
        drawn,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Content-Language": language},
    )


@anybody
@never_cache
@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    if "code" not in request.GET:
        return render(request, "certificates/verify.html", {"form": VerifyForm()})
    form = VerifyForm(request.GET)
    if form.is_valid():
        return redirect("certificates:verified", form.cleaned_data["code"])
    return render(request, "certificates/verify.html", {"form": form})


@anybody
@never_cache
@require_safe
def verified(request: HttpRequest, code: str) -> HttpResponse:
    address = visitor_address(request)
    if GUESSES.is_shut(address):
        return _too_many(request)
    form = VerifyForm({"code": code})
    if not form.is_valid():
        return render(request, "certificates/verify.html", {"form": form}, status=404)
    serial = form.cleaned_data["code"]
    found = Certificate.objects.with_everything().filter(serial=serial).first()
    if found is None:
        GUESSES.note(address)
        return render(request, "certificates/unknown.html", {"form": form, "serial": serial}, status=404)
    return render(request, "certificates/verified.html", {**paper_of(found), "form": VerifyForm()})


def _too_many(request: HttpRequest) -> HttpResponse:
    page = render(request, "certificates/wait.html", {"minutes": GUESSES.seconds // 60}, status=429)
    page["Retry-After"] = str(GUESSES.seconds)
    return page
