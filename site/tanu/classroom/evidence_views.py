"""Training done elsewhere: one's own, and what comes to trainers and officials to be decided."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tanu.classroom.evidence_actions import (
    AlreadyDecided,
    AlreadyHandedIn,
    NotAccepted,
    decide,
    edition_on,
    erase_words,
    hand_in,
    take_back_evidence,
    withdraw_evidence,
)
from tanu.classroom.evidence_forms import DecideForm, HandInForm, TakeBackEvidenceForm
from tanu.classroom.models import Evidence
from tanu.classroom.permissions import decides, evidence_answered_for, evidence_to_decide, known_evidence, own_evidence
from tanu.classroom.querysets import EvidenceQuerySet
from tanu.institutions.nearby import works_of
from tanu.lib.access import fetch, signed_in
from tanu.lib.dates import add_months, local_day
from tanu.lib.languages import in_language
from tanu.people.models import Person
from tanu.people.once import once

ON_A_PAGE = 25


@signed_in
@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Everything one has handed in, wherever one worked then, and who decided it."""
    rows = list(
        Evidence.objects.of(cast(Person, request.user)).select_related("training", "decided_by", "taken_back_by")
    )
    context = {
        "rows": [(row, _title_of(row)) for row in rows],
        "waiting": sum(row.state == Evidence.State.WAITING for row in rows),
        "accepted": sum(row.state == Evidence.State.ACCEPTED for row in rows),
    }
    return render(request, "classroom/evidence.html", context)


@signed_in
@never_cache
@once
def hand_in_new(request: HttpRequest) -> HttpResponse:
    """Tell what was learned elsewhere."""
    form = HandInForm(request.POST) if request.method == "POST" else HandInForm()
    if request.method != "POST" or not form.is_valid():
        return render(request, "classroom/hand_in.html", {"form": form})
    facts = {name: form.cleaned_data[name] for name in ("issuer", "number", "completed_on", "words")}
    try:
        hand_in(cast(Person, request.user), form.chosen, **facts)
    except AlreadyHandedIn:
        form.add_error(
            None,
            gettext("A document with this issuer and number was handed in already. Nothing was kept of this form."),
        )
        return render(request, "classroom/hand_in.html", {"form": form})
    messages.success(request, gettext("It is handed in. Show the document to whoever decides."))
    return redirect("classroom:evidence")


@signed_in
@never_cache
@require_POST
@once
def withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take back what was not decided yet."""
    row = fetch(Evidence.objects.all(), request.user, known=known_evidence, may=own_evidence, pk=pk)
    try:
        withdraw_evidence(row, by=cast(Person, request.user))
        messages.success(request, gettext("It is withdrawn, and your words are erased."))
    except AlreadyDecided:
        messages.info(request, gettext("It was decided in the meantime. Nothing was changed."))
    return redirect("classroom:evidence")


@signed_in
@never_cache
@require_POST
@once
def erase(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Erase the words that were written with it."""
    row = fetch(Evidence.objects.all(), request.user, known=known_evidence, may=own_evidence, pk=pk)
    erase_words(row, by=cast(Person, request.user))
    messages.success(request, gettext("The words are erased. The decision stays."))
    return redirect("classroom:evidence")


@signed_in
@never_cache
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits for a decision, the oldest first."""
    person = cast(Person, request.user)
    if not decides(person):
        raise PermissionDenied
    rows = Evidence.objects.waiting().filter(evidence_to_decide(person)).order_by("handed_in_at", "pk")
    return _list_page(request, rows, "classroom/waiting.html")


@signed_in
@never_cache
@require_safe
def accepted(request: HttpRequest) -> HttpResponse:
    """What was accepted and can be taken back by the reader, the newest decision first."""
    person = cast(Person, request.user)
    if not decides(person):
        raise PermissionDenied
    rows = Evidence.objects.accepted().filter(evidence_answered_for(person)).order_by("-decided_at", "pk")
    return _list_page(request, rows, "classroom/accepted.html")


@signed_in
@never_cache
@once
def decision(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Accept one or refuse it, with a reason, under one's own name."""
    person = cast(Person, request.user)
    row = _answered_for(request, pk)
    form = DecideForm(request.POST) if request.method == "POST" else DecideForm()
    if request.method != "POST" or row.state != Evidence.State.WAITING or not form.is_valid():
        return _decision_page(request, row, form)
    try:
        decide(row, form.chosen, by=person, words=form.cleaned_data["words"].strip())
    except AlreadyDecided:
        messages.info(request, gettext("Somebody else has decided it in the meantime. Nothing was changed."))
        return redirect("classroom:decision", pk)
    messages.success(request, gettext("It is decided. The person sees your name, the reason and your words."))
    return redirect("classroom:waiting")


@signed_in
@never_cache
@once
def take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say why an accepted document counts no more."""
    row = _answered_for(request, pk)
    form = TakeBackEvidenceForm(request.POST) if request.method == "POST" else TakeBackEvidenceForm()
    if row.state != Evidence.State.ACCEPTED:
        return redirect("classroom:decision", pk)
    if request.method != "POST" or not form.is_valid():
        context = {"row": row, "title": _title_of(row), "form": form}
        return render(request, "classroom/take_back_evidence.html", context)
    try:
        take_back_evidence(row, form.chosen, by=cast(Person, request.user))
        messages.success(request, gettext("It is taken back and counts no more. The person sees your name and why."))
    except NotAccepted:
        messages.info(request, gettext("Somebody else has taken it back in the meantime. Nothing was changed."))
    return redirect("classroom:decision", pk)


def _answered_for(request: HttpRequest, pk: UUID) -> Evidence:
    rows = Evidence.objects.exclude(state=Evidence.State.WITHDRAWN)
    rows = rows.select_related("person", "training", "decided_by", "taken_back_by")
    return fetch(rows, request.user, known=known_evidence, may=evidence_answered_for, pk=pk)


def _list_page(request: HttpRequest, rows: EvidenceQuerySet, template: str) -> HttpResponse:
    """So many a page, each with who handed it in, where they work and what it counts as."""
    page = Paginator(rows.select_related("person", "training", "decided_by"), ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    works = works_of([row.person for row in page], local_day())
    context = {
        "page": page,
        "rows": [(row, works.get(row.person_id, []), _title_of(row)) for row in page],
        "earlier_url": f"?page={page.number - 1}" if page.has_previous() else "",
        "later_url": f"?page={page.number + 1}" if page.has_next() else "",
    }
    return render(request, template, context)


def _title_of(row: Evidence) -> str:
    """What the training is called in the edition that it counts as."""
    return in_language(edition_on(row.training, row.completed_on).title)


def _decision_page(request: HttpRequest, row: Evidence, form: DecideForm) -> HttpResponse:
    edition = edition_on(row.training, row.completed_on)
    context = {
        "row": row,
        "edition": edition,
        "title": in_language(edition.title),
        "valid_until": add_months(row.completed_on, edition.valid_months) if edition.valid_months else None,
        "works": works_of([row.person], local_day()).get(row.person_id, []),
        "form": form,
    }
    return render(request, "classroom/decision.html", context)
