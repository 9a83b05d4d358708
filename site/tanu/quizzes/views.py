import uuid
from typing import cast

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tanu.lib.access import fetch, signed_in
from tanu.lib.languages import LANGUAGES, current_language
from tanu.people.models import Person
from tanu.people.once import FIELD, once
from tanu.question_banks.types import BadResponse
from tanu.quizzes.actions import AttemptIsSent, save, submit
from tanu.quizzes.models import Attempt
from tanu.quizzes.permissions import own_attempts
from tanu.quizzes.registry import surroundings
from tanu.quizzes.results import result_of, unmarked_result_of
from tanu.quizzes.sheets import Sheet, lay_out, read_responses


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@once
def part(request: HttpRequest, attempt_id: uuid.UUID, number: int) -> HttpResponse:
    """Five questions of a test. Every button saves; `go` says where it leads."""
    attempt = _own_attempt(request, attempt_id)
    if attempt.state != Attempt.State.OPEN:
        return redirect("quizzes:result", attempt.pk)
    if request.method == "POST":
        return _save_part(request, attempt, number)
    sheet = Sheet(list(attempt.items.with_answers()))
    items = sheet.of_part(number)
    context = {
        "attempt": attempt,
        "around": surroundings(attempt),
        "sheet": sheet,
        "part": sheet.parts[number - 1],
        "questions": lay_out(items),
    }
    return render(request, "quizzes/part.html", context)


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@once
def review(request: HttpRequest, attempt_id: uuid.UUID) -> HttpResponse:
    """What is still unanswered, and the button that sends the answers."""
    attempt = _own_attempt(request, attempt_id)
    if request.method == "POST":
        submit(attempt)
        return redirect("quizzes:result", attempt.pk)
    if attempt.state != Attempt.State.OPEN:
        return redirect("quizzes:result", attempt.pk)
    context = {"attempt": attempt, "around": surroundings(attempt), "sheet": Sheet(list(attempt.items.with_answers()))}
    return render(request, "quizzes/review.html", context)


@signed_in
@never_cache
@require_safe
def result(request: HttpRequest, attempt_id: uuid.UUID) -> HttpResponse:
    """What came of a test, and the way on."""
    attempt = _own_attempt(request, attempt_id)
    if attempt.state == Attempt.State.OPEN:
        return redirect("quizzes:part", attempt.pk, 1)
    if attempt.kind != Attempt.Kind.GRADED:
        context = {"attempt": attempt, "result": unmarked_result_of(attempt)}
        return render(request, f"quizzes/result_{attempt.kind}.html", context)
    context = {"attempt": attempt, "result": result_of(attempt, cast(Person, request.user))}
    return render(request, "quizzes/result.html", context)


def _own_attempt(request: HttpRequest, attempt_id: uuid.UUID) -> Attempt:
    rows = Attempt.objects.at_tests().select_related("quiz")
    return fetch(rows, request.user, known=own_attempts, pk=attempt_id)


def _save_part(request: HttpRequest, attempt: Attempt, number: int) -> HttpResponse:
    sheet = Sheet(list(attempt.items.all()))
    try:
        responses = read_responses(sheet.of_part(number), request.POST)
        save(attempt, responses, current_language(), uuid.UUID(request.POST[FIELD]))
    except BadResponse as error:
        raise BadRequest(str(error)) from None
    except AttemptIsSent:
        return redirect("quizzes:result", attempt.pk)
    return _go(request.POST.get("go", ""), attempt, number, sheet.last_part)


def _go(where: str, attempt: Attempt, number: int, last: int) -> HttpResponseRedirect:
    """`where` is a language, "back", "next", or nothing: stay."""
    if where in LANGUAGES:
        with override(where):
            return redirect(_part_url(attempt, number))
    if where == "next" and number == last:
        return redirect("quizzes:review", attempt.pk)
    step = {"back": -1, "next": 1}.get(where, 0)
    return redirect(_part_url(attempt, max(1, number + step)))


def _part_url(attempt: Attempt, number: int) -> str:
    return reverse("quizzes:part", args=[attempt.pk, number])
