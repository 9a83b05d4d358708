"""Papers for the akim: the list of those that were made, making another, and each as PDF."""

import logging
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tanu.coverage.akim.actions import NoFigures, draw_board_paper
from tanu.coverage.akim.permissions import papers_overseen
from tanu.coverage.boards.requests import asked_or_404, reader, territory_or_404
from tanu.coverage.models import BoardPaper
from tanu.handouts.views import not_drawn
from tanu.institutions.tree import Tree
from tanu.lib.access import fetch, signed_in
from tanu.lib.pdf import NotDrawn
from tanu.people.once import once

logger = logging.getLogger(__name__)


@signed_in
@never_cache
@once
def papers(request: HttpRequest, territory: UUID) -> HttpResponse:
    """Lists the papers of a territory; a POST makes one of the day asked for, in the reader's language."""
    place = territory_or_404(request, territory)
    asked = asked_or_404(request)
    if request.method != "POST":
        made = BoardPaper.objects.filter(territory=place).defer("figures", "drawn")
        name = Tree.on(asked.on).names.get(place.pk, place.code)
        return render(
            request, "coverage/akim/papers.html", {"place": place, "name": name, "asked": asked, "made": made}
        )
    try:
        draw_board_paper(place, asked.on, by=reader(request), known_at=asked.known_at)
    except NoFigures:
        raise Http404 from None
    except NotDrawn:
        logger.exception("The paper of territory %s was not drawn", place.pk)
        return not_drawn(request)
    messages.success(request, gettext("The paper is made and kept. It is the first in the list."))
    return redirect(reverse("coverage:papers", args=[place.pk]) + asked.query)


@signed_in
@never_cache
@require_safe
def paper(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = fetch(BoardPaper.objects.select_related("territory"), request.user, known=papers_overseen, pk=pk)
    name = f"coverage-{found.territory.code}-{found.day}.{found.language}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Content-Language": found.language}
    return HttpResponse(bytes(found.drawn), content_type="application/pdf", headers=headers)
