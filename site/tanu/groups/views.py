"""The page of everybody's groups, and what a member does there."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tanu.case_studies.models import Case
from tanu.groups import throttle
from tanu.groups.actions import NoSuchGroup, OwnGroup, join, leave, read_instead
from tanu.groups.forms import JoinForm, OpenForm
from tanu.groups.models import Group, Member
from tanu.groups.permissions import cases_assigned, may_open_groups, own_groups, own_memberships
from tanu.groups.reads import joined, left_to_do
from tanu.lib.access import fetch, signed_in
from tanu.lib.throttle import visitor_address
from tanu.people.models import Person
from tanu.people.once import once


@signed_in
@never_cache
@require_safe
def groups(request: HttpRequest) -> HttpResponse:
    """Groups one teaches, groups one is in, and their cases."""
    return groups_page(request)


@signed_in
@never_cache
@once
def join_group(request: HttpRequest) -> HttpResponse:
    """Come to a group by its code. Unknown codes are counted: nobody finds a group by trying."""
    if request.method != "POST":
        return redirect("groups:groups")
    person, address, form = cast(Person, request.user), visitor_address(request), JoinForm(request.POST)
    if not form.is_valid():
        return groups_page(request, form=form)
    if throttle.is_shut(person.pk, address):
        return _rest(request, form)
    try:
        member = join(person, form.cleaned_data["code"])
    except NoSuchGroup:
        throttle.note_guess(person.pk, address)
        form.add_error("code", gettext("No open group has this code. Compare each sign, or ask for the code again."))
        return groups_page(request, form=form)
    except OwnGroup:
        form.add_error("code", gettext("This is your own group. You are not one of its members."))
        return groups_page(request, form=form)
    messages.success(request, gettext("You are in the group now: %(title)s") % {"title": member.group.title})
    return redirect("groups:groups")


@signed_in
@never_cache
@require_POST
@once
def leave_group(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Leave the group `pk`; its owner sees the name no more."""
    member = fetch(Member.objects.select_related("group"), request.user, known=own_memberships, group=pk)
    leave(member)
    messages.success(request, gettext("You have left the group: %(title)s") % {"title": member.group.title})
    return redirect("groups:groups")


@signed_in
@never_cache
@require_POST
@once
def instead(request: HttpRequest, key: str) -> HttpResponse:
    """Note that the lesson was read instead of playing the case."""
    case = fetch(Case.objects.in_use().without_source().distinct(), request.user, known=cases_assigned, key=key)
    read_instead(cast(Person, request.user), case)
    messages.success(request, gettext("It is noted: done. Nobody sees that you read instead."))
    return redirect("groups:groups")


def groups_page(
    request: HttpRequest, *, form: JoinForm | None = None, opening: OpenForm | None = None, status: int = 200
) -> HttpResponse:
    """The page of groups, with a form that has something to put right."""
    person = cast(Person, request.user)
    in_groups = joined(person)
    context: dict[str, Any] = {
        "may_open": may_open_groups(person),
        "owned": Group.objects.filter(own_groups(person)).with_size(),
        "joined": in_groups,
        "left": left_to_do(in_groups),
        "join": form or JoinForm(),
        "opening": opening or OpenForm(),
    }
    return render(request, "groups/groups.html", context, status=status)


def _rest(request: HttpRequest, form: JoinForm) -> HttpResponse:
    said = gettext("Many unknown codes were typed. Joining rests for %(minutes)s minutes; nothing else does.")
    form.add_error("code", said % {"minutes": throttle.SECONDS // 60})
    page = groups_page(request, form=form, status=429)
    page["Retry-After"] = str(throttle.SECONDS)
    return page
