from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from tanu.lib.editing import Draftable
from tanu.lib.svg import SvgRefused, inline_svg
from tanu.pictures.files import FIGURE_PATH


class Picture(AbstractImage):
    """An uploaded picture with its alternative text in three languages, its credit and licence."""

    alt_kk = models.CharField(max_length=300, blank=True)
    alt_ru = models.CharField(max_length=300, blank=True)
    alt_en = models.CharField(max_length=300, blank=True)
    credit = models.CharField(max_length=200, blank=True)
    licence = models.CharField(max_length=60, blank=True)

    admin_form_fields = (*Image.admin_form_fields, "alt_kk", "alt_ru", "alt_en", "credit", "licence")


class PictureRendition(AbstractRendition):
    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="picture_rendition_once")
        ]


class Drawing(Draftable):
    """A line drawing of our own with its credit. Texts name it by its path under media/, so that never changes."""

    kept = ("path",)

    path = models.CharField(
        _("path"),
        max_length=120,
        unique=True,
        validators=[RegexValidator(FIGURE_PATH, _("A path is like figures/two-chairs.svg."))],
        help_text=_("Its name for ever, like figures/two-chairs.svg. Lessons name the drawing by it."),
    )
    svg = models.TextField(
        _("drawing"),
        help_text=_("SVG of shapes only, without words, styles and references. Classes give the colours."),
    )
    drawn_by = models.CharField(_("drawn by"), max_length=200)
    licence = models.CharField(_("licence"), max_length=60, default="CC BY-SA 4.0")
    checked = models.DateField(
        _("checked"), help_text=_("When somebody last looked whether drawing and credit are right.")
    )

    class Meta:
        ordering = ["path"]
        verbose_name = _("drawing")
        verbose_name_plural = _("drawings")

    def __str__(self) -> str:
        return self.path

    def clean(self) -> None:
        super().clean()
        try:
            self.inline()
        except SvgRefused as refused:
            raise ValidationError({"svg": [f"{line}: {sentence}" for line, sentence in refused.faults]}) from None

    def inline(self, label: str = "") -> SafeString:
        """The drawing as an element of a page, named `label` for those who do not see it. Raises SvgRefused."""
        return mark_safe(inline_svg(self.svg, label=label))

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "pictures/preview_drawing.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        return {"drawing": self, "element": self.inline(self.path)}
