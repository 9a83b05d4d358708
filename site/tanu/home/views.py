from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from tanu.certificates.forms import VerifyForm
from tanu.certificates.models import Certificate
from tanu.courses.models import Course
from tanu.courses.path import walk
from tanu.coverage.refreshers import refreshers_for
from tanu.coverage.reminders.nudges import asked_by_head_on
from tanu.groups.permissions import has_groups
from tanu.groups.reads import joined, left_to_do
from tanu.home.due import dues_of
from tanu.home.training import headline, learnings_of
from tanu.institutions.nearby import institutions_led_by, works_of
from tanu.lib.access import anybody, signed_in
from tanu.lib.dates import local_day
from tanu.people.models import Person


@anybody
def front(request: HttpRequest) -> HttpResponse:
    """What Tanu is, before anybody signs in, with the way through its longest course."""
    course = Course.objects.published().with_edition().order_by("-hours", "key").first()
    context = {
        "path": walk(course, None) if course else None,
        "verify": VerifyForm(),
        "verify_address": reverse("certificates:verify"),
    }
    return render(request, "home/front.html", context)


@signed_in
@never_cache
def my_training(request: HttpRequest) -> HttpResponse:
    """What is due, when and why; where to go on; what has been earned."""
    person, today = cast(Person, request.user), local_day()
    learnings, dues = learnings_of(person, today), dues_of(person, today)
    certificates = Certificate.objects.of(person).standing().newest_first()
    context = {
        "led": institutions_led_by(person, today),
        "works": works_of([person], today).get(person.pk, []),
        "headline": headline(learnings, dues),
        "learnings": learnings,
        "dues": dues,
        "asked_on": asked_by_head_on(person) if any(due.is_open for due in dues) else None,
        "cases": left_to_do(joined(person)) if has_groups(person) else [],
        "refreshers": [due for due in refreshers_for(person, today) if hasattr(due.edition.training, "course")],
        "certificates": certificates.select_related("completion__edition"),
    }
    return render(request, "home/my_training.html", context)
