from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from tanu.coverage.algebra import Cover
from tanu.coverage.boards import charts
from tanu.coverage.boards.board import Board
from tanu.coverage.boards.filters import Asked
from tanu.coverage.boards.requests import asked_or_404, board_or_404, reader, territory_or_404
from tanu.coverage.boards.tiles import Map, tile_map
from tanu.institutions.models import Kind, Level, Territory
from tanu.institutions.permissions import granted_ids, overseen_ids
from tanu.institutions.tree import Tree
from tanu.lib.access import signed_in
from tanu.lib.dates import local_day


@signed_in
@never_cache
def overseen(request: HttpRequest) -> HttpResponse:
    """The places an official oversees, and the board at once where there is only one; nobody else has any."""
    granted = granted_ids(reader(request))
    if not granted:
        raise PermissionDenied
    tree = Tree.on(local_day())
    places = [(territory, tree.names[territory]) for territory in granted if territory in tree]
    if len(places) == 1:
        return board(request, places[0][0])
    return render(request, "coverage/boards/overseen.html", {"places": places})


@signed_in
@never_cache
def board(request: HttpRequest, territory: UUID) -> HttpResponse:
    place = territory_or_404(request, territory)
    asked = asked_or_404(request)
    found = board_or_404(request, place, asked)
    steps = charts.steps_of(found.figures)
    return render(
        request,
        "coverage/boards/board.html",
        {
            "board": found,
            "asked": asked,
            "today": asked.today,
            "choices": {"kinds": Kind.choices, "covers": Cover.choices},
            "steps": steps,
            "funnel": charts.funnel(steps),
            "parts_chart": charts.parts_chart(found),
            "kinds": found.figures.kinds,
            "heat": charts.heat(found),
            "map": _map(request, place, found),
            "open_parts": _open_parts(request, found, asked) if found.parts else set(),
        },
    )


def _map(request: HttpRequest, place: Territory, found: Board) -> Map | None:
    """Only the country has one."""
    if place.level != Level.COUNTRY:
        return None
    codes = dict(Territory.objects.filter(level=Level.REGION).values_list("pk", "code"))
    regions = [
        (part.territory_id, codes[part.territory_id], part.name, part.counts)
        for part in found.parts
        if part.territory_id in codes
    ]
    return tile_map(regions, granted_ids(reader(request)))


def _open_parts(request: HttpRequest, found: Board, asked: Asked) -> set[UUID]:
    """The parts whose own boards the reader may open: on a past day some may have belonged elsewhere since."""
    parts = {part.territory_id for part in found.parts if not part.is_itself}
    return parts if asked.on == asked.today else parts & set(overseen_ids(reader(request)))
