"""Drawings as editors keep them in Wagtail."""

from typing import Any

from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList, PublishingPanel
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet

from tanu.pictures.forms import DrawingForm
from tanu.pictures.models import Drawing


class DrawingColumn(Column):
    """The drawing itself, small."""

    cell_template_name = "pictures/admin/drawing_cell.html"

    def get_value(self, instance: Drawing) -> SafeString:
        return instance.inline(instance.path)


class Drawings(SnippetViewSet):
    model = Drawing
    icon = "image"
    menu_label = _("Drawings")
    copy_view_enabled = False
    list_display = ["path", DrawingColumn("drawing", label=_("Drawing")), "drawn_by", "licence", "checked"]

    @cached_property
    def edit_handler(self) -> Any:
        panels = [
            FieldPanel("path"),
            FieldPanel("svg"),
            FieldRowPanel([FieldPanel("drawn_by"), FieldPanel("licence"), FieldPanel("checked")]),
            PublishingPanel(),
        ]
        return ObjectList(panels, base_form_class=DrawingForm).bind_to_model(Drawing)
