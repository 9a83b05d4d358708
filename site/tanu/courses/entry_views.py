from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tanu.courses.actions import NotOffered, begin_again, begin_before, decline_again, put_off_again
from tanu.courses.before import before
from tanu.courses.models import Course
from tanu.courses.path import walk
from tanu.courses.permissions import may_learn
from tanu.lib.access import fetch, signed_in
from tanu.lib.languages import current_language
from tanu.people.models import Person
from tanu.people.once import once
from tanu.quizzes.actions import CannotBegin, begin
from tanu.quizzes.models import Quiz
from tanu.quizzes.reads import attempts_at, graded_attempts
from tanu.quizzes.renewals import renewed_since
from tanu.quizzes.standing import standing


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@once
def test_entry(request: HttpRequest, course_key: str) -> HttpResponse:
    """The rules of a course's test and where the learner stands; sending the form begins a try or goes on with one."""
    person = cast(Person, request.user)
    course = fetch(Course.objects.select_related("test", "current"), person, known=may_learn, key=course_key)
    if course.test is None or course.current is None:
        raise Http404
    if request.method == "POST":
        return _begin(person, course, course.test, course.current.hash)
    return render(request, "courses/test.html", _entry(person, course, course.test))


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@once
def before_entry(request: HttpRequest, course_key: str) -> HttpResponse:
    """What the test before the course is for; sending the form begins it or goes on with it."""
    person, course = _asked(request, course_key)
    attempts = attempts_at(person, [course.test, course.before])
    offer = before(course, walk(course, person), attempts)
    if offer is None:
        raise Http404
    if offer.attempt and offer.is_sent:
        return redirect("quizzes:result", offer.attempt.pk)
    if not offer.is_offered:
        return redirect("courses:course", course_key)
    if request.method == "POST":
        return redirect("quizzes:part", begin_before(person, course, current_language()).pk, 1)
    return render(request, "courses/before.html", {"course": course, "before": offer})


@signed_in
@never_cache
@once
def again_entry(request: HttpRequest, course_key: str, months: int) -> HttpResponse:
    """The buttons under an invitation to see what is remembered: `go` is begin, later or never."""
    person, course = _asked(request, course_key)
    go = request.POST.get("go") if request.method == "POST" else None
    try:
        if go == "begin":
            return redirect("quizzes:part", begin_again(person, course, months, current_language()).pk, 1)
        if go == "later":
            put_off_again(person, course, months)
            messages.info(request, gettext("Not now. You will be asked again in a week."))
        elif go == "never":
            decline_again(person, course, months)
            messages.info(request, gettext("You will not be asked again for this one."))
    except NotOffered:
        # Another window was faster, or the last day has passed.
        pass
    return redirect("courses:course", course_key)


def _asked(request: HttpRequest, course_key: str) -> tuple[Person, Course]:
    person = cast(Person, request.user)
    return person, fetch(Course.objects.with_edition(), person, known=may_learn, key=course_key)


def _begin(person: Person, course: Course, quiz: Quiz, compiled_hash: str) -> HttpResponse:
    try:
        attempt = begin(person, quiz, current_language(), compiled_hash)
    except CannotBegin:
        # Another window was faster; the page says where the learner stands now.
        return redirect("courses:begin_test", course.key)
    return redirect("quizzes:part", attempt.pk, 1)


def _entry(person: Person, course: Course, quiz: Quiz) -> dict[str, Any]:
    attempts, now = graded_attempts(person, quiz), timezone.now()
    return {
        "course": course,
        "quiz": quiz,
        "standing": standing(quiz, attempts, now, renewed_since(person, quiz, now)),
        "sent": [attempt for attempt in reversed(attempts) if attempt.submitted_at],
    }
