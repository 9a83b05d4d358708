"""What the options of a question, and the fields of a practice referral form, are made of in the admin."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from tanu.lib.textfiles import normalise


class OneTextBlock(blocks.TextBlock):
    """A text in one language, in the form in which files hold it: browsers send CR LF."""

    def value_from_datadict(self, data: Any, files: Any, prefix: str) -> str:
        return normalise(super().value_from_datadict(data, files, prefix) or "").strip()


class InThreeLanguages(blocks.StructBlock):
    """{"kk", "ru", "en"}, side by side."""

    kk = OneTextBlock(label=_("Kazakh"), required=False, rows=2)
    ru = OneTextBlock(label=_("Russian"), required=False, rows=2)
    en = OneTextBlock(label=_("English"), required=False, rows=2)

    class Meta:
        form_classname = "struct-block in-three-languages"


class OptionBlock(blocks.StructBlock):
    """An option; `right` or `weight` says what it earns."""

    key = blocks.CharBlock(
        label=_("Key"),
        required=False,
        max_length=80,
        help_text=_("A letter or a short word. Answers are kept under it for ever."),
    )
    right = blocks.BooleanBlock(label=_("Right"), required=False)
    weight = blocks.FloatBlock(
        label=_("Weight"),
        required=False,
        help_text=_("Only where a question of a bank takes several answers: 0.5 earns half, -0.5 costs half."),
    )
    text = InThreeLanguages(label=_("Text"))
    feedback = InThreeLanguages(label=_("Feedback"))

    class Meta:
        icon = "list-ul"
        label = _("Option")


class FieldOptionBlock(OptionBlock):
    """In a form all fields count alike."""

    weight = None


class OptionsBlock(blocks.StreamBlock):
    option = OptionBlock()


class FieldBlock(blocks.StructBlock):
    """One field of a practice referral form."""

    key = blocks.CharBlock(label=_("Key"), required=False, max_length=80)
    label = InThreeLanguages(label=_("Label"))
    options = blocks.ListBlock(FieldOptionBlock(), label=_("Options"))

    class Meta:
        icon = "form"
        label = _("Field")


class FieldsBlock(blocks.StreamBlock):
    field = FieldBlock()
