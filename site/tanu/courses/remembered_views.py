"""What is forgotten, for editors: a sum over everybody, never anybody's own."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tanu.courses.models import Course
from tanu.courses.permissions import may_read_sums
from tanu.courses.remembered import Remembered
from tanu.courses.remembered import remembered as sums_of
from tanu.lib.access import fetch, signed_in
from tanu.lib.spreadsheets import as_csv


@signed_in
@never_cache
@require_safe
def remembered(request: HttpRequest, course_key: str) -> HttpResponse:
    course, sums = _sums(request, course_key)
    return render(request, "courses/remembered.html", {"course": course, "remembered": sums})


@signed_in
@never_cache
@require_safe
def remembered_csv(request: HttpRequest, course_key: str) -> HttpResponse:
    course, sums = _sums(request, course_key)
    response = HttpResponse(as_csv(sums.rows()), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="remembered-{course.key}.csv"'
    return response


def _sums(request: HttpRequest, course_key: str) -> tuple[Course, Remembered]:
    course = fetch(Course.objects.with_edition(), request.user, known=may_read_sums, key=course_key)
    if course.test is None:
        raise Http404
    return course, sums_of(course)
