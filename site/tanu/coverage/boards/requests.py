"""What every page of a board asks first: who reads, which territory, which day. A stranger gets 404."""

from typing import cast
from uuid import UUID

from django.http import Http404, HttpRequest

from tanu.coverage.boards.board import Board, read_board
from tanu.coverage.boards.filters import Asked, NoSuchBoard, read_asked
from tanu.institutions.models import Territory
from tanu.institutions.permissions import territories_overseen
from tanu.lib.access import fetch
from tanu.lib.dates import local_day
from tanu.people.models import Person


def reader(request: HttpRequest) -> Person:
    """Who is signed in; only asked behind @signed_in."""
    return cast(Person, request.user)


def territory_or_404(request: HttpRequest, territory: UUID) -> Territory:
    return fetch(Territory.objects.all(), request.user, known=territories_overseen, pk=territory)


def asked_or_404(request: HttpRequest) -> Asked:
    try:
        return read_asked(request.GET, local_day())
    except NoSuchBoard:
        raise Http404 from None


def board_or_404(request: HttpRequest, territory: Territory, asked: Asked) -> Board:
    found = read_board(
        territory, asked.on, known_at=asked.known_at, kind=asked.kind, cover=asked.cover, page=_page(request)
    )
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest) -> int:
    page = request.GET.get("page", "1")
    if not page.isascii() or not page.isdigit() or not 0 < int(page[:6]) == int(page):
        raise Http404
    return int(page)
