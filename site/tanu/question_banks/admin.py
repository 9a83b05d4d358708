"""Questions, their sections and outcomes as editors keep them in Wagtail."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.forms import Select
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
)
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from tanu.lib.languages import in_language
from tanu.lib.retiring import AddByHand, RetireView
from tanu.lib.snippets import Given, Kept
from tanu.question_banks.actions import reinstate, retire
from tanu.question_banks.forms import TYPES, OutcomeForm, QuestionForm, SectionForm
from tanu.question_banks.models import Bank, Outcome, Question, Section
from tanu.question_banks.review import said_of, waiting_for


class ThereAlready(FieldPanel):
    """To be read, once the thing has been saved."""

    class BoundPanel(FieldPanel.BoundPanel):
        def is_shown(self) -> bool:
            return not self.instance._state.adding and bool(super().is_shown())


class SectionAsItStands(HelpPanel):
    """Its outcomes, and how far it was reviewed."""

    class BoundPanel(HelpPanel.BoundPanel):
        def get_context_data(self, parent_context: Any = None) -> Any:
            context = super().get_context_data(parent_context)
            return {**context, "outcomes": self.instance.outcomes.all(), "states": said_of(self.instance)}


class QuestionFilters(WagtailFilterSet):
    bank = django_filters.ModelChoiceFilter(label=_("Bank"), queryset=Bank.objects.order_by("key"))
    section = django_filters.ModelChoiceFilter(label=_("Section"), queryset=Section.objects.all())
    outcome = django_filters.AllValuesFilter(label=_("Outcome"))
    type = django_filters.ChoiceFilter(label=_("Type"), choices=TYPES)
    truth = django_filters.ChoiceFilter(label=_("Truth"), choices=Question.Truth.choices)
    retired = django_filters.BooleanFilter(
        label=_("Retired"), field_name="retired_on", lookup_expr="isnull", exclude=True
    )

    class Meta:
        model = Question
        fields = ["bank", "section", "outcome", "type", "truth"]


class RetireQuestion(RetireView):
    verbs = (retire, reinstate)


class Questions(SnippetViewSet):
    model = Question
    icon = "help"
    menu_label = _("Questions")
    copy_view_enabled = False
    add_to_reference_index = False
    add_view_class = AddByHand
    unpublish_view_class = RetireQuestion
    filterset_class = QuestionFilters
    search_fields = ["key", *(f"{text}__{language}" for text in ("stem", "ask") for language in ("kk", "ru", "en"))]
    search_backend_name = None
    ordering = ["key"]
    list_per_page = 50
    list_display = [
        "key",
        Column("stem", label=_("Stem"), accessor=lambda row: Truncator(in_language(row.stem)).chars(60)),
        "outcome",
        Column("type", label=_("Type"), accessor=lambda row: dict(TYPES)[row.type], sort_key="type"),
        StatusTagColumn("state", label=_("State"), accessor=lambda row: _state(row), primary=lambda row: row.live),
        Column("review", label=_("Waits for"), accessor=lambda row: ", ".join(waiting_for(row))),
    ]

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Question]":
        return Question.objects.select_related("section", "bank")

    @cached_property
    def edit_handler(self) -> Any:
        panels = [
            MultiFieldPanel(
                [
                    FieldPanel("section", widget=Select),
                    FieldPanel("slug"),
                    ThereAlready("key", read_only=True),
                    FieldRowPanel([FieldPanel("type"), FieldPanel("level"), FieldPanel("truth")]),
                    FieldPanel("outcome"),
                ],
                heading=_("Place"),
            ),
            FieldPanel("stem"),
            FieldPanel("ask"),
            FieldPanel("options"),
            FieldPanel("fields"),
            MultiFieldPanel([FieldPanel("facts"), FieldPanel("awaits")], heading=_("Facts and review")),
            PublishingPanel(),
        ]
        return ObjectList(panels, base_form_class=QuestionForm).bind_to_model(Question)


class Sections(SnippetViewSet):
    model = Section
    icon = "doc-full"
    menu_label = _("Sections")
    copy_view_enabled = False
    ordering = ["key"]
    list_display = [
        "key",
        Column("title", label=_("Title"), accessor=lambda row: in_language(row.title)),
        "edition",
        Column("review", label=_("Waits for"), accessor=lambda row: ", ".join(waiting_for(row))),
    ]

    @cached_property
    def edit_handler(self) -> Any:
        panels = [
            ThereAlready("key", read_only=True),
            FieldPanel("title"),
            FieldPanel("edition"),
            SectionAsItStands(template="question_banks/admin/section.html", heading=_("Outcomes and review")),
        ]
        return ObjectList(panels, base_form_class=SectionForm).bind_to_model(Section)


class Outcomes(SnippetViewSet):
    model = Outcome
    icon = "list-ul"
    menu_label = _("Outcomes")
    copy_view_enabled = False
    list_display = ["key", Column("title", label=_("Title"), accessor=str), "section"]

    @cached_property
    def edit_handler(self) -> Any:
        panels = [ThereAlready("key", read_only=True), FieldPanel("title")]
        return ObjectList(panels, base_form_class=OutcomeForm).bind_to_model(Outcome)


class QuestionBanks(SnippetViewSetGroup):
    items = (Questions, Sections, Outcomes)
    menu_label = _("Questions")
    menu_icon = "help"
    menu_order = 210


POLICIES = {Question: Kept, Section: Given, Outcome: Given}


def _state(question: Question) -> str:
    """In a list: whether a draft has a date would be asked of the database for each."""
    if question.retired_on:
        return question.status_string
    if not question.live:
        return gettext("draft")
    return gettext("in use, with a draft") if question.has_unpublished_changes else gettext("in use")
