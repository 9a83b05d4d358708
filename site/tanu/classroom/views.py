"""What everybody does with classroom days: come by the code, take the tests, leave."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tanu.classroom import throttle
from tanu.classroom.actions import DayIsCalledOff, DayIsClosed, DayIsFull, NoSuchDay, OwnDay, sign_in, withdraw
from tanu.classroom.forms import CodeForm
from tanu.classroom.models import Day, Seat
from tanu.classroom.permissions import days_to_enter, decides, is_trainer, known_seats, own_days, own_seats
from tanu.classroom.reads import outcome_of, place_names
from tanu.classroom.results import passed
from tanu.classroom.tests_on_phones import NotNow, are_open, begin_final, begin_first, tests_until
from tanu.courses.actions import NotOffered
from tanu.lib.access import fetch, signed_in
from tanu.lib.dates import local_day
from tanu.lib.languages import current_language
from tanu.lib.throttle import visitor_address
from tanu.people.models import Person
from tanu.people.once import once
from tanu.quizzes.actions import CannotBegin
from tanu.quizzes.models import Attempt


@signed_in
@never_cache
@require_safe
def days(request: HttpRequest) -> HttpResponse:
    """Days one holds, and days one was or is at."""
    person = cast(Person, request.user)
    held = list(Day.objects.filter(own_days(person)).with_taken().select_related("edition"))
    to_enter = Day.objects.filter(days_to_enter(person), paper_test__isnull=False).exclude(own_days(person))
    seats = list(
        Seat.objects.present().of(person).select_related("day__edition", "day__trainer").order_by("-day__date")
    )
    others = list(to_enter.select_related("edition", "trainer"))
    names = place_names(day.institution_id for day in [*held, *others, *(seat.day for seat in seats)])
    context: dict[str, Any] = {
        "is_trainer": is_trainer(person),
        "decides": decides(person),
        "held": [(day, names.get(day.institution_id, "")) for day in held],
        "others": [(day, names.get(day.institution_id, "")) for day in others],
        "seats": [(seat, names.get(seat.day.institution_id, "")) for seat in seats],
        "ahead": min(
            (day.date for day in held if day.date >= local_day() and day.is_open),
            default=None,
        ),
        "today": next((one for one in seats if one.day.date == local_day() and not one.day.is_called_off), None),
    }
    return render(request, "classroom/days.html", context)


@signed_in
@never_cache
@once
def join(request: HttpRequest) -> HttpResponse:
    """Sign in to a day by its code. Unknown codes are counted: nobody finds a day by trying."""
    if request.method != "POST":
        return _join_page(request, CodeForm(initial={"code": request.GET.get("code", "")[:20]}))
    person, address, form = cast(Person, request.user), visitor_address(request), CodeForm(request.POST)
    if not form.is_valid():
        return _join_page(request, form)
    if throttle.is_shut(person.pk, address):
        return _rest(request, form)
    try:
        seat = sign_in(person, form.cleaned_data["code"])
    except NoSuchDay:
        throttle.note_guess(person.pk, address)
        said = gettext("No day of today has this code. Compare each sign; a code counts only on its own day.")
    except DayIsCalledOff:
        said = gettext("This day is called off. You are not signed in; speak to the trainer.")
    except DayIsFull:
        said = gettext("The last seat is taken. You are not signed in; speak to the trainer.")
    except OwnDay:
        said = gettext("This is your own day. Its trainer has no seat.")
    else:
        messages.success(request, gettext("You are signed in."))
        return redirect("classroom:seat", seat.pk)
    form.add_error("code", said)
    return _join_page(request, form)


@signed_in
@never_cache
@require_safe
def seat(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One's own place on a day: what to do now, what came of it, and the way back."""
    row = _own_seat(request, pk)
    sittings = list(row.sittings.select_related("attempt"))
    attempts = [sitting.attempt for sitting in sittings]
    context = {
        "seat": row,
        "day": row.day,
        "place": place_names([row.day.institution_id]).get(row.day.institution_id, ""),
        "outcome": outcome_of(row),
        "are_open": are_open(row.day),
        "until": tests_until(row.day),
        "before": next((one for one in attempts if one.kind == Attempt.Kind.BEFORE), None),
        "tries": [one for one in attempts if one.kind == Attempt.Kind.GRADED],
        "has_passed": passed(row) is not None,
    }
    return render(request, "classroom/seat.html", context)


@signed_in
@never_cache
@require_POST
@once
def first_test(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Begin the test before the course, or go on with it."""
    row = _own_seat(request, pk)
    try:
        attempt = begin_first(row, cast(Person, request.user), current_language())
    except (NotNow, NotOffered, CannotBegin):
        messages.info(request, gettext("The first test is not open to you: it is taken once, before anything else."))
        return redirect("classroom:seat", pk)
    return redirect("quizzes:part", attempt.pk, 1)


@signed_in
@never_cache
@require_POST
@once
def final_test(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Begin the final test, or go on with it."""
    row = _own_seat(request, pk)
    try:
        attempt = begin_final(row, cast(Person, request.user), current_language())
    except NotNow:
        messages.info(request, gettext("The test is not open now. The page says when it is."))
    except CannotBegin as refused:
        messages.info(request, _why_not(refused))
    else:
        return redirect("quizzes:part", attempt.pk, 1)
    return redirect("classroom:seat", pk)


@signed_in
@never_cache
@require_POST
@once
def leave(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give one's seat back."""
    row = _own_seat(request, pk)
    try:
        withdraw(row, by=cast(Person, request.user))
    except DayIsClosed:
        messages.error(request, gettext("The day is closed, and your seat stays in its list. Speak to the trainer."))
        return redirect("classroom:seat", pk)
    except DayIsCalledOff:
        return redirect("classroom:seat", pk)
    messages.success(request, gettext("You have given your seat back."))
    return redirect("classroom:days")


def _own_seat(request: HttpRequest, pk: UUID) -> Seat:
    rows = Seat.objects.select_related("day__course__test", "day__course__current", "day__edition", "day__trainer")
    rows = rows.defer("day__course__current__document")
    return fetch(rows, request.user, known=known_seats, may=own_seats, pk=pk)


def _why_not(refused: CannotBegin) -> str:
    if refused.standing.passed:
        return gettext("You passed this test before, and it counted then. Ask the trainer for a sheet of paper.")
    return gettext("The tries of this set are used up. The course page says when a new set opens and what to read.")


def _join_page(request: HttpRequest, form: CodeForm, status: int = 200) -> HttpResponse:
    return render(request, "classroom/join.html", {"form": form}, status=status)


def _rest(request: HttpRequest, form: CodeForm) -> HttpResponse:
    said = gettext(
        "Many unknown codes were typed. Signing in to a day rests for %(minutes)s minutes; nothing else does."
    )
    form.add_error("code", said % {"minutes": throttle.SECONDS // 60})
    page = _join_page(request, form, status=429)
    page["Retry-After"] = str(throttle.SECONDS)
    return page
