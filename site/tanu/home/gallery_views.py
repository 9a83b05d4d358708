"""The component gallery: for editors, and in the demo for everybody."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tanu.home.gallery import TROUBLES, shelves
from tanu.lib.access import anybody
from tanu.people import demo


@anybody
@never_cache
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    _let_in(request)
    return render(request, "home/gallery.html", {"shelves": shelves(request), "troubles": TROUBLES})


@anybody
@never_cache
@require_safe
def trouble(request: HttpRequest, name: str) -> HttpResponse:
    """One of the pages that say something went wrong, to look at."""
    _let_in(request)
    if name not in TROUBLES:
        raise Http404
    template, status = TROUBLES[name]
    return render(request, template, {"minutes": 15}, status=status)


def _let_in(request: HttpRequest) -> None:
    if not (demo.is_open(request) or request.user.has_perm("wagtailadmin.access_admin")):
        raise Http404
