"""After the password comes the code: until then every view of the site answers with the page that asks for it."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from tanu.people.models import Person
from tanu.people.second_factor import has_entered, is_asked

OPEN = {"people:second_factor", "people:begin_factor", "people:confirm_factor", "people:sign_out"}


class FactorGate:
    """Stands before all views, so that none can forget it. The language switch and the help lines are on its pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        match = request.resolver_match
        if match is None or match.view_name in OPEN:
            return None
        if not isinstance(request.user, Person) or has_entered(request) or not is_asked(request.user):
            return None
        # The script that saves by itself could not tell this redirect from the one that answers a saved form.
        if request.headers.get("X-Requested-With") == "fetch":
            return HttpResponse(status=401)
        address = reverse("people:second_factor")
        if request.method in ("GET", "HEAD"):
            address += f"?{urlencode({'next': request.get_full_path()})}"
        return HttpResponseRedirect(address)
