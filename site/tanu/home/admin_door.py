"""Who is let into Wagtail's admin: editors. There is one sign-in page on the site, and it is ours."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse


class AdminDoor:
    """For everybody else who is signed in the admin does not exist: a 404, where Wagtail would lead in a circle."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        entrance = reverse("wagtailadmin_home")
        if not request.path.startswith(entrance) or request.user.has_perm("wagtailadmin.access_admin"):
            return None
        if request.user.is_authenticated:
            raise Http404
        wanted = entrance if _is_a_door(request) else request.get_full_path()
        return HttpResponseRedirect(f"{reverse('people:sign_in')}?{urlencode({'next': wanted})}")


def _is_a_door(request: HttpRequest) -> bool:
    """Wagtail's own pages for signing in and out, which lead on to where somebody wanted to go."""
    match = request.resolver_match
    return match is not None and match.url_name in ("wagtailadmin_login", "wagtailadmin_logout")
