"""What stands behind a board: the months before and after it, the other staff in fives, and the files."""

from typing import cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tanu.coverage.boards.exports import TABLES
from tanu.coverage.boards.intervals import interval_chart
from tanu.coverage.boards.months import months_of
from tanu.coverage.boards.people import rank
from tanu.coverage.boards.requests import asked_or_404, territory_or_404
from tanu.institutions.models import Kind
from tanu.institutions.permissions import overseen_ids
from tanu.institutions.tree import Tree
from tanu.lib.access import signed_in
from tanu.lib.spreadsheets import as_csv, as_xlsx
from tanu.people.models import Person

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@signed_in
@never_cache
@require_safe
def months(request: HttpRequest, territory: UUID) -> HttpResponse:
    """Trend and forecast, as known now."""
    place = territory_or_404(request, territory)
    asked = asked_or_404(request)
    found = months_of(place, asked.on, asked.today, asked.kind)
    if found is None:
        raise Http404
    return render(request, "coverage/boards/months.html", {"found": found, "asked": asked, "kinds": Kind.choices})


@signed_in
@never_cache
@require_safe
def people(request: HttpRequest, territory: UUID) -> HttpResponse:
    """How many of the other staff are still to train, in fives."""
    place = territory_or_404(request, territory)
    asked = asked_or_404(request)
    ranking = rank(place.pk, asked.on, asked.known_at, asked.kind)
    if ranking is None:
        raise Http404
    context = {"ranking": ranking, "chart": interval_chart(ranking), "asked": asked, "kinds": Kind.choices}
    return render(request, "coverage/boards/people.html", context | {"territory_id": place.pk})


@signed_in
@never_cache
@require_safe
def export(request: HttpRequest, territory: UUID, table: str, form: str) -> HttpResponse:
    """One of the tables of the board as CSV or XLSX, narrowed as the board is."""
    place = territory_or_404(request, territory)
    asked = asked_or_404(request)
    # A past day may show more than the reader oversees today, and the files name officers.
    tree = Tree.on(asked.on).only(overseen_ids(cast(Person, request.user)))
    if table not in TABLES or form not in ("csv", "xlsx") or place.pk not in tree:
        raise Http404
    rows = TABLES[table](tree, place.pk, asked)
    response = (
        HttpResponse(as_csv(rows), content_type="text/csv; charset=utf-8")
        if form == "csv"
        else HttpResponse(as_xlsx(rows), content_type=XLSX)
    )
    response["Content-Disposition"] = f'attachment; filename="{table}-{asked.on}.{form}"'
    return response
