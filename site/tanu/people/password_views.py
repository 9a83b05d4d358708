"""A password of one's own: chosen with a slip, changed later.

None of these forms carries the key of `once`: what is remembered there is made from all that was typed.
"""

from typing import cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from tanu.lib.access import anybody, signed_in
from tanu.lib.throttle import visitor_address
from tanu.people import throttle
from tanu.people.actions import set_password
from tanu.people.entered_slip import held, let_go
from tanu.people.models import Person
from tanu.people.password_forms import ChangePasswordForm, ChoosePasswordForm, NewPasswordForm
from tanu.people.password_rules import rules
from tanu.people.second_factor import factor_of
from tanu.people.slip_words import WHY_NOT
from tanu.people.slips import State, choose_password, state_of
from tanu.people.views import please_wait
from tanu.people.welcome import wanted, welcome


@anybody
@sensitive_post_parameters("new", "again")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """After the secret of a slip: whoever typed it is signed in only once a password is chosen."""
    if isinstance(request.user, Person):
        return welcome(request, request.user)
    slip = held(request)
    if slip is None:
        return redirect("people:sign_in")
    if (state := state_of(slip)) is not State.OPEN:
        return _back_to_sign_in(request, state)
    form = ChoosePasswordForm(slip, request.POST or None)
    if not form.is_valid():
        return _form_page(request, "people/choose_password.html", form, person=slip.person)
    if not choose_password(slip, form.cleaned_data["new"]):
        slip.refresh_from_db()
        return _back_to_sign_in(request, state_of(slip))
    let_go(request)
    person = Person.objects.get(pk=slip.person_id)
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    messages.success(request, gettext("Your password is chosen. The slip is void now; you can throw it away."))
    return welcome(request, person)


@signed_in
@never_cache
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """With what the reader signs in, and what can be changed about it."""
    person = _person(request)
    context = {"names": person.sign_in_names.order_by("kind", "pk"), "factor": factor_of(person)}
    return render(request, "people/own.html", context)


@signed_in
@sensitive_post_parameters("old", "new", "again")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest) -> HttpResponse:
    person, address = _person(request), visitor_address(request)
    name = str(person.pk)
    if request.method == "POST" and throttle.is_shut(name, address):
        return please_wait(request)
    form = ChangePasswordForm(person, request.POST or None)
    if form.is_valid():
        throttle.forget_failures(name, address)
        set_password(person, form.cleaned_data["new"], by=person)
        update_session_auth_hash(request, person)
        messages.success(request, gettext("Your password is changed. Other devices were signed out."))
        return redirect("people:own")
    if form.has_error("old") and request.POST.get("old"):
        throttle.note_failure(name, address)
    return _form_page(request, "people/change_password.html", form, person=person)


def _form_page(request: HttpRequest, template: str, form: NewPasswordForm, *, person: Person) -> HttpResponse:
    context = {"form": form, "rules": rules(), "person": person, "next": wanted(request)}
    return render(request, template, context)


def _back_to_sign_in(request: HttpRequest, state: State) -> HttpResponse:
    let_go(request)
    if state in WHY_NOT:
        messages.error(request, str(WHY_NOT[state]))
    return redirect("people:sign_in")


def _person(request: HttpRequest) -> Person:
    """Who is signed in; only asked behind @signed_in."""
    return cast(Person, request.user)
