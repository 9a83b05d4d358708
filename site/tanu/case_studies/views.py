import uuid
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tanu.case_studies.actions import MovedOn, NothingChosen, NotThere, begin, choose, go_back, play_again
from tanu.case_studies.audiences import names
from tanu.case_studies.compiling import RENDERED
from tanu.case_studies.debrief import debrief as debrief_of
from tanu.case_studies.editions import edition as read_edition
from tanu.case_studies.engine import Impossible, State
from tanu.case_studies.models import Case, CaseEdition, Playthrough, Step
from tanu.case_studies.permissions import may_play, may_see_choices, own_playthroughs
from tanu.case_studies.registry import lessons
from tanu.case_studies.shown import ANSWER, CHOICE, show_scene
from tanu.case_studies.standing import cards
from tanu.lib.access import fetch, signed_in
from tanu.lib.languages import current_language
from tanu.people.models import Person
from tanu.people.once import once
from tanu.question_banks.types import BadResponse, question_type
from tanu.reviews.waiting import waiting_for


@signed_in
@never_cache
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """Every case in use, and where the reader stands with each."""
    person = cast(Person, request.user)
    offered = cards(person, Case.objects.in_use().without_source())
    return render(
        request, "case_studies/cases.html", {"cards": [_told(card.edition) | {"card": card} for card in offered]}
    )


@signed_in
@never_cache
@require_safe
def case(request: HttpRequest, key: str) -> HttpResponse:
    """What a case is about and what may be hard in it, before anything is played."""
    person = cast(Person, request.user)
    row = fetch(Case.objects.without_source(), person, known=may_play, key=key)
    (card,) = cards(person, [row])
    instead = lessons([card.edition.spec.instead])
    return render(
        request,
        "case_studies/case.html",
        _told(card.edition)
        | {
            "card": card,
            "instead": next(iter(instead.values()), None),
            "sees_choices": Case.objects.filter(may_see_choices(person), pk=row.pk).exists(),
            "step": card.open_way.length + 1 if card.open_way else 1,
        },
    )


@signed_in
@never_cache
@require_POST
@once
def begin_way(request: HttpRequest, key: str) -> HttpResponse:
    """Begin the first way, or go on with it; once it has ended, begin another."""
    person = cast(Person, request.user)
    row = fetch(Case.objects.without_source(), person, known=may_play, key=key)
    way = begin(person, row, current_language())
    if way.is_ended:
        way = play_again(person, row, current_language())
    return redirect("case_studies:way", key, way.pk)


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@once
def way(request: HttpRequest, key: str, way_id: uuid.UUID) -> HttpResponse:
    """The scene in which a way stands. The form names the step it takes, so that it is taken once."""
    row, edition = _own_way(request, key, way_id)
    if request.method == "POST":
        return _step(request, row, edition)
    if row.is_ended:
        return redirect("case_studies:debrief", key, row.pk)
    steps = list(row.steps.all())
    scenes = edition.document["words"][current_language()]["scenes"]
    context = _told(edition) | {
        "way": row,
        "case_key": key,
        "scene": show_scene(edition, State.from_json(row.state), current_language(), str(row.pk)),
        "walked": [(scenes[step.scene]["heading"], step) for step in steps if not step.refused],
        "number": row.length + 1,
        "choice_name": CHOICE,
        **_last(edition, steps),
    }
    return render(request, "case_studies/way.html", context)


@signed_in
@never_cache
@require_safe
def debrief(request: HttpRequest, key: str, way_id: uuid.UUID) -> HttpResponse:
    """How a way ended, beside the expert's."""
    row, edition = _own_way(request, key, way_id)
    if not row.is_ended:
        return redirect("case_studies:way", key, row.pk)
    if not row.verdict:
        return redirect("case_studies:case", key)  # An exploration that was left for another one.
    found = debrief_of(row, edition, list(row.steps.all()), current_language())
    context = _told(edition) | {"way": row, "case_key": key, "debrief": found}
    return render(request, "case_studies/debrief.html", context)


@signed_in
@never_cache
@require_POST
@once
def back(request: HttpRequest, key: str, way_id: uuid.UUID) -> HttpResponse:
    """What if I had: a new way from before one of the steps of this one."""
    row, _edition = _own_way(request, key, way_id)
    try:
        other = go_back(row, _number(request), current_language())
    except NotThere:
        raise BadRequest("There is no such step.") from None
    return redirect("case_studies:way", key, other.pk)


def _step(request: HttpRequest, row: Playthrough, edition: CaseEdition) -> HttpResponse:
    try:
        answers = _answers(request, row, edition)
        choose(row, _number(request), request.POST.get(CHOICE, ""), current_language(), answers)
    except NothingChosen:
        messages.error(request, gettext("Nothing was chosen. Choose one answer, then press the button again."))
    except (MovedOn, Impossible):
        said = gettext("This step was taken already, in another window or by a second click. Here you are now.")
        messages.info(request, said)
    except BadResponse as error:
        raise BadRequest(str(error)) from None
    return redirect("case_studies:way", request.resolver_match.kwargs["key"], row.pk)  # type: ignore[union-attr]


def _answers(request: HttpRequest, row: Playthrough, edition: CaseEdition) -> list[str]:
    question = edition.document["questions"].get(State.from_json(row.state).scene)
    return question_type(question["type"]).read(question["document"], request.POST, ANSWER) if question else []


def _number(request: HttpRequest) -> int:
    try:
        return int(request.POST.get("step", ""))
    except ValueError:
        raise BadRequest("The form names no step.") from None


def _own_way(request: HttpRequest, key: str, way_id: uuid.UUID) -> tuple[Playthrough, CaseEdition]:
    row = fetch(Playthrough.objects.all(), request.user, known=own_playthroughs, pk=way_id, case__key=key)
    return row, read_edition(row.edition_id)


def _told(edition: CaseEdition) -> dict[str, Any]:
    """What is said of a case everywhere: its title, its warning, whom it is for, what awaits review."""
    words = edition.document["words"][current_language()]["front"]
    front = {name: mark_safe(text) if name in RENDERED else text for name, text in words.items()}
    waiting = waiting_for(edition.spec.review, current_language())
    return {
        "front": front,
        "waiting": waiting,
        "spec": edition.spec,
        "for_whom": names(edition.spec.audience),
        "edition": edition,
    }


def _last(edition: CaseEdition, steps: list[Step]) -> dict[str, Any]:
    """What is said at once about the step before: a refusal, or feedback where it is given now."""
    if not steps:
        return {}
    step = steps[-1]
    said = edition.document["words"][current_language()]["scenes"][step.scene]
    if step.refused:
        return {"refusal": mark_safe(said["refusals"][step.refused]["text"])}
    choice = edition.spec.scene(step.scene).choice(step.choice)
    is_now = edition.spec.feedback == "now" or (choice is not None and choice.feedback == "now")
    return {"feedback": mark_safe(said["choices"][step.choice]["feedback"])} if is_now else {}
