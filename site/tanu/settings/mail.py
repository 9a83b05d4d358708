"""Django's mail settings from one address of a mail server."""

from typing import Any
from urllib.parse import unquote, urlsplit

# Without encryption for a server on the same machine or wire; with STARTTLS; with TLS from the first byte.
PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
# Seconds after which a slow server counts as one that does not answer.
TIMEOUT = 10
_BACKEND = "django.core.mail.backends.{}.EmailBackend"


def mail_settings(url: str | None, *, is_demo: bool) -> dict[str, Any]:
    """Without an address the demo prints its mail, and a public site sends none."""
    if url is None or urlsplit(url).scheme == "console":
        return {"EMAIL_BACKEND": _BACKEND.format("console" if url or is_demo else "dummy")}
    address = urlsplit(url)
    return {
        "EMAIL_BACKEND": _BACKEND.format("smtp"),
        "EMAIL_HOST": address.hostname,
        "EMAIL_PORT": address.port or PORTS[address.scheme],
        "EMAIL_HOST_USER": unquote(address.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(address.password or ""),
        "EMAIL_USE_TLS": address.scheme == "smtp+tls",
        "EMAIL_USE_SSL": address.scheme == "smtps",
        "EMAIL_TIMEOUT": TIMEOUT,
    }
