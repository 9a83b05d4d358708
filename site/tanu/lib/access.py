"""Who may open an address: every view declares it, and a test asks every address of every one of the cast.

Rows are fetched and authorised in one call: a stranger gets 404, someone known without the right gets 403.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse

View = TypeVar("View", bound=Callable[..., HttpResponse])
Row = TypeVar("Row", bound=Model)
Rule = Callable[[Any], Q]
"""From a person to the rows that person may have: one rule, asked of one object and as a filter."""


def anybody(view: View) -> View:
    """Open without signing in."""
    view.policy = "anybody"  # type: ignore[attr-defined]
    return view


def signed_in(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open to everybody who is signed in; what they find there depends on the rows they may have."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            # The script that saves by itself could not tell this redirect from the one that answers a saved form.
            if request.headers.get("X-Requested-With") == "fetch":
                return HttpResponse(status=401)
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    guarded.policy = "signed_in"  # type: ignore[attr-defined]
    return guarded


def fetch(rows: QuerySet[Row], person: Any, *, known: Rule, may: Rule | None = None, **lookup: Any) -> Row:
    """The one row of `lookup` that `person` may have.

    Raises Http404 if the person may not know of it, PermissionDenied if they know it without the right.
    """
    row = rows.filter(known(person), **lookup).first()
    if row is None:
        raise Http404
    if may is not None and not rows.filter(may(person), pk=row.pk).exists():
        raise PermissionDenied
    return row
