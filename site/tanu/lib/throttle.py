"""Slowing down those who guess: failures are counted in Django's cache for a while."""

from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest


@dataclass(frozen=True)
class Throttle:
    """Shut for `of` once `limit` failures were noted within `seconds`."""

    name: str
    limit: int
    seconds: int

    def is_shut(self, of: str) -> bool:
        return bool(cache.get(self._key(of), 0) >= self.limit)

    def note(self, of: str) -> None:
        cache.add(self._key(of), 0, self.seconds)
        try:
            cache.incr(self._key(of))
        except ValueError:  # It ran out between the two lines.
            cache.set(self._key(of), 1, self.seconds)

    def forget(self, of: str) -> None:
        cache.delete(self._key(of))

    def _key(self, of: str) -> str:
        return f"{self.name}:{of}"


def visitor_address(request: HttpRequest) -> str:
    """Where a request came from. Behind our proxy that is what the proxy itself wrote, last in the line."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.BEHIND_PROXY else ""
    return forwarded.rsplit(",", 1)[-1].strip() or request.META.get("REMOTE_ADDR", "")
