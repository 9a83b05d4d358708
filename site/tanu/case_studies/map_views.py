"""What people chose, for lecturers, trainers and editors."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.http.response import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tanu.case_studies.choice_map import ChoiceMap, read_map
from tanu.case_studies.editions import edition as read_edition
from tanu.case_studies.filters import FilterForm
from tanu.case_studies.map_picture import draw
from tanu.case_studies.map_words import MapWords
from tanu.case_studies.models import Case
from tanu.case_studies.permissions import may_see_choices
from tanu.lib.access import fetch, signed_in
from tanu.lib.languages import current_language
from tanu.lib.spreadsheets import as_csv
from tanu.people.models import Person


@signed_in
@never_cache
@require_safe
def choice_map(request: HttpRequest, key: str) -> HttpResponse:
    """The map with the filters of the address, or why there is none."""
    case, form = _asked(request, key)
    found = _map(case, form)
    shown: dict[str, Any] = {"case": case, "form": form, "map": found, "address": request.GET.urlencode()}
    if found:
        words = MapWords(found, current_language())
        shown |= {"words": words, "lines": words.lines(), "picture": draw(found, words)}
    return render(request, "case_studies/map.html", shown, status=200 if form.is_valid() else 400)


@signed_in
@never_cache
@require_safe
def choice_map_csv(request: HttpRequest, key: str) -> HttpResponse:
    """The same figures as a file; there is none where there are too few people."""
    case, form = _asked(request, key)
    found = _map(case, form)
    if found is None:
        raise Http404
    response = HttpResponse(as_csv(MapWords(found, current_language()).rows()), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="choices-{case.key}.csv"'
    return response


def _asked(request: HttpRequest, key: str) -> tuple[Case, FilterForm]:
    case = fetch(Case.objects.without_source().exclude(current=None), request.user, known=may_see_choices, key=key)
    return case, FilterForm(cast(Person, request.user), request.GET)


def _map(case: Case, form: FilterForm) -> ChoiceMap | None:
    if case.current_id is None or not form.is_valid():
        return None
    return read_map(case, read_edition(case.current_id), form.filters)
