"""A case to play without a screen, and the notes of whoever leads the play, as PDF in the language of the address."""

import logging
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tanu.case_studies.editions import edition
from tanu.case_studies.models import Case, CaseEdition
from tanu.case_studies.paper_printing import notes_pdf, paper_pdf
from tanu.case_studies.permissions import may_play, may_see_choices
from tanu.lib.access import Rule, fetch, signed_in
from tanu.lib.languages import LANGUAGES
from tanu.lib.pdf import NotDrawn

logger = logging.getLogger(__name__)


@signed_in
@never_cache
@require_safe
def paper(request: HttpRequest, key: str, language: str) -> HttpResponse:
    return _answer(request, key, language, paper_pdf, "paper")


@signed_in
@never_cache
@require_safe
def notes(request: HttpRequest, key: str, language: str) -> HttpResponse:
    return _answer(request, key, language, notes_pdf, "notes", may=may_see_choices)


def _answer(
    request: HttpRequest,
    key: str,
    language: str,
    draw: Callable[[CaseEdition, str], bytes],
    name: str,
    may: Rule | None = None,
) -> HttpResponse:
    if language not in LANGUAGES:
        raise Http404
    case = fetch(Case.objects.in_use().without_source(), request.user, known=may_play, may=may, key=key)
    try:
        drawn = draw(edition(case.current_id), language)
    except NotDrawn:
        logger.exception("The %s of the case %s was not drawn in %s", name, case.key, language)
        page = render(request, "case_studies/paper_not_drawn.html", status=503)
        page["Retry-After"] = "3600"
        return page
    headers = {
        "Content-Disposition": f'attachment; filename="{case.key}.{name}.{language}.pdf"',
        "Content-Language": language,
    }
    return HttpResponse(drawn, content_type="application/pdf", headers=headers)
