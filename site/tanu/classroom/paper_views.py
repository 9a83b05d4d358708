"""Tests on paper: dealt and printed once for the day, and each sheet entered twice."""

import logging
from typing import cast
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tanu.classroom.models import Day, PaperSheet, Seat
from tanu.classroom.paper import Answers, differing, items_of, printed, read_sheet
from tanu.classroom.paper_actions import (
    NoFinalTest,
    SheetCounts,
    SheetIsEntered,
    agree_sheet,
    clear_sheet,
    deal_paper_test,
    enter_sheet,
)
from tanu.classroom.permissions import days_to_enter, known_days, known_seats, own_days, seats_to_enter
from tanu.classroom.printing import sheet_pdf
from tanu.classroom.reads import roll
from tanu.handouts.views import not_drawn, pdf_response
from tanu.lib.access import fetch, signed_in
from tanu.lib.languages import current_language
from tanu.lib.pdf import NotDrawn
from tanu.people.models import Person
from tanu.people.once import once
from tanu.question_banks.types import BadResponse
from tanu.quizzes.dealing import BankTooSmall

logger = logging.getLogger(__name__)


@signed_in
@never_cache
@require_POST
@once
def deal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put the test of this day together, for every sheet alike."""
    row = fetch(Day.objects.all(), request.user, known=known_days, may=own_days, pk=pk)
    try:
        deal_paper_test(row, by=cast(Person, request.user))
        messages.success(request, gettext("The test of this day is put together. Print it, one sheet for each person."))
    except (NoFinalTest, BankTooSmall):
        messages.error(request, gettext("The course has no final test that can be printed now. Nothing was changed."))
    return redirect("classroom:day", pk)


@signed_in
@never_cache
@require_safe
def pdf(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The sheet to print, in the language of the day."""
    row = _day_with_test(request, pk)
    try:
        drawn = sheet_pdf(row)
    except NotDrawn:
        logger.exception("The test sheet of the day %s was not drawn", pk)
        return not_drawn(request)
    with override(row.language):
        return pdf_response(drawn, f"test-{row.date.isoformat()}")


@signed_in
@never_cache
@require_safe
def sheets(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Whose sheet was entered how often. Neither answers nor scores stand here."""
    row = _day_with_test(request, pk)
    return render(request, "classroom/sheets.html", {"day": row, "lines": roll(row)})


@signed_in
@never_cache
@once
def sheet(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The next entry of one sheet: the first, the second without seeing the first, or what differs."""
    row = _seat(request, pk)
    entered = PaperSheet.objects.filter(seat=row).first()
    if entered and entered.agreed_at:
        return redirect("classroom:sheets", row.day_id)
    if entered and entered.second is not None:
        return _differences(request, row, entered)
    if request.method != "POST":
        return _entry_page(request, row, 2 if entered else 1)
    return _enter(request, row)


@signed_in
@never_cache
@require_POST
@once
def clear(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Enter a sheet anew, both times."""
    row = _seat(request, pk)
    try:
        clear_sheet(row, by=cast(Person, request.user))
    except SheetCounts:
        messages.error(request, gettext("This sheet is on the person's record. Take the result back first."))
        return redirect("classroom:sheets", row.day_id)
    return redirect("classroom:sheet", pk)


def _enter(request: HttpRequest, row: Seat) -> HttpResponse:
    try:
        entered = enter_sheet(row, _read(request, row), by=cast(Person, request.user))
    except SheetIsEntered:
        messages.info(request, gettext("Somebody else has entered this sheet in the meantime. Yours was not needed."))
        return redirect("classroom:sheets", row.day_id)
    if entered.second is None:
        said = gettext("Entered once. Now once more from the paper, best by somebody else.")
    elif entered.agreed_at is None:
        messages.info(request, gettext("The two entries differ. Look at the paper again."))
        return redirect("classroom:sheet", row.pk)
    else:
        said = gettext("Entered twice, both alike: the sheet counts.")
    messages.success(request, said)
    return redirect("classroom:sheets", row.day_id)


def _differences(request: HttpRequest, row: Seat, entered: PaperSheet) -> HttpResponse:
    items = differing(entered, items_of(row.day.paper_test))
    questions = printed(items, current_language())
    unsaid = [
        part.number for one in questions for part in one.parts if not part.several and part.name not in request.POST
    ]
    if request.method == "POST" and not unsaid:
        agree_sheet(row, _read(request, row), by=cast(Person, request.user))
        messages.success(request, gettext("It is settled, and the sheet counts."))
        return redirect("classroom:sheets", row.day_id)
    second = entered.second or {}
    compared = [
        (one, one.letters(entered.first[str(one.item.position)]), one.letters(second[str(one.item.position)]))
        for one in questions
    ]
    context = {"seat": row, "day": row.day, "questions": compared, "unsaid": unsaid if request.method == "POST" else []}
    return render(request, "classroom/differences.html", context)


def _entry_page(request: HttpRequest, row: Seat, number: int) -> HttpResponse:
    questions = printed(items_of(row.day.paper_test), current_language())
    context = {"seat": row, "day": row.day, "number": number, "questions": questions}
    return render(request, "classroom/sheet.html", context)


def _read(request: HttpRequest, row: Seat) -> Answers:
    try:
        return read_sheet(items_of(row.day.paper_test), request.POST)
    except BadResponse as error:
        raise BadRequest(str(error)) from None


def _day_with_test(request: HttpRequest, pk: UUID) -> Day:
    rows = Day.objects.select_related("edition", "paper_test")
    row = fetch(rows, request.user, known=known_days, may=days_to_enter, pk=pk)
    if getattr(row, "paper_test", None) is None:
        raise Http404
    return row


def _seat(request: HttpRequest, pk: UUID) -> Seat:
    rows = Seat.objects.filter(day__paper_test__isnull=False).select_related(
        "day__edition", "day__paper_test", "person"
    )
    return fetch(rows, request.user, known=known_seats, may=seats_to_enter, pk=pk)
