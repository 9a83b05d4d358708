"""Sending a roster: choose the file, look at the difference, take it in, undo it."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tanu.institutions.models import Institution, Territory
from tanu.institutions.permissions import territories_overseen
from tanu.institutions.roster import read_roster
from tanu.institutions.roster_difference import difference
from tanu.institutions.roster_forms import FileForm
from tanu.institutions.roster_guesses import counted
from tanu.institutions.roster_models import RosterImport
from tanu.institutions.roster_pages import address_of, choose_page, codes_rest, deciding, difference_page, result_page
from tanu.institutions.roster_permissions import (
    ids_in,
    institutions_known,
    institutions_of,
    institutions_sent_for,
    rosters_of,
    rosters_undone_by,
)
from tanu.institutions.roster_reads import places_of
from tanu.institutions.roster_taking import RosterRefused, drop_draft, keep_draft, rows_of, take_draft
from tanu.institutions.roster_template import XLSX, template_csv, template_xlsx
from tanu.institutions.roster_undo import UndoRefused, undo
from tanu.institutions.sheets import LIMIT_BYTES
from tanu.institutions.tree import Tree
from tanu.lib.access import Rule, fetch, signed_in
from tanu.lib.dates import local_day
from tanu.lib.languages import LANGUAGES
from tanu.lib.sentences import spoken
from tanu.people.models import Person
from tanu.people.once import once

# A page waits for so many; more are the work of `manage.py import_roster`.
LIMIT_ROWS = 2_000


@signed_in
@never_cache
@require_safe
def rosters(request: HttpRequest) -> HttpResponse:
    """The places one may send a roster for; nobody else has this page."""
    person = _reader(request)
    territories = Territory.objects.filter(territories_overseen(person)).order_by("code")
    led = Institution.objects.filter(institutions_sent_for(person))
    institutions = [] if territories else list(led.order_by("code").values_list("pk", flat=True))
    if not institutions and not territories:
        raise Http404
    names = Tree.on(local_day()).names if territories else {}
    context = {
        "institutions": list(places_of(institutions).items()),
        "territories": [(territory.pk, names.get(territory.pk, territory.code)) for territory in territories],
    }
    return render(request, "institutions/rosters.html", context)


@signed_in
@never_cache
@once
def roster(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Choose the file of one institution. Its officers know the page and have no right to it."""
    rows = Institution.objects.all()
    place = fetch(rows, request.user, known=institutions_known, may=institutions_sent_for, pk=pk)
    return _choose(request, institution=place)


@signed_in
@never_cache
@once
def roster_territory(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Choose the file of the institutions of a territory."""
    return _choose(request, territory=fetch(Territory.objects.all(), request.user, known=territories_overseen, pk=pk))


@signed_in
@require_safe
def roster_template(request: HttpRequest, language: str, form: str) -> HttpResponse:
    """The empty roster to fill in."""
    if language not in LANGUAGES:
        raise Http404
    if form == "csv":
        response = HttpResponse(template_csv(language), content_type="text/csv; charset=utf-8")
    else:
        response = HttpResponse(template_xlsx(language), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="roster-{language}.{form}"'
    return response


@signed_in
@never_cache
@require_safe
def draft(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The difference of a draft, or what a roster did."""
    found = _found(request, pk)
    if found.state != RosterImport.State.DRAFTED:
        return result_page(request, found)
    plan = difference(rows_of(found), within=institutions_of(found, _reader(request)))
    return difference_page(request, found, plan, deciding(request, plan))


@signed_in
@never_cache
@require_POST
@once
def take(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take in what was shown. If facts have changed since, the difference is shown anew."""
    found, person = _found(request, pk), _reader(request)
    if found.state != RosterImport.State.DRAFTED:
        return redirect("institutions:roster_draft", pk)
    within = institutions_of(found, person)
    plan = difference(rows_of(found), within=within)
    form = deciding(request, plan, request.POST)
    if not form.is_valid():
        return difference_page(request, found, plan, form, status=422)
    if form.holds_codes() and not counted(person, []):
        return codes_rest(request, found, redirect("institutions:roster_draft", pk))
    try:
        take_draft(
            found, by=person, seen=form.cleaned_data["seen"], within=within, answers=form.answers(), ends=form.ends()
        )
    except RosterRefused as refused:
        mistyped = refused.plan.mistyped
        if not mistyped:
            return difference_page(request, found, plan, deciding(request, plan), status=409, refused=refused.plan)
        if not counted(person, mistyped.values()):
            return codes_rest(request, found, redirect("institutions:roster_draft", pk))
        form.say_mistyped(refused.plan)
        return difference_page(request, found, plan, form, status=422)
    messages.success(request, gettext("The roster is taken in."))
    return redirect("institutions:roster_draft", pk)


@signed_in
@never_cache
@require_POST
@once
def drop(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put a draft away; nothing of it was taken in."""
    found = _found(request, pk)
    back = address_of(found.institution_id, found.territory_id)
    drop_draft(found, by=_reader(request))
    messages.success(request, gettext("The draft is gone. Nothing was changed."))
    return back


@signed_in
@never_cache
@require_POST
@once
def undo_roster(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Undo the last roster of its institutions. Whoever knows it may be responsible for a part of them only."""
    found = _found(request, pk, may=rosters_undone_by)
    try:
        undo(found, by=_reader(request))
    except UndoRefused as refused:
        messages.error(request, spoken(refused.args[0]))
    else:
        messages.success(request, gettext("The roster is undone. Everything is as it was before it."))
    return redirect("institutions:roster_draft", pk)


def _choose(
    request: HttpRequest, *, institution: Institution | None = None, territory: Territory | None = None
) -> HttpResponse:
    form = FileForm(request.POST or None, request.FILES or None) if request.method == "POST" else FileForm()
    problems: list[Any] = []
    if request.method == "POST" and form.is_valid():
        person, place = _reader(request), cast(Any, institution or territory)
        data = form.cleaned_data["file"].read(LIMIT_BYTES + 1)
        code = institution.code if institution else ""
        rows, unread = read_roster(data, institution=code, limit_rows=LIMIT_ROWS)
        plan = difference(rows, within={institution.pk} if institution else ids_in(place.pk, person))
        if any(row.code for row in rows) and not counted(person, plan.wrong_codes):
            return codes_rest(request, place, redirect(request.path))
        problems = sorted([*unread, *plan.problems], key=lambda problem: problem.line)
        if not problems:
            kept = keep_draft(rows, by=person, institution=institution, territory=territory)
            return redirect("institutions:roster_draft", kept.pk)
    return choose_page(request, form, institution=institution, territory=territory, problems=problems)


def _found(request: HttpRequest, pk: UUID, *, may: Rule | None = None) -> RosterImport:
    rows = RosterImport.objects.select_related("institution", "territory")
    return fetch(rows, request.user, known=rosters_of, may=may, pk=pk)


def _reader(request: HttpRequest) -> Person:
    return cast(Person, request.user)
