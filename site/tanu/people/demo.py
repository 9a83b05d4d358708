"""The demo's open door: invented people, on this machine only."""

import ipaddress
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port

from tanu.people.models import Person


@dataclass(frozen=True)
class Role:
    """One of the demo cast as the sign-in page shows them, in the reader's language."""

    person: Person
    work: str
    shows: str


Introduce = Callable[[], list[Role]]
_introductions: list[Introduce] = []


def introduce_with(function: Introduce) -> None:
    """Register what knows the cast's work; this room knows only their names."""
    _introductions[:] = [function]


def cast() -> list[Role]:
    return _introductions[0]() if _introductions else []


def is_open(request: HttpRequest) -> bool:
    """Whether people may come in without a password: DEMO=1, asked from this machine, and nobody real is stored."""
    if not settings.DEMO:
        return False
    host, _port = split_domain_port(request.get_host())
    if not (_is_loopback(request.META.get("REMOTE_ADDR", "")) and _is_loopback(host)):
        return False
    return Person.objects.invented().exists() and not Person.objects.filter(is_demo=False).exists()


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
