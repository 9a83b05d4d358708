"""The second factor: entered after the password, set up, renewed, taken away. All of it works without a script."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST
from django_otp import login as remember_factor
from django_otp.models import Device

from tanu.lib.access import signed_in
from tanu.people.factor_actions import (
    confirm_factor,
    device_for,
    enter_code,
    locked_until,
    remove_factor,
    renew_recovery_codes,
)
from tanu.people.factor_forms import CodeForm, PasswordAndCodeForm, code_form
from tanu.people.factor_guard import begin_here, begun_here, change_form, count, is_shut
from tanu.people.factor_picture import key_of
from tanu.people.models import Person
from tanu.people.second_factor import factor_of, has_entered, is_asked, needs, recovery_codes_left
from tanu.people.secret_signs import grouped
from tanu.people.views import please_wait
from tanu.people.welcome import wanted, welcome, with_wanted


@signed_in
@sensitive_post_parameters("code")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """Asks for the code; says how it stands once that was entered, or how to begin where nothing is set up."""
    person = _person(request)
    if factor_of(person) is None:
        return _page(request, "offer", is_needed=needs(person), is_asked=is_asked(person))
    if has_entered(request):
        return _standing(request)
    form = code_form(request.POST or None)
    if device := _accepted(person, form):
        _remember(request, device)
        return welcome(request, person)
    return _page(request, "enter", form=form)


@signed_in
@never_cache
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """A new key for an app. Where one is set up, it is taken away first, with a code."""
    if factor_of(_person(request)) is None:
        begin_here(request, _person(request))
    return redirect(with_wanted(request, "people:confirm_factor"))


@signed_in
@sensitive_post_parameters("code", "password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """Shows the key to the app and asks for its first code; the answer holds the recovery codes, once.

    With it every other session of the person ends.
    """
    person = _person(request)
    device = begun_here(request, person)
    if device is None or factor_of(person):
        return redirect(with_wanted(request, "people:second_factor"))
    if is_shut(request, person):
        return please_wait(request)
    form = change_form(request, person, "code", request.POST or None, recovery=False)
    if _is_filled_in(request, form):
        if codes := confirm_factor(person, device, **form.cleaned_data):
            update_session_auth_hash(request, person)
            device.refresh_from_db()
            _remember(request, device)
            return _shown_once(request, codes)
        form.refuse(locked_until(device))
    return _page(request, "set_up", form=form, key=key_of(device))


@signed_in
@sensitive_post_parameters("code", "password")
@never_cache
@require_POST
def renew(request: HttpRequest) -> HttpResponse:
    """Ten new recovery codes for the password and a code."""

    def renewed(person: Person) -> HttpResponse:
        return _shown_once(request, renew_recovery_codes(person))

    return _with_code(request, "renewing", renewed)


@signed_in
@sensitive_post_parameters("code", "password")
@never_cache
@require_POST
def remove(request: HttpRequest) -> HttpResponse:
    """Takes the second factor away for the password and a code, for another telephone or to do without."""

    def removed(person: Person) -> HttpResponse:
        remove_factor(person, by=person)
        messages.success(request, gettext("The second step is taken away."))
        return redirect("people:second_factor")

    return _with_code(request, "removing", removed)


def _with_code(request: HttpRequest, which: str, done: Callable[[Person], HttpResponse]) -> HttpResponse:
    person = _person(request)
    if factor_of(person) is None or not has_entered(request):
        return redirect("people:second_factor")
    if is_shut(request, person):
        return please_wait(request)
    form = change_form(request, person, which, request.POST)
    device = _accepted(person, form) if _is_filled_in(request, form) else None
    if device is None:
        return _standing(request, **{which: form})
    _remember(request, device)
    return done(person)


def _is_filled_in(request: HttpRequest, form: PasswordAndCodeForm) -> bool:
    """With the right password; how often it was wrong is counted."""
    is_valid = form.is_valid()
    if form.is_bound:
        count(request, form)
    return is_valid


def _accepted(person: Person, form: CodeForm) -> Device | None:
    if not form.is_valid():
        return None
    device = enter_code(person, form.cleaned_data["code"])
    if device is None:
        form.refuse(locked_until(device_for(person, form.cleaned_data["code"])))
    return device


def _remember(request: HttpRequest, device: Device) -> None:
    """This session has shown the second factor; it gets a new key, for it may do more than before."""
    request.session.cycle_key()
    remember_factor(request, device)


def _standing(request: HttpRequest, **forms: PasswordAndCodeForm) -> HttpResponse:
    person = _person(request)
    context = {name: forms.get(name) or change_form(request, person, name) for name in ("renewing", "removing")}
    refused = next((form for form in forms.values() if form.errors), None)
    return _page(
        request, "standing", left=recovery_codes_left(person), is_needed=needs(person), form=refused, **context
    )


def _shown_once(request: HttpRequest, codes: list[str]) -> HttpResponse:
    return _page(request, "recovery_codes", codes=[grouped(code) for code in codes])


def _page(request: HttpRequest, name: str, **context: Any) -> HttpResponse:
    return render(request, f"people/factor/{name}.html", {"next": wanted(request), **context})


def _person(request: HttpRequest) -> Person:
    """Who is signed in; only asked behind @signed_in."""
    return cast(Person, request.user)
