from uuid import UUID

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from tanu.lib.access import anybody
from tanu.lib.throttle import visitor_address
from tanu.people import demo, throttle
from tanu.people.entered_slip import hold
from tanu.people.forms import SignInForm
from tanu.people.models import Person
from tanu.people.welcome import wanted, welcome, with_wanted


@anybody
@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """With a password of one's own, or with the secret of a slip, which leads to choosing one."""
    if isinstance(request.user, Person):
        return welcome(request, request.user)
    if request.method != "POST":
        return _sign_in_page(request, SignInForm(request))
    name, address = request.POST.get("name", ""), visitor_address(request)
    if throttle.is_shut(name, address):
        return please_wait(request)
    form = SignInForm(request, request.POST)
    if form.is_valid():
        throttle.forget_failures(name, address)
        if form.slip:
            hold(request, form.slip)
            with override(form.slip.person.language):
                return redirect(with_wanted(request, "people:choose_password"))
        if form.person:
            login(request, form.person)
            return welcome(request, form.person)
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
    return welcome(request, person)


@anybody
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)


def please_wait(request: HttpRequest) -> HttpResponse:
    """Too many wrong passwords."""
    page = render(request, "people/wait.html", {"minutes": throttle.SECONDS // 60}, status=429)
    page["Retry-After"] = str(throttle.SECONDS)
    return page


def _sign_in_page(request: HttpRequest, form: SignInForm) -> HttpResponse:
    roles = demo.cast() if demo.is_open(request) else []
    return render(request, "people/sign_in.html", {"form": form, "roles": roles, "next": wanted(request)})
