from typing import cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from tanu.coverage.exemptions.actions import end_exemption, exempt
from tanu.coverage.exemptions.forms import ExemptionForm
from tanu.coverage.models import Exemption, Requirement
from tanu.institutions.models import Institution, Post
from tanu.institutions.permissions import institutions_headed, institutions_led
from tanu.lib.access import fetch, signed_in
from tanu.lib.dates import local_day
from tanu.people.models import Person
from tanu.people.once import once


@signed_in
@never_cache
@once
def exempt_person(request: HttpRequest, institution: UUID, person: UUID) -> HttpResponse:
    """The head says for how long something is not asked of one of the staff, and sees what was said before."""
    head = cast(Person, request.user)
    place = _headed(head, institution)
    whom = _staff_or_404(place, person)
    form = ExemptionForm(whom, place, request.POST or None)
    is_own = whom.pk == head.pk
    if request.method == "POST" and not is_own and form.is_valid():
        terms = dict(form.cleaned_data)
        requirement = Requirement.objects.get(pk=terms.pop("requirement"))
        exempt(whom, place, requirement, by=head, **terms)
        return redirect(request.path)
    context = {
        "form": form,
        "person": whom,
        "institution": place,
        "is_own": is_own,
        "held": _held(place, whom),
    }
    return render(request, "coverage/exemptions/exempt.html", context)


@signed_in
@never_cache
@once
def take_back(request: HttpRequest, institution: UUID, exemption: int) -> HttpResponse:
    head = cast(Person, request.user)
    place = _headed(head, institution)
    row = get_object_or_404(Exemption.objects.as_known(), pk=exemption, institution=place)
    if request.method == "POST":
        end_exemption(row, by=head)
    return redirect("requirements:exempt", place.pk, row.person_id)


def _headed(head: Person, institution: UUID) -> Institution:
    return fetch(Institution.objects.all(), head, known=institutions_led, may=institutions_headed, pk=institution)


def _staff_or_404(institution: Institution, person: UUID) -> Person:
    """The living record of somebody with a post there today."""
    whom = get_object_or_404(Person.objects.living(), pk=person)
    posts = Post.objects.on(local_day()).filter(institution=institution)
    if not posts.filter(person__in=Person.objects.same_as(whom)).exists():
        raise Http404
    return whom


def _held(institution: Institution, person: Person) -> list[Exemption]:
    rows = Exemption.objects.as_known().filter(institution=institution, person__in=Person.objects.same_as(person))
    return list(rows.select_related("requirement").order_by("-valid_from"))
