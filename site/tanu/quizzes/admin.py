"""Tests as editors keep them in Wagtail."""

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList, PublishingPanel
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet

from tanu.quizzes.forms import QuizForm
from tanu.quizzes.models import Quiz


class Quizzes(SnippetViewSet):
    model = Quiz
    icon = "clipboard-list"
    menu_label = _("Tests")
    copy_view_enabled = False
    list_display = [
        "key",
        Column("title", label=_("Title"), accessor=str),
        Column("bank", label=_("Bank"), accessor="bank"),
        "draw",
        "pass_mark",
        "tries",
    ]

    @cached_property
    def edit_handler(self) -> Any:
        panels = [
            FieldPanel("key"),
            FieldPanel("title"),
            FieldPanel("bank"),
            FieldRowPanel([FieldPanel("draw"), FieldPanel("pass_mark")]),
            FieldRowPanel([FieldPanel("tries"), FieldPanel("wait_hours"), FieldPanel("minutes")]),
            PublishingPanel(),
        ]
        return ObjectList(panels, base_form_class=QuizForm).bind_to_model(Quiz)
