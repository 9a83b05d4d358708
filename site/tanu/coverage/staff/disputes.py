"""What is recorded of the reader, what they say is wrong in it, and the head's answer."""

from typing import cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tanu.coverage.staff.records import record_at, records_of
from tanu.coverage.staff.sign_in_history import sign_in_history
from tanu.coverage.staff.views import dispute_or_404
from tanu.institutions.disputes import AlreadyAnswered, AlreadyDisputed, answer_dispute, dispute, erase_words
from tanu.institutions.models import Dispute, Institution
from tanu.institutions.permissions import institutions_recording
from tanu.lib.access import fetch, signed_in
from tanu.people.models import Person
from tanu.people.once import once

_LONGEST = 500


def _free_text(label: object) -> forms.CharField:
    attrs = {"class": "field", "rows": 5, "maxlength": _LONGEST}
    said = _("500 signs are enough here. Shorten it; nothing was sent yet.")
    return forms.CharField(
        label=label,  # type: ignore[arg-type]
        help_text=_("If you like; 500 signs at most. Never anything about a child, and no word of anybody's health."),
        max_length=_LONGEST,
        required=False,
        widget=forms.Textarea(attrs=attrs),
        error_messages={"max_length": said},
    )


class DisputeForm(forms.Form):
    about = forms.ChoiceField(
        label=_("What is wrong"),
        choices=Dispute.About.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is wrong.")},
    )
    words = _free_text(_("What it should say"))


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=Dispute.Answer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two answers.")},
    )
    words = _free_text(_("Words with it"))


@signed_in
@never_cache
@require_safe
def own_record(request: HttpRequest) -> HttpResponse:
    """What each institution records of the reader, what became of their disputes, and who touched their sign-in."""
    person = cast(Person, request.user)
    context = {"person": person, "records": records_of(person), "history": sign_in_history(person)}
    return render(request, "coverage/staff/own_record.html", context)


@signed_in
@never_cache
@once
def dispute_record(request: HttpRequest, institution: UUID) -> HttpResponse:
    """Say that something recorded there is wrong."""
    person = cast(Person, request.user)
    place = fetch(Institution.objects.all(), person, known=institutions_recording, pk=institution)
    form = DisputeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            dispute(person, place, form.cleaned_data["about"], form.cleaned_data["words"])
        except AlreadyDisputed:
            form.add_error("about", gettext("You have said this already, and the head has not answered yet."))
        else:
            messages.success(request, gettext("It is sent to the head of the institution. The answer will stand here."))
            return redirect("staff:own_record")
    return render(request, "coverage/staff/dispute.html", {"form": form, "record": record_at(place, person)})


@signed_in
@never_cache
@once
def answer(request: HttpRequest, institution: UUID, pk: UUID) -> HttpResponse:
    """The head reads a dispute and answers it once."""
    raised = dispute_or_404(request, institution, pk)
    if request.method == "POST" and raised.answer:
        return _answered_by_another(request, raised)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = form.cleaned_data
        try:
            answer_dispute(raised, given["answer"], given["words"], by=cast(Person, request.user))
        except AlreadyAnswered:
            return _answered_by_another(request, raised)
        messages.success(request, gettext("The answer is sent."))
        return redirect("staff:answer", institution, pk)
    record = record_at(raised.institution, raised.person)
    return render(request, "coverage/staff/answer.html", {"form": form, "dispute": raised, "record": record})


def _answered_by_another(request: HttpRequest, raised: Dispute) -> HttpResponse:
    messages.error(request, gettext("Somebody else has answered in the meantime. Their answer stands here."))
    return redirect("staff:answer", raised.institution_id, raised.pk)


@signed_in
@never_cache
@require_POST
@once
def erase(request: HttpRequest, institution: UUID, pk: UUID) -> HttpResponse:
    """Take away words that should not stand there, above all a real child's name."""
    erase_words(dispute_or_404(request, institution, pk), by=cast(Person, request.user))
    messages.success(request, gettext("The words are erased on both sides."))
    return redirect("staff:answer", institution, pk)
