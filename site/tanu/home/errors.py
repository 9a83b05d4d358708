"""What the site answers when something goes wrong. These pages ask no database: it may be what is wrong."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template

SECONDS_TO_WAIT = 60


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, "400.html", 400)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that came without its secret: the page was open for too long, or the form is a stranger's."""
    return _page(request, "403_csrf.html", 403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Something broke; 503 if the database does not answer."""
    if not isinstance(sys.exc_info()[1], (InterfaceError, OperationalError)):
        return _page(request, "500.html", 500)
    page = _page(request, "503.html", 503)
    page["Retry-After"] = str(SECONDS_TO_WAIT)
    return page


def _page(request: HttpRequest, template: str, status: int) -> HttpResponse:
    # Without the context processors: they would ask the session who is reading.
    return HttpResponse(get_template(template).render({"request": request}), status=status)
