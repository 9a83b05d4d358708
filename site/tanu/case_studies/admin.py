"""Cases as editors keep them in Wagtail."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, PublishingPanel
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.snippets.views.snippets import EditView, SnippetViewSet

from tanu.case_studies.forms import CaseForm
from tanu.case_studies.models import Case
from tanu.case_studies.playtest import Playtest
from tanu.case_studies.problems import told
from tanu.case_studies.problems_panel import ProblemsPanel
from tanu.case_studies.publishing import publish_case, retire
from tanu.lib.dates import short_date
from tanu.lib.languages import LANGUAGES
from tanu.lib.retiring import AddByHand, RetireView
from tanu.lib.snippets import Kept
from tanu.lib.trilingual import LANGUAGE_NAMES
from tanu.reviews.models import Kind
from tanu.reviews.states import is_settled


class CaseFilters(WagtailFilterSet):
    retired = django_filters.BooleanFilter(
        label=_("Retired"), field_name="retired_on", lookup_expr="isnull", exclude=True
    )

    class Meta:
        model = Case
        fields: list[str] = []


class EditCase(EditView):
    def get_side_panels(self) -> Any:
        panels = super().get_side_panels()
        if not self.expects_json_response:
            panels.append(ProblemsPanel(self.object, self.request))
        return panels


class RetireCase(RetireView):
    verbs = (retire, publish_case)


class Cases(SnippetViewSet):
    model = Case
    icon = "user"
    menu_label = _("Case studies")
    menu_order = 215
    add_to_admin_menu = True
    copy_view_enabled = False
    add_to_reference_index = False
    add_view_class = AddByHand
    edit_view_class = EditCase
    unpublish_view_class = RetireCase
    filterset_class = CaseFilters
    search_fields = ["key"]
    search_backend_name = None
    ordering = ["key"]
    list_display = [
        "key",
        Column("title", label=_("Title"), accessor=str),
        StatusTagColumn("state", label=_("State"), accessor=lambda row: _state(row), primary=lambda row: row.live),
        Column("review", label=_("Waits for"), accessor=lambda row: ", ".join(waits_for(row))),
        Column("problems", label=_("Problems"), accessor=lambda row: len(told(row.get_latest_revision_as_object()))),
    ]

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Case]":
        return Case.objects.select_related("latest_revision")

    def get_urlpatterns(self) -> list[Any]:
        playtest = self.construct_view(Playtest)
        return [*super().get_urlpatterns(), path("playtest/<str:pk>/", playtest, name="playtest")]

    @cached_property
    def edit_handler(self) -> Any:
        return ObjectList(_panels(), base_form_class=CaseForm).bind_to_model(Case)


POLICIES = {Case: Kept}


def waits_for(case: Case) -> list[str]:
    """Kinds of review that are not settled, in words."""
    states = [(Kind(kind).label, case.review_of(kind, "")) for kind in (Kind.CLINICAL, Kind.LEGAL)]
    states += [(LANGUAGE_NAMES[code], case.review_of("language", code)) for code in LANGUAGES if code != "en"]
    return [str(label) for label, state in states if not is_settled(state)]


def _panels() -> list[Any]:
    score = [
        FieldPanel("critical"),
        FieldPanel("forbidden"),
        FieldRowPanel([FieldPanel("threshold_right"), FieldPanel("threshold_by")]),
        FieldRowPanel([FieldPanel("recipient_right"), FieldPanel("recipient_by")]),
        FieldPanel("delay_by"),
        FieldRowPanel([FieldPanel("pass_points"), FieldPanel("pass_verdicts")]),
    ]
    head = [
        FieldPanel("key"),
        FieldRowPanel([FieldPanel("edition"), FieldPanel("minutes"), FieldPanel("truth"), FieldPanel("feedback")]),
        FieldPanel("audience"),
        FieldRowPanel([FieldPanel("outcomes"), FieldPanel("facts")]),
        FieldRowPanel([FieldPanel("instead"), FieldPanel("lessons")]),
    ]
    front = [FieldPanel(name) for name in ("title", "intro", "content_warning", "outcomes_said", "role", "awaits")]
    return [
        MultiFieldPanel(head, heading=_("The case")),
        MultiFieldPanel(front, heading=_("What the learner reads first")),
        FieldPanel("people", classname="collapsed"),
        FieldPanel("counters", classname="collapsed"),
        MultiFieldPanel(score, heading=_("Score"), classname="collapsed"),
        FieldPanel("scenes"),
        FieldPanel("remarks", classname="collapsed"),
        FieldPanel("facilitator", classname="collapsed"),
        PublishingPanel(),
    ]


def _state(case: Case) -> str:
    """In a list: whether a draft has a date would be asked of the database for each."""
    if case.retired_on:
        return gettext("retired on %(day)s") % {"day": short_date(case.retired_on)}
    if not case.live:
        return gettext("draft")
    return gettext("in use, with a draft") if case.has_unpublished_changes else gettext("in use")
