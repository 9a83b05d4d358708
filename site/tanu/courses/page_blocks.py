"""What a lesson's page is made of in Wagtail, one block for each directive of the text format."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class ProseBlock(blocks.TextBlock):
    class Meta:
        icon = "pilcrow"
        label = _("Prose")
        description = _("Markdown: headings with anchors, lists, tables, citations of facts.")


class CaseBlock(blocks.StructBlock):
    title = blocks.CharBlock()
    text = blocks.TextBlock()

    class Meta:
        icon = "user"
        label = _("Hook case")
        description = _("Invented people and one decision, no answer yet.")


class CalloutBlock(blocks.StructBlock):
    kind = blocks.ChoiceBlock([("do", _("Do")), ("dont", _("Do not")), ("remember", _("Remember"))])
    title = blocks.CharBlock()
    text = blocks.TextBlock()

    class Meta:
        icon = "warning"
        label = _("Callout")
        description = _("One thing to do, not to do or to keep; at most 40 words.")


class CheckBlock(blocks.StructBlock):
    name = blocks.CharBlock(help_text=_("The check question's name in this lesson: c1."))

    class Meta:
        icon = "help"
        label = _("Check question")
        description = _("Its three languages are edited together, as a question.")


class FigureBlock(blocks.StructBlock):
    path = blocks.CharBlock(help_text=_("A drawing in media/."))
    alt = blocks.TextBlock()
    caption = blocks.TextBlock()

    class Meta:
        icon = "image"
        label = _("Figure")
        description = _("A drawing of ours, without words inside.")


class LocalBlock(blocks.StructBlock):
    what = blocks.ChoiceBlock(
        [("intake", _("Who takes referrals")), ("officer", _("Officer")), ("helplines", _("Help lines"))]
    )

    class Meta:
        icon = "site"
        label = _("Local card")
        description = _("Filled from the reader's district.")


class AwaitsBlock(blocks.StructBlock):
    kind = blocks.ChoiceBlock(
        [("legal", _("A lawyer")), ("clinical", _("A clinician")), ("language", _("A native speaker"))]
    )
    text = blocks.TextBlock()

    class Meta:
        icon = "time"
        label = _("Awaits review")
        description = _("Who has not confirmed what, and what to do meanwhile.")


class LessonBody(blocks.StreamBlock):
    prose = ProseBlock()
    case = CaseBlock()
    callout = CalloutBlock()
    check = CheckBlock()
    figure = FigureBlock()
    local = LocalBlock()
    awaits = AwaitsBlock()
