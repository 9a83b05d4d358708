"""What a page of Wagtail's admin may load: our own scripts, and of its style what the editor sets as it goes."""

from collections.abc import Callable, Sequence
from typing import Any

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp
from wagtail.utils.urlpatterns import decorate_urlpatterns

POLICY = {
    "default-src": [NONE],
    "script-src": [SELF],
    # Draftail and the panels place their tools with style attributes.
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "connect-src": [SELF],
    # The preview beside the editor.
    "frame-src": [SELF],
    "frame-ancestors": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
}


def under_policy(urlpatterns: Sequence[Any]) -> Sequence[Any]:
    """The admin's addresses, each answered with its policy."""
    decorate: Callable[[Sequence[Any], Any], Sequence[Any]] = decorate_urlpatterns
    return decorate(urlpatterns, csp(POLICY))
