"""Who gets which letter in the next days, and reminding now."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tanu.coverage.reminders import previews
from tanu.coverage.reminders.names import institution_names
from tanu.coverage.reminders.nudges import remind_now, to_nudge, untold_at
from tanu.institutions.models import Institution, Territory
from tanu.institutions.permissions import granted_ids, institutions_headed, institutions_led, territories_overseen
from tanu.institutions.tree import Tree
from tanu.lib.access import fetch, signed_in
from tanu.lib.dates import local_day
from tanu.lib.languages import in_language
from tanu.people.models import Person
from tanu.people.once import once


@signed_in
@never_cache
@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """The institutions a head leads and the territories an official oversees; nobody else has any."""
    person, today = cast(Person, request.user), local_day()
    headed = Institution.objects.filter(institutions_headed(person)).values_list("pk", flat=True)
    tree = Tree.on(today)
    territories = [(pk, tree.names[pk]) for pk in granted_ids(person) if pk in tree]
    institutions = [(pk, in_language(name)) for pk, name in institution_names(list(headed), today).items()]
    if not institutions and not territories:
        raise PermissionDenied
    return render(
        request, "coverage/reminders/letters.html", {"institutions": institutions, "territories": territories}
    )


@signed_in
@never_cache
@require_safe
def institution(request: HttpRequest, institution: UUID) -> HttpResponse:
    found, today = _headed_or_404(request, institution), local_day()
    return render(
        request,
        "coverage/reminders/institution.html",
        {
            "institution": found,
            "name": in_language(institution_names([found.pk], today).get(found.pk, {})),
            "coming": previews.of_institution(found, today),
            "untold": untold_at(found, today),
            "to_nudge": to_nudge(found, today),
            "heads": previews.heads_told(found, today),
            "monday": previews.next_monday(today),
        },
    )


@signed_in
@never_cache
@require_safe
def territory(request: HttpRequest, territory: UUID) -> HttpResponse:
    found, today = fetch(Territory.objects.all(), request.user, known=territories_overseen, pk=territory), local_day()
    return render(
        request,
        "coverage/reminders/territory.html",
        {
            "territory": found,
            "name": Tree.on(today).names.get(found.pk, found.code),
            "lines": previews.of_territory(found, today),
            "first": previews.next_first(today),
        },
    )


@signed_in
@never_cache
@require_POST
@once
def remind(request: HttpRequest, institution: UUID) -> HttpResponse:
    """Remind everybody there who has something open, each at most once in seven days."""
    found = _headed_or_404(request, institution)
    reminded = remind_now(found, by=cast(Person, request.user))
    if reminded:
        said = gettext("Reminded: %(number)s. Who has no mail address finds the reminder on their own page.")
        messages.success(request, said % {"number": reminded})
    else:
        messages.info(request, gettext("Nobody was reminded: nothing is open, or they were reminded this week."))
    return redirect("letters:institution", found.pk)


def _headed_or_404(request: HttpRequest, institution: UUID) -> Institution:
    return fetch(
        Institution.objects.all(), request.user, known=institutions_led, may=institutions_headed, pk=institution
    )
