"""Who must enter a code of an app after the password: who has set that up, and who has to."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import user_logged_in
from django.core.cache import cache
from django.dispatch import receiver
from django.http import HttpRequest
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from tanu.people.models import Person

# Asked on every page, so the database is asked once a minute.
_ASKED_EVERY = 60

Need = Callable[[Person], bool]
_needs: list[Need] = []


def needed_by(function: Need) -> None:
    """Register what knows the roles of people that see more than one institution."""
    _needs[:] = [function]


def needs(person: Person) -> bool:
    """Whether a password alone is too little for what this person sees."""
    opens_admin = person.is_staff or person.is_superuser or person.has_perm("wagtailadmin.access_admin")
    return opens_admin or any(need(person) for need in _needs)


def factor_of(person: Person) -> TOTPDevice | None:
    """The app that was confirmed with a code."""
    return TOTPDevice.objects.filter(user=person, confirmed=True).order_by("pk").first()


def recovery_codes_left(person: Person) -> int:
    count: int = StaticToken.objects.filter(device__user=person, device__confirmed=True).count()
    return count


def has_entered(request: HttpRequest) -> bool:
    """Whether a code was entered in this session."""
    return getattr(request.user, "otp_device", None) is not None


def is_asked(person: Person) -> bool:
    """Whether no page opens for `person` before the code; known for a minute.

    Whoever has set it up is asked on every site; a site only decides whether those who need it must set it up.
    """
    return bool(cache.get_or_set(_key(person), lambda: factor_of(person) is not None or _must(person), _ASKED_EVERY))


def ask_anew(person: Person) -> None:
    """After a change: what was known for the minute is forgotten."""
    cache.delete(_key(person))


@receiver(user_logged_in, dispatch_uid="second factor")
def _look_anew(user: Person, **kwargs: object) -> None:
    """Nobody comes in on what was known a minute ago."""
    ask_anew(user)
    is_asked(user)


def _must(person: Person) -> bool:
    return settings.SECOND_FACTOR_REQUIRED and needs(person)


def _key(person: Person) -> str:
    return f"people:second-factor:{person.pk}"
