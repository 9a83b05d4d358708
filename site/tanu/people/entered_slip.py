"""Between the slip and the password nobody is signed in: the session knows the slip, and no page opens for it."""

from datetime import datetime, timedelta

from django.http import HttpRequest
from django.utils import timezone

from tanu.people.models import SignInSlip

KEY = "entered-slip"
# Somebody may walk away from the computer of a staff room.
HELD_FOR = timedelta(minutes=30)


def hold(request: HttpRequest, slip: SignInSlip) -> None:
    request.session.cycle_key()
    request.session[KEY] = {"slip": str(slip.pk), "until": (timezone.now() + HELD_FOR).isoformat()}


def held(request: HttpRequest) -> SignInSlip | None:
    """The slip whose secret was typed in this browser within the last half hour."""
    entry = request.session.get(KEY)
    if not entry or datetime.fromisoformat(entry["until"]) < timezone.now():
        return None
    return SignInSlip.objects.filter(pk=entry["slip"]).select_related("person").first()


def let_go(request: HttpRequest) -> None:
    request.session.pop(KEY, None)
