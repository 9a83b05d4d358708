from datetime import date
from typing import cast
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from tanu.coverage import charts
from tanu.coverage.boards import Board, read_board
from tanu.coverage.exports import uncovered_as_csv
from tanu.institutions.models import Territory
from tanu.institutions.permissions import granted_ids, overseen_ids, territories_overseen
from tanu.institutions.tree import Tree
from tanu.lib.access import fetch, signed_in
from tanu.lib.dates import local_day
from tanu.people.models import Person


@signed_in
def overseen(request: HttpRequest) -> HttpResponse:
    """The places an official oversees, and the board at once where there is only one; nobody else has any."""
    granted = granted_ids(_reader(request))
    if not granted:
        raise PermissionDenied
    tree = Tree.on(local_day())
    places = [(territory, tree.names[territory]) for territory in granted if territory in tree]
    if len(places) == 1:
        return board(request, places[0][0])
    return render(request, "coverage/overseen.html", {"places": places})


@signed_in
def board(request: HttpRequest, territory: UUID) -> HttpResponse:
    found = _board_or_404(request, territory)
    today = local_day()
    steps = charts.steps_of(found)
    return render(
        request,
        "coverage/board.html",
        {
            "board": found,
            "today": today,
            "steps": steps,
            "funnel": charts.funnel(steps),
            "parts_chart": charts.parts_chart(found),
            "kinds": charts.kinds_of(found),
            "heat": charts.heat(found),
            "open_parts": _open_parts(request, found) if found.parts else set(),
        },
    )


@signed_in
def uncovered_csv(request: HttpRequest, territory: UUID) -> HttpResponse:
    found = _board_or_404(request, territory, with_all_officers=True)
    response = HttpResponse(uncovered_as_csv(found), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="uncovered-{found.day}.csv"'
    return response


def _open_parts(request: HttpRequest, found: Board) -> set[UUID]:
    """The parts whose own boards the reader may open: on a past day some may have belonged elsewhere since."""
    parts = {part.territory_id for part in found.parts if not part.is_itself}
    return parts if found.day == local_day() else parts & set(overseen_ids(_reader(request)))


def _board_or_404(request: HttpRequest, territory: UUID, *, with_all_officers: bool = False) -> Board:
    row = fetch(Territory.objects.all(), request.user, known=territories_overseen, pk=territory)
    found = read_board(row, _day(request), with_all_officers=with_all_officers)
    if found is None:
        raise Http404
    return found


def _reader(request: HttpRequest) -> Person:
    return cast(Person, request.user)


def _day(request: HttpRequest) -> date:
    """Today, or the past day of `?on=2026-11-21`."""
    asked = request.GET.get("on")
    today = local_day()
    if not asked:
        return today
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        raise Http404 from None
    if day > today:
        raise Http404
    return day
