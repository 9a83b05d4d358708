"""A draft played as a learner would, by its editors. Nothing is stored: where the way stands goes along, signed."""

import random
from dataclasses import replace
from typing import Any

from django.core.signing import BadSignature, dumps, loads
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import add_never_cache_headers
from django.utils.safestring import mark_safe
from django.utils.translation import gettext, override
from django.views import View
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from tanu.case_studies.engine import Impossible, RunsInCircles, State, begin, offered, refusal, take
from tanu.case_studies.models import Case, CaseEdition
from tanu.case_studies.playing import drawn, marked
from tanu.case_studies.preview import draft_edition
from tanu.case_studies.scoring import result
from tanu.case_studies.shown import ANSWER, CHOICE, show_scene
from tanu.lib.languages import FULL_NAMES, LANGUAGES, current_language
from tanu.question_banks.types import BadResponse, question_type

SALT = "case_studies.playtest"


class Playtest(PermissionCheckedMixin, View):
    """The newest draft. Sent without a choice, the form only changes the language."""

    model: Any = None
    permission_policy: Any = None
    permission_required = "change"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.draft: Case = get_object_or_404(Case, pk=kwargs["pk"]).get_latest_revision_as_object()

    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        edition = draft_edition(self.draft)
        try:
            return self._show(edition, begin(edition.spec) if edition else None)
        except (RunsInCircles, KeyError):
            return self._show(None, None)

    def post(self, request: HttpRequest, pk: str) -> HttpResponse:
        edition = draft_edition(self.draft)
        state = _state(request, edition) if edition else None
        if edition is None or state is None:
            return self.get(request, pk)
        if "choose" not in request.POST:
            return self._show(edition, state)
        try:
            after, said = _step(request, edition, state, self._language())
        except (Impossible, BadResponse):
            return self._show(edition, state, {"refusal": gettext("Nothing was chosen.")})
        except (RunsInCircles, KeyError):
            return self._show(edition, state, {"refusal": gettext("Here the draft leads nowhere yet.")})
        return self._show(edition, after, said)

    def _language(self) -> str:
        asked = self.request.POST.get("language", "")
        return asked if asked in LANGUAGES else current_language()

    def _show(
        self, edition: CaseEdition | None, state: State | None, said: dict[str, Any] | None = None
    ) -> HttpResponse:
        language = self._language()
        with override(language):
            context = {"languages": FULL_NAMES.items(), "language": language, "choice_name": CHOICE, **(said or {})}
            if edition and state:
                context |= _shown(edition, state, language)
            answer = render(self.request, "case_studies/playtest.html", {**context, "title": str(self.draft)})
        add_never_cache_headers(answer)
        return answer


def _shown(edition: CaseEdition, state: State, language: str) -> dict[str, Any]:
    scene = show_scene(edition, state, language, "playtest")
    return {
        "scene": scene,
        "state": dumps(state.as_json(), salt=SALT, compress=True),
        "counters": dict(state.counters),
        "points": sorted(state.points),
        "result": result(edition.spec, state) if scene.is_end else None,
    }


def _state(request: HttpRequest, edition: CaseEdition) -> State | None:
    """Where the way stands; None if that is not of this draft any more, which may have changed in between."""
    try:
        state = State.from_json(loads(request.POST.get("state", ""), salt=SALT))
    except BadSignature:
        return None
    counters = {name: state.counters.get(name, counter.start) for name, counter in edition.spec.counters.items()}
    return replace(state, counters=counters) if state.scene in edition.spec.by_id else None


def _step(request: HttpRequest, edition: CaseEdition, state: State, language: str) -> tuple[State, dict[str, Any]]:
    key = _key(request, edition, state)
    choice = next((choice for choice in offered(edition.spec, state) if choice.id == key), None)
    if choice is None:
        raise Impossible(key)
    words = edition.document["words"][language]["scenes"][state.scene]
    if refused := refusal(edition.spec, state, choice):
        return state, {"refusal": mark_safe(words["refusals"][refused]["text"])}
    is_told = "now" in (edition.spec.feedback, choice.feedback)
    return take(edition.spec, state, key), (
        {"feedback": mark_safe(words["choices"][key]["feedback"])} if is_told else {}
    )


def _key(request: HttpRequest, edition: CaseEdition, state: State) -> str:
    scene = edition.spec.scene(state.scene)
    if scene.links == "chance":
        return drawn(edition, state, random.SystemRandom())
    if scene.is_marked:
        question = edition.document["questions"][scene.id]
        answers = question_type(question["type"]).read(question["document"], request.POST, ANSWER)
        return marked(edition, scene, answers)
    return request.POST.get(CHOICE, "")
