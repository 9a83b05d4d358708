"""What a trainer does with their days."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tanu.classroom.actions import (
    DayIsAhead,
    DayIsCalledOff,
    DayIsClosed,
    DayIsFull,
    NobodyThere,
    OwnDay,
    add,
    close_day,
    open_day,
    withdraw,
)
from tanu.classroom.calling_off import is_tested
from tanu.classroom.forms import AddForm, OpenForm, TakeBackForm
from tanu.classroom.models import Day, PaperTest, Seat
from tanu.classroom.permissions import is_trainer, known_days, known_seats, own_days, seats_of_own_days
from tanu.classroom.qr import sign_in_address, sign_in_qr
from tanu.classroom.reads import Outcome, place_names, roll
from tanu.classroom.results import NothingToTakeBack, take_back
from tanu.lib.access import fetch, signed_in
from tanu.lib.dates import local_day
from tanu.people import throttle_codes
from tanu.people.models import Person
from tanu.people.once import once


@signed_in
@never_cache
@once
def open_new(request: HttpRequest) -> HttpResponse:
    """Open a day; its page shows the code."""
    person = cast(Person, request.user)
    if not is_trainer(person):
        raise PermissionDenied
    form = OpenForm(person, request.POST) if request.method == "POST" else OpenForm(person)
    if request.method != "POST" or not form.is_valid():
        return render(request, "classroom/open.html", {"form": form})
    said = form.cleaned_data
    day = open_day(
        form.courses[said["course"]],
        form.institutions[said["institution"]],
        place=said["place"],
        day=said["date"],
        seats=said["seats"],
        language=said["language"],
        by=person,
    )
    return redirect("classroom:day", day.pk)


@signed_in
@never_cache
@require_safe
def day(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who is here, how the tests went, and what is next."""
    return _day_page(request, day_held(request, pk), AddForm())


@signed_in
@never_cache
@require_safe
def code(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The code and its drawing, large enough for the wall."""
    row = day_held(request, pk)
    if row.is_called_off:
        return redirect("classroom:day", pk)
    context = {"day": row, "qr": sign_in_qr(row), "address": sign_in_address(row).partition("?")[0]}
    return render(request, "classroom/code.html", context)


@signed_in
@never_cache
@once
def add_person(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A seat for somebody without a phone."""
    row = day_held(request, pk)
    if request.method != "POST":
        return redirect("classroom:day", pk)
    form, trainer = AddForm(request.POST), cast(Person, request.user)
    if form.is_valid():
        try:
            taken = _added(row, form.cleaned_data["login_code"], trainer)
        except tuple(_NOT_ADDED) as refused:
            said = gettext(_NOT_ADDED[type(refused)])
            form.add_error("login_code", said % {"minutes": throttle_codes.MINUTES} if "%" in said else said)
        else:
            messages.success(request, gettext("Has a seat now: %(name)s") % {"name": taken.person.full_name})
            return redirect("classroom:day", pk)
    return _day_page(request, row, form)


class _TooManyGuesses(ValueError):
    """This trainer has typed many codes that nobody has."""


def _added(day: Day, login_code: str, trainer: Person) -> Seat:
    if throttle_codes.is_shut(trainer.pk):
        raise _TooManyGuesses
    try:
        return add(day, login_code, by=trainer)
    except NobodyThere:
        throttle_codes.note_guess(trainer.pk)
        raise


_NOT_ADDED: dict[type[Exception], str] = {
    NobodyThere: gettext_noop("Nobody who works at this institution has this login code. Compare each sign."),
    DayIsFull: gettext_noop("The last seat is taken. Nobody was added."),
    OwnDay: gettext_noop("This is your own day. Its trainer has no seat."),
    DayIsClosed: gettext_noop("The day is closed. Nobody was added."),
    DayIsCalledOff: gettext_noop("The day is called off. Nobody was added."),
    _TooManyGuesses: gettext_noop(
        "Many unknown codes were typed. Codes rest for %(minutes)s minutes; nothing else does."
    ),
}


@signed_in
@never_cache
@require_POST
@once
def remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Free the seat of somebody who does not come."""
    row = _seat(request, pk)
    try:
        withdraw(row, by=cast(Person, request.user))
        messages.success(request, gettext("The seat is free again."))
    except DayIsClosed:
        messages.error(request, gettext("The day is closed, and its list stays as it is."))
    except DayIsCalledOff:
        messages.error(request, gettext("The day is called off, and its list stays as it is."))
    return redirect("classroom:day", row.day_id)


@signed_in
@never_cache
@once
def close(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Confirm who stayed. What it leads to stands there before the button."""
    row = day_held(request, pk)
    if not row.is_open:
        return redirect("classroom:day", pk)
    if request.method == "POST":
        try:
            close_day(row, _chosen(request), by=cast(Person, request.user))
        except DayIsAhead:
            messages.error(request, gettext("The day has not come yet. It is closed when it is over."))
            return redirect("classroom:day", pk)
        messages.success(request, gettext("The day is closed. Whoever stayed and passed has it on their record."))
        return redirect("classroom:day", pk)
    context = {"day": row, "lines": roll(row), "is_ahead": row.date > local_day()}
    return render(request, "classroom/close.html", context)


@signed_in
@never_cache
@once
def take_back_result(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a wrong result out of the record."""
    row = _seat(request, pk)
    form = TakeBackForm(request.POST) if request.method == "POST" else TakeBackForm()
    if request.method != "POST" or not form.is_valid():
        return render(request, "classroom/take_back.html", {"seat": row, "day": row.day, "form": form})
    try:
        take_back(row, Seat.Reason(form.cleaned_data["reason"]), by=cast(Person, request.user))
        messages.success(request, gettext("The result is taken back. The person sees why."))
    except NothingToTakeBack:
        messages.info(request, gettext("There is no result of this day on the person's record. Nothing was changed."))
    return redirect("classroom:day", row.day_id)


def _chosen(request: HttpRequest) -> set[UUID]:
    """Seats that were ticked; what is no id ticks nothing."""
    found = set()
    for value in request.POST.getlist("stayed"):
        try:
            found.add(UUID(value))
        except ValueError:
            continue
    return found


def day_held(request: HttpRequest, pk: UUID) -> Day:
    """Unknown to strangers; those who sit there and other trainers of the institution know it without the right."""
    rows = Day.objects.select_related("edition", "course")
    return fetch(rows, request.user, known=known_days, may=own_days, pk=pk)


def _seat(request: HttpRequest, pk: UUID) -> Seat:
    rows = Seat.objects.select_related("day__edition", "person")
    return fetch(rows, request.user, known=known_seats, may=seats_of_own_days, pk=pk)


def _day_page(request: HttpRequest, row: Day, form: AddForm) -> HttpResponse:
    lines = roll(row)
    context = {
        "day": row,
        "place": place_names([row.institution_id]).get(row.institution_id, ""),
        "lines": lines,
        "recorded": sum(line.outcome == Outcome.RECORDED for line in lines),
        "free": row.seats - len(lines),
        "is_today": row.date == local_day(),
        "is_ahead": row.date > local_day(),
        "is_tested": is_tested(row),
        "paper": PaperTest.objects.filter(day=row).first(),
        "form": form,
    }
    return render(request, "classroom/day.html", context)
