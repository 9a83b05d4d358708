from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tanu.coverage.actions import RequirementRefused, require
from tanu.coverage.models import Requirement
from tanu.coverage.requirements.duty_reads import kind_lines
from tanu.coverage.requirements.forms import RequirementForm, as_initial
from tanu.coverage.requirements.permissions import requirements_set
from tanu.coverage.requirements.reads import shown_on, touched_by
from tanu.coverage.requirements.when import when_it_counts
from tanu.institutions.permissions import granted_ids, is_official, overseen_ids
from tanu.lib.access import fetch, signed_in
from tanu.lib.dates import local_day
from tanu.people.models import Person
from tanu.people.once import once

# Institutions that are settled while the official waits; more are left to the night.
AT_ONCE = 300


@signed_in
@never_cache
@require_safe
def requirements(request: HttpRequest) -> HttpResponse:
    """What is asked in the places the reader oversees, in the order in which it asks; made to be printed."""
    person = _official(request)
    today = local_day()
    own = set(overseen_ids(person))
    shown = shown_on(today, granted_ids(person))
    context = {"shown": shown, "today": today, "own": own, "kinds": kind_lines(person, today)}
    return render(request, "coverage/requirements/requirements.html", context)


@signed_in
@never_cache
@once
def new(request: HttpRequest) -> HttpResponse:
    """A requirement of a place the reader oversees: first whom it would touch, then it is set."""
    person = _official(request)
    form = RequirementForm(person, request.POST or None, initial={"valid_from": local_day()})
    return _written(request, form, person)


@signed_in
@never_cache
@once
def change(request: HttpRequest, key: str) -> HttpResponse:
    """A new version from a day on; what was decided under the old one stays as it was decided."""
    person = _official(request)
    row = fetch(Requirement.objects.all(), person, known=requirements_set, key=key)
    latest = row.versions.as_known().latest("number")
    form = RequirementForm(person, request.POST or None, requirement=row, initial=as_initial(latest))
    return _written(request, form, person)


def _written(request: HttpRequest, form: RequirementForm, person: Person) -> HttpResponse:
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        if "set" in request.POST:
            try:
                is_small = touched_by(form.version, local_day()).institutions <= AT_ONCE
                at_once = is_small and form.requirement is None
                version = require(by=person, at_once=at_once, **form.terms())
            except RequirementRefused as refused:
                form.add_error(None, str(refused))
            else:
                is_change = form.requirement is not None
                said = when_it_counts(version.valid_from, at_once=at_once, is_change=is_change)
                messages.success(request, said)
                return redirect("requirements:requirements")
        else:
            context |= {"touch": touched_by(form.version, local_day()), "version": form.version}
    return render(request, "coverage/requirements/form.html", context)


def _official(request: HttpRequest) -> Person:
    person = cast(Person, request.user)
    if not is_official(person):
        raise PermissionDenied
    return person
