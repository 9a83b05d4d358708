"""The pages of a head: the institutions, everybody who works there, and one person's record."""

from typing import cast
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tanu.coverage.algebra import HAS_TRAINED
from tanu.coverage.staff.exports import table
from tanu.coverage.staff.forms import Scene
from tanu.coverage.staff.records import names_of
from tanu.coverage.staff.roll import Line, Roll, read_roll
from tanu.institutions.models import Dispute, Institution
from tanu.institutions.permissions import (
    disputes_answered_by,
    institutions_headed,
    institutions_led,
    joinings_undone_by,
    people_recorded,
)
from tanu.institutions.protocols import protocol_of
from tanu.lib.access import fetch, signed_in
from tanu.lib.dates import local_day
from tanu.lib.spreadsheets import as_csv, as_xlsx
from tanu.people.models import Joining, Person

_ON_A_PAGE = 100
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@signed_in
@never_cache
@require_safe
def institutions(request: HttpRequest) -> HttpResponse:
    """Where the reader is the head, and the staff at once where that is one institution; nobody else has any."""
    headed = list(Institution.objects.standing_on(local_day()).filter(institutions_headed(_reader(request))))
    if not headed:
        raise PermissionDenied
    if len(headed) == 1:
        return redirect("staff:staff", headed[0].pk)
    names = names_of(headed)
    places = sorted(((place.pk, names.get(place.pk, place.code)) for place in headed), key=lambda place: place[1])
    return render(request, "coverage/staff/institutions.html", {"places": places})


@signed_in
@never_cache
@require_safe
def staff(request: HttpRequest, institution: UUID) -> HttpResponse:
    """Everybody by name, done or not done; `?only=to-do` or `?only=officers`."""
    roll = _roll_or_404(request, institution)
    lines, only = _chosen(request, roll)
    return render(
        request,
        "coverage/staff/staff.html",
        {
            "roll": roll,
            "only": only,
            "page": Paginator(lines, _ON_A_PAGE).get_page(request.GET.get("page")),
            "is_covered": roll.status.cover in HAS_TRAINED,
            "protocol": protocol_of(roll.institution),
            "disputes": Dispute.objects.open().filter(institution=institution).select_related("person"),
        },
    )


@signed_in
@never_cache
@require_safe
def staff_csv(request: HttpRequest, institution: UUID) -> HttpResponse:
    roll = _roll_or_404(request, institution)
    lines, _ = _chosen(request, roll)
    return _file(as_csv(table(roll, lines)).encode(), f"staff-{roll.day}.csv", "text/csv; charset=utf-8")


@signed_in
@never_cache
@require_safe
def staff_xlsx(request: HttpRequest, institution: UUID) -> HttpResponse:
    roll = _roll_or_404(request, institution)
    lines, _ = _chosen(request, roll)
    return _file(as_xlsx(table(roll, lines)), f"staff-{roll.day}.xlsx", XLSX)


@signed_in
@never_cache
@require_safe
def person(request: HttpRequest, institution: UUID, person: UUID) -> HttpResponse:
    """What the institution records of one person, and everything a head can do about it."""
    scene = scene_or_404(request, institution, person)
    record, today = scene.record, scene.today
    return render(
        request,
        "coverage/staff/person.html",
        {
            "scene": scene,
            "record": record,
            "open_posts": record.open_posts(today),
            "open_designations": record.open_designations(today),
            "open_absences": record.open_absences(today),
            "codes": scene.whom.sign_in_names.filter(kind="code").values_list("value", flat=True),
            "joinings": Joining.objects.filter(joinings_undone_by(scene.by), kept=scene.whom),
        },
    )


def institution_or_404(request: HttpRequest, institution: UUID) -> Institution:
    """Unknown to strangers; officers and deputies know it, and its staff is not theirs to keep."""
    rows = Institution.objects.standing_on(local_day())
    return fetch(rows, request.user, known=institutions_led, may=institutions_headed, pk=institution)


def scene_or_404(request: HttpRequest, institution: UUID, person: UUID | None = None) -> Scene:
    """Who does what where; the person is one whom that institution records."""
    place = institution_or_404(request, institution)
    whom = None
    if person:
        recorded = Person.objects.living().filter(people_recorded(place))
        whom = fetch(recorded, request.user, known=lambda reader: people_recorded(place), pk=person)
    return Scene(place, names_of([place]).get(place.pk, place.code), _reader(request), whom)


def dispute_or_404(request: HttpRequest, institution: UUID, pk: UUID) -> Dispute:
    place = institution_or_404(request, institution)
    rows = Dispute.objects.filter(institution=place).select_related("person", "answered_by")
    return fetch(rows, request.user, known=disputes_answered_by, pk=pk)


def _roll_or_404(request: HttpRequest, institution: UUID) -> Roll:
    roll = read_roll(institution_or_404(request, institution), local_day())
    if roll is None:
        raise Http404
    return roll


def _chosen(request: HttpRequest, roll: Roll) -> tuple[list[Line], str]:
    only = request.GET.get("only", "")
    if only == "to-do":
        return [line for line in roll.lines if line.has_to_do], only
    if only == "officers":
        return roll.officers, only
    return roll.lines, ""


def _file(data: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _reader(request: HttpRequest) -> Person:
    return cast(Person, request.user)
