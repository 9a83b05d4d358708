"""What a lecturer or trainer does with their groups."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tanu.groups.actions import assign, close_group, open_group, take_off
from tanu.groups.forms import AssignForm, OpenForm
from tanu.groups.models import Assignment, Group
from tanu.groups.permissions import known_groups, may_open_groups, own_assignments, own_groups
from tanu.groups.reads import roll
from tanu.groups.views import groups_page
from tanu.lib.access import fetch, signed_in
from tanu.people.models import Person
from tanu.people.once import once


@signed_in
@never_cache
@once
def open_new(request: HttpRequest) -> HttpResponse:
    """Open a group; its page shows the code."""
    person = cast(Person, request.user)
    if not may_open_groups(person):
        raise PermissionDenied
    if request.method != "POST":
        return redirect("groups:groups")
    form = OpenForm(request.POST)
    if not form.is_valid():
        return groups_page(request, opening=form)
    return redirect("groups:group", open_group(form.cleaned_data["title"], by=person).pk)


@signed_in
@never_cache
@require_safe
def group(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The code to read out, the members, and for each case done or not done."""
    return _group_page(request, _group(request, pk))


@signed_in
@never_cache
@once
def assign_case(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give the group one more case."""
    row = _group(request, pk)
    if request.method != "POST" or row.is_closed:
        return redirect("groups:group", pk)
    form = AssignForm(row, request.POST)
    if not form.is_valid():
        return _group_page(request, row, form)
    assign(row, form.chosen, by=cast(Person, request.user), until=form.cleaned_data["until"])
    messages.success(request, gettext("The case is assigned."))
    return redirect("groups:group", pk)


@signed_in
@never_cache
@require_POST
@once
def take_off_case(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask the group for this case no longer."""
    assignment = fetch(Assignment.objects.select_related("group", "case"), request.user, known=own_assignments, pk=pk)
    take_off(assignment, by=cast(Person, request.user))
    messages.success(request, gettext("The case is taken off. What was played stays with those who played it."))
    return redirect("groups:group", assignment.group_id)


@signed_in
@never_cache
@require_POST
@once
def close(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let nobody join any more."""
    close_group(_group(request, pk), by=cast(Person, request.user))
    messages.success(request, gettext("The group is closed. Nobody can join it any more."))
    return redirect("groups:group", pk)


def _group(request: HttpRequest, pk: UUID) -> Group:
    """Unknown to strangers; members know it, and this page is not theirs."""
    return fetch(Group.objects.all(), request.user, known=known_groups, may=own_groups, pk=pk)


def _group_page(request: HttpRequest, row: Group, form: AssignForm | None = None) -> HttpResponse:
    context = {"group": row, "roll": roll(row), "form": form or AssignForm(row)}
    return render(request, "groups/group.html", context)
