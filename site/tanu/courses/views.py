"""Course map and lessons; the way into the test is in entry_views."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache

from tanu.courses.actions import choose_variant, finish_lesson, set_aside
from tanu.courses.before import before
from tanu.courses.models import Course, Lesson, LessonCheck
from tanu.courses.path import Path, walk, walk_all
from tanu.courses.permissions import may_learn
from tanu.courses.reading import read_lesson
from tanu.courses.registry import offers_beside
from tanu.courses.retests import afterwards
from tanu.courses.variants import choices as variant_choices
from tanu.lib.access import anybody, fetch, signed_in
from tanu.lib.dates import local_day
from tanu.lib.languages import current_language
from tanu.people.models import Person
from tanu.people.once import once
from tanu.question_banks.querysets import source_fields
from tanu.question_banks.types import BadResponse, question_type
from tanu.quizzes.actions import NothingChosen, practise
from tanu.quizzes.models import Attempt
from tanu.quizzes.reads import attempts_at
from tanu.quizzes.renewals import renewed_since
from tanu.quizzes.standing import standing


@anybody
def courses(request: HttpRequest) -> HttpResponse:
    """All courses there are."""
    published = Course.objects.published().with_edition().order_by("key")
    return render(request, "courses/courses.html", {"paths": walk_all(published, _reader(request))})


@anybody
@never_cache
def course(request: HttpRequest, course_key: str) -> HttpResponse:
    """The map of a course; whoever is signed in sees where they stand."""
    row, reader = _course(request, course_key), _reader(request)
    path = walk(row, reader)
    context = {"course": row, "path": path} | (_standing(row, reader, path) if reader else {})
    return render(request, "courses/course.html", context)


@signed_in
@never_cache
@once
def variant(request: HttpRequest, course_key: str) -> HttpResponse:
    """The form of the map that says for whose work the course is taken."""
    row = _course(request, course_key)
    if request.method == "POST":
        try:
            completion = choose_variant(_person(request), row, request.POST.get("variant", ""))
        except ValueError as error:
            raise BadRequest(str(error)) from None
        if completion:
            messages.success(request, _completed())
    return redirect("courses:course", course_key)


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
        "stretch": path.stretch(slug),
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
        checks = LessonCheck.objects.select_related("question__current").defer(*source_fields("question"))
        found = checks.filter(lesson=row, name=name).first()
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


def _standing(row: Course, reader: Person, path: Path) -> dict[str, Any]:
    """What the map says of somebody who is signed in."""
    attempts = attempts_at(reader, [row.test, row.before])
    graded = [attempt for attempt in attempts if attempt.kind == Attempt.Kind.GRADED]
    now = timezone.now()
    return {
        "standing": standing(row.test, graded, now, renewed_since(reader, row.test, now)) if row.test else None,
        "before": before(row, path, attempts),
        "afterwards": afterwards(reader, [row], local_day()).get(row.pk),
        "variants": variant_choices(row.audience, path.variant),
        "offers": offers_beside(row),
    }


def _completed() -> str:
    return gettext("You have completed the course. It stands in your training from today.")


def _course(request: HttpRequest, course_key: str) -> Course:
    return fetch(Course.objects.with_edition(), request.user, known=may_learn, key=course_key)


def _lesson(request: HttpRequest, course_key: str, slug: str) -> Lesson:
    rows = Lesson.objects.with_editions().filter(course__in=Course.objects.published())
    return fetch(rows, request.user, known=may_learn, course__key=course_key, slug=slug)


def _onward(request: HttpRequest, row: Lesson, *, is_completed: bool) -> HttpResponseRedirect:
    """To the next lesson; after the last one to the map, where the test waits."""
    if is_completed:
        messages.success(request, _completed())
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
