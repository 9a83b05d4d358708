"""The handouts of a course, each as a page and as a PDF. The papers of an institution are in institution_views."""

import logging
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tanu.courses.models import Course
from tanu.courses.permissions import may_learn
from tanu.handouts.models import Handout
from tanu.handouts.permissions import may_print
from tanu.handouts.printing import handout_pdf
from tanu.handouts.reading import read_handout
from tanu.lib.access import fetch, signed_in
from tanu.lib.languages import current_language
from tanu.lib.pdf import NotDrawn
from tanu.people.models import Person

logger = logging.getLogger(__name__)


@signed_in
@never_cache
@require_safe
def handouts(request: HttpRequest, course_key: str) -> HttpResponse:
    """All handouts of a course, by kind."""
    course = fetch(Course.objects.with_edition(), request.user, known=may_learn, key=course_key)
    rows = list(Handout.objects.published().listed().filter(course=course))
    shelves = [(kind.label, [row for row in rows if row.kind == kind]) for kind in Handout.Kind]
    context = {"course": course, "shelves": [shelf for shelf in shelves if shelf[1]]}
    return render(request, "handouts/handouts.html", context)


@signed_in
@never_cache
@require_safe
def handout(request: HttpRequest, course_key: str, slug: str) -> HttpResponse:
    row, person = _handout(request, course_key, slug), cast(Person, request.user)
    return render(request, "handouts/handout.html", {"handout": row, "reading": read_handout(row, person)})


@signed_in
@never_cache
@require_safe
def pdf(request: HttpRequest, course_key: str, slug: str) -> HttpResponse:
    row, person = _handout(request, course_key, slug), cast(Person, request.user)
    try:
        drawn = handout_pdf(read_handout(row, person), person)
    except NotDrawn:
        logger.exception("Handout %s was not drawn in %s", row.key, current_language())
        return not_drawn(request)
    return pdf_response(drawn, row.slug)


def pdf_response(drawn: bytes, name: str) -> HttpResponse:
    """A PDF to keep, in the language of the page it was asked on."""
    language = current_language()
    headers = {"Content-Disposition": f'attachment; filename="{name}.{language}.pdf"', "Content-Language": language}
    return HttpResponse(drawn, content_type="application/pdf", headers=headers)


def not_drawn(request: HttpRequest) -> HttpResponse:
    page = render(request, "handouts/not_drawn.html", status=503)
    page["Retry-After"] = "3600"
    return page


def _handout(request: HttpRequest, course_key: str, slug: str) -> Handout:
    rows = Handout.objects.published().select_related("course")
    return fetch(rows, request.user, known=may_print, course__key=course_key, slug=slug)
