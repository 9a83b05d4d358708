"""Whatever a head writes: the form, what will follow, and only then the change."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from tanu.coverage.staff.duties import AdoptProtocol, Appoint, EndDesignation
from tanu.coverage.staff.follows import what_follows
from tanu.coverage.staff.forms import Change, Scene
from tanu.coverage.staff.leave import ComeBack, Leave
from tanu.coverage.staff.people import AddPerson, Join, UndoJoin
from tanu.coverage.staff.posts import Contact, EndPost, Move, StartPost, TakeBackPost
from tanu.coverage.staff.refusals import refuse
from tanu.coverage.staff.views import scene_or_404
from tanu.institutions.facts import FactRefused
from tanu.institutions.permissions import people_recorded
from tanu.lib.access import signed_in
from tanu.people.joining import JoinRefused
from tanu.people.models import Person
from tanu.people.once import once

CHANGES: dict[str, type[Change]] = {
    "start": StartPost,
    "contact": Contact,
    "move": Move,
    "end": EndPost,
    "take-back": TakeBackPost,
    "leave": Leave,
    "return": ComeBack,
    "appoint": Appoint,
    "end-designation": EndDesignation,
    "join": Join,
    "part": UndoJoin,
}


@signed_in
@never_cache
@once
def add(request: HttpRequest, institution: UUID) -> HttpResponse:
    return _change(request, AddPerson, scene_or_404(request, institution))


@signed_in
@never_cache
@once
def protocol(request: HttpRequest, institution: UUID) -> HttpResponse:
    return _change(request, AdoptProtocol, scene_or_404(request, institution))


@signed_in
@never_cache
@once
def change(request: HttpRequest, institution: UUID, person: UUID, verb: str) -> HttpResponse:
    scene = scene_or_404(request, institution, person)
    if verb not in CHANGES:
        raise Http404
    return _change(request, CHANGES[verb], scene)


def _change(request: HttpRequest, kind: type[Change], scene: Scene) -> HttpResponse:
    """Empty, or with faults, the form; filled in, what will follow; once that was seen, the change is made."""
    if request.method != "POST":
        return _page(request, kind(scene))
    form, step = kind(scene, request.POST), request.POST.get("step", "look")
    if step == "edit" or not form.is_possible or not form.is_valid():
        return _page(request, form)
    try:
        if step != "do":
            return _page(request, form, what_follows(form))
        person = form.carry_out()
    except (FactRefused, JoinRefused) as refused:
        refuse(form, refused)
        return _page(request, form)
    messages.success(request, form.done)
    return _back(scene, person)


def _page(request: HttpRequest, form: Change, follows: list[str] | None = None) -> HttpResponse:
    template = "coverage/staff/change.html" if follows is None else "coverage/staff/follows.html"
    return render(request, template, {"form": form, "scene": form.scene, "follows": follows})


def _back(scene: Scene, person: Person | None) -> HttpResponse:
    """To the person's page, if the institution still records anything of them."""
    recorded = Person.objects.living().filter(people_recorded(scene.institution))
    if person and recorded.filter(pk=person.pk).exists():
        return redirect("staff:person", scene.institution.pk, person.pk)
    return redirect("staff:staff", scene.institution.pk)
