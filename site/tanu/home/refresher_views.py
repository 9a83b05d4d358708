"""What changed in a course since somebody completed it: read it, and say so."""

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache

from tanu.courses.actions import refresh
from tanu.courses.changed import changed_for
from tanu.courses.models import Course
from tanu.courses.permissions import may_learn
from tanu.coverage.refreshers import RefresherDue, refreshers_for
from tanu.lib.access import fetch, signed_in
from tanu.lib.dates import local_day
from tanu.people.models import Person
from tanu.people.once import once


@signed_in
@never_cache
@once
def refresher(request: HttpRequest, course_key: str) -> HttpResponse:
    """What changed, the lessons that teach it, and the button that brings the completion up to date."""
    person = cast(Person, request.user)
    course = fetch(Course.objects.with_edition(), person, known=may_learn, key=course_key)
    due = _due(person, course)
    if request.method == "POST":
        if refresh(person, course, due.completion, due.changes):
            messages.success(request, gettext("You are up to date with this edition."))
            return redirect("home:my_training")
        return redirect("home:refresher", course.key)
    lessons = changed_for(person, course, due.changes)
    left = sum(not lesson.is_through for lesson in lessons)
    return render(request, "home/refresher.html", {"course": course, "due": due, "lessons": lessons, "left": left})


def _due(person: Person, course: Course) -> RefresherDue:
    found = [due for due in refreshers_for(person, local_day()) if due.edition.training_id == course.training_id]
    if not found:
        raise Http404
    return found[0]
