"""The second factor is changed only by whoever types the password once more; wrong ones are counted as at the door."""

from typing import Any

from django.http import HttpRequest
from django_otp.plugins.otp_totp.models import TOTPDevice

from tanu.lib.throttle import visitor_address
from tanu.people import demo, throttle
from tanu.people.factor_actions import begin_factor, begun_factor
from tanu.people.factor_forms import PasswordAndCodeForm, accept_recovery_codes
from tanu.people.models import Person

_BEGUN = "begun-second-factor"


def begin_here(request: HttpRequest, person: Person) -> None:
    """The new key is shown in this session alone, and a copy of the session that was taken before ends."""
    device = begin_factor(person)
    request.session.cycle_key()
    request.session[_BEGUN] = device.pk


def begun_here(request: HttpRequest, person: Person) -> TOTPDevice | None:
    device = begun_factor(person)
    return device if device and device.pk == request.session.get(_BEGUN) else None


def change_form(
    request: HttpRequest, person: Person, place: str, data: Any = None, *, recovery: bool = True
) -> PasswordAndCodeForm:
    """`place` keeps two of them on one page apart; `recovery`: a recovery code is accepted as well."""
    form = PasswordAndCodeForm(person, data, auto_id=f"id_{place}_%s", asks_password=_asks_password(request, person))
    if recovery:
        accept_recovery_codes(form)
    return form


def is_shut(request: HttpRequest, person: Person) -> bool:
    return request.method == "POST" and throttle.is_shut(str(person.pk), visitor_address(request))


def count(request: HttpRequest, form: PasswordAndCodeForm) -> None:
    """After the form was looked at: a wrong password is a failure, a right one makes good for those before."""
    name, address = str(form.person.pk), visitor_address(request)
    if form.has_error("password", "wrong"):
        throttle.note_failure(name, address)
    elif form.cleaned_data.get("password"):
        throttle.forget_failures(name, address)


def _asks_password(request: HttpRequest, person: Person) -> bool:
    """Always, but of the demo's cast, who come in without one."""
    return person.has_usable_password() or not demo.is_open(request)
