"""Where somebody is led who has just come in."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import override

from tanu.people.models import Person


def welcome(request: HttpRequest, person: Person) -> HttpResponseRedirect:
    """To the page that was asked for, or to the person's training in the person's language."""
    if address := wanted(request):
        return HttpResponseRedirect(address)
    with override(person.language):
        return HttpResponseRedirect(reverse(settings.LOGIN_REDIRECT_URL))


def wanted(request: HttpRequest) -> str:
    """The address of ours that was asked for before signing in; empty if there is none."""
    address = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if is_ours else ""


def with_wanted(request: HttpRequest, route: str) -> str:
    """The address of `route`, which leads on to what was asked for."""
    asked = wanted(request)
    return f"{reverse(route)}?{urlencode({'next': asked})}" if asked else reverse(route)
