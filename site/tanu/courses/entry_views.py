from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tanu.courses.models import Course
from tanu.courses.permissions import may_learn
from tanu.lib.access import fetch, signed_in
from tanu.lib.languages import current_language
from tanu.people.models import Person
from tanu.people.once import once
from tanu.quizzes.actions import CannotBegin, begin
from tanu.quizzes.models import Quiz
from tanu.quizzes.reads import graded_attempts
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


def _begin(person: Person, course: Course, quiz: Quiz, compiled_hash: str) -> HttpResponse:
    try:
        attempt = begin(person, quiz, current_language(), compiled_hash)
    except CannotBegin:
        # Another window was faster; the page says where the learner stands now.
        return redirect("courses:begin_test", course.key)
    return redirect("quizzes:part", attempt.pk, 1)


def _entry(person: Person, course: Course, quiz: Quiz) -> dict[str, Any]:
    attempts = graded_attempts(person, quiz)
    return {
        "course": course,
        "quiz": quiz,
        "standing": standing(quiz, attempts, timezone.now()),
        "sent": [attempt for attempt in reversed(attempts) if attempt.submitted_at],
    }
