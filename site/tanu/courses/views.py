"""Course map and lessons; the way into the test is in entry_views."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache

from tanu.courses.actions import finish_lesson, set_aside
from tanu.courses.models import Course, Lesson, LessonCheck
from tanu.courses.path import walk
from tanu.courses.permissions import may_learn
from tanu.courses.reading import read_lesson
from tanu.lib.access import anybody, fetch, signed_in
from tanu.lib.languages import current_language
from tanu.people.models import Person
from tanu.people.once import once
from tanu.question_banks.types import BadResponse, question_type
from tanu.quizzes.actions import NothingChosen, practise
from tanu.quizzes.reads import standing_of


@anybody
def courses(request: HttpRequest) -> HttpResponse:
    """All courses there are."""
    published = Course.objects.published().with_edition().order_by("key")
    return render(request, "courses/courses.html", {"paths": [walk(row, _reader(request)) for row in published]})


@anybody
@never_cache
def course(request: HttpRequest, course_key: str) -> HttpResponse:
    """The map of a course; whoever is signed in sees where they stand."""
    row, reader = _course(request, course_key), _reader(request)
    context = {
        "course": row,
        "path": walk(row, reader),
        "standing": standing_of(reader, row.test) if reader and row.test else None,
    }
    return render(request, "courses/course.html", context)


@signed_in
@never_cache
def lesson(request: HttpRequest, course_key: str, slug: str) -> HttpResponse:
    row, person = _lesson(request, course_key, slug), _person(request)
    path = walk(row.course, person)
    context = {
        "course": row.course,
        "lesson": row,
        "reading": read_lesson(row, person, again=request.GET.get("again", "")),
        "nothing_chosen_in": request.GET.get("again") if "empty" in request.GET else None,
        "path": path,
        "step": path.step(slug),
        "stretch": next((stretch for stretch in path.stretches if path.step(slug) in stretch.steps), None),
        "earlier": path.before(slug),
        "later": path.after(slug),
    }
    return render(request, "courses/lesson.html", context)


@signed_in
@never_cache
@once
def check(request: HttpRequest, course_key: str, slug: str, name: str) -> HttpResponse:
    """Marks the answer to one check question and leads back to it."""
    row, person = _lesson(request, course_key, slug), _person(request)
    if request.method == "POST":
        found = LessonCheck.objects.filter(lesson=row, name=name).select_related("question__current").first()
        if found is None or found.question.current is None or row.current is None:
            raise Http404
        version = found.question.current
        try:
            response = question_type(version.type).read(version.document, request.POST, f"answer-{name}")
            practise(person, version, response, current_language(), row.current.hash)
        except NothingChosen:
            return HttpResponseRedirect(f"{_lesson_address(row)}?again={name}&empty=1#{name}")
        except BadResponse as error:
            raise BadRequest(str(error)) from None
    return HttpResponseRedirect(f"{_lesson_address(row)}#{name}")


@signed_in
@never_cache
@once
def done(request: HttpRequest, course_key: str, slug: str) -> HttpResponse:
    """Marks a lesson as done and leads on to the next."""
    row = _lesson(request, course_key, slug)
    if request.method != "POST":
        return redirect(_lesson_address(row))
    completion = finish_lesson(_person(request), row, current_language())
    return _onward(request, row, is_completed=completion is not None)


@signed_in
@never_cache
@once
def aside(request: HttpRequest, course_key: str, slug: str) -> HttpResponse:
    """Goes on without a lesson."""
    row = _lesson(request, course_key, slug)
    if request.method != "POST":
        return redirect(_lesson_address(row))
    set_aside(_person(request), row, current_language())
    return redirect("courses:course", course_key)


def _course(request: HttpRequest, course_key: str) -> Course:
    return fetch(Course.objects.with_edition(), request.user, known=may_learn, key=course_key)


def _lesson(request: HttpRequest, course_key: str, slug: str) -> Lesson:
    rows = Lesson.objects.with_editions().filter(course__in=Course.objects.published())
    return fetch(rows, request.user, known=may_learn, course__key=course_key, slug=slug)


def _onward(request: HttpRequest, row: Lesson, *, is_completed: bool) -> HttpResponseRedirect:
    """To the next lesson; after the last one to the map, where the test waits."""
    if is_completed:
        messages.success(request, gettext("You have completed the course. It stands in your training from today."))
        return redirect("courses:course", row.course.key)
    later = walk(row.course, _person(request)).after(row.slug)
    if later is None:
        return HttpResponseRedirect(f"{reverse('courses:course', args=[row.course.key])}#test")
    return redirect("courses:lesson", row.course.key, later.slug)


def _lesson_address(row: Lesson) -> str:
    return reverse("courses:lesson", args=[row.course.key, row.slug])


def _reader(request: HttpRequest) -> Person | None:
    return request.user if isinstance(request.user, Person) else None


def _person(request: HttpRequest) -> Person:
    """Who is signed in; only asked behind @signed_in."""
    return request.user  # type: ignore[return-value]
