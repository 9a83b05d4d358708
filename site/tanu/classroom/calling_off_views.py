from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache

from tanu.classroom.calling_off import SomebodyIsTested, call_off, is_tested
from tanu.classroom.forms import CallOffForm
from tanu.classroom.models import Day, Seat
from tanu.classroom.trainer_views import day_held
from tanu.lib.access import signed_in
from tanu.people.models import Person
from tanu.people.once import once


@signed_in
@never_cache
@once
def call_off_day(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say that the day is not held, and why, while nobody has been tested."""
    row = day_held(request, pk)
    if not row.is_open:
        return redirect("classroom:day", pk)
    form = CallOffForm(request.POST) if request.method == "POST" else CallOffForm()
    if request.method != "POST" or not form.is_valid():
        seats = Seat.objects.present().filter(day=row).count()
        context = {"day": row, "form": form, "seats": seats, "is_tested": is_tested(row)}
        return render(request, "classroom/call_off.html", context)
    try:
        call_off(row, Day.Reason(form.cleaned_data["reason"]), by=cast(Person, request.user))
    except SomebodyIsTested:
        messages.error(request, gettext("Somebody has begun a test of this day. It can only be closed."))
    else:
        messages.success(request, gettext("The day is called off. Whoever has a seat sees why."))
    return redirect("classroom:day", pk)
