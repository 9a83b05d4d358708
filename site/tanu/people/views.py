from uuid import UUID

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from tanu.lib.access import anybody
from tanu.lib.throttle import visitor_address
from tanu.people import demo, throttle
from tanu.people.forms import SignInForm
from tanu.people.models import Person


@anybody
@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    if isinstance(request.user, Person):
        return _welcome(request, request.user)
    if request.method != "POST":
        return _sign_in_page(request, SignInForm(request))
    name, address = request.POST.get("name", ""), visitor_address(request)
    if throttle.is_shut(name, address):
        page = render(request, "people/wait.html", {"minutes": throttle.SECONDS // 60}, status=429)
        page["Retry-After"] = str(throttle.SECONDS)
        return page
    form = SignInForm(request, request.POST)
    if form.is_valid() and form.person:
        throttle.forget_failures(name, address)
        login(request, form.person)
        return _welcome(request, form.person)
    if form.non_field_errors():
        throttle.note_failure(name, address)
    return _sign_in_page(request, form)


@anybody
@never_cache
@require_POST
def enter_demo(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Signs in as one of the invented cast without a password; a 404 wherever that door is closed."""
    if not demo.is_open(request):
        raise Http404
    person = get_object_or_404(Person.objects.invented().living(), pk=person_id, is_active=True)
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return _welcome(request, person)


@anybody
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)


def _sign_in_page(request: HttpRequest, form: SignInForm) -> HttpResponse:
    roles = demo.cast() if demo.is_open(request) else []
    return render(request, "people/sign_in.html", {"form": form, "roles": roles, "next": _wanted(request)})


def _welcome(request: HttpRequest, person: Person) -> HttpResponseRedirect:
    """To the page that was asked for, or to the person's training in the person's language."""
    if wanted := _wanted(request):
        return HttpResponseRedirect(wanted)
    with override(person.language):
        return HttpResponseRedirect(reverse(settings.LOGIN_REDIRECT_URL))


def _wanted(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours else ""
