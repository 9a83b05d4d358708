"""What a lesson's page is made of in Wagtail, one block for each directive of the text format.

Each block introduces itself with icon, description and a preview as the learner would see it.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from tanu.courses.compiling import lenient_part
from tanu.lib.markup import Citations
from tanu.lib.textfiles import normalise
from tanu.pictures.models import Drawing

_PREVIEW = "courses/preview_block.html"
_SYNTAX = _(
    "## Heading {#anchor}, **bold**, - list, 1. steps, | table |, [link](https://...), and a citation in brackets "
    "of its own: [F-CLIN-19]. No HTML."
)


class MarkdownBlock(blocks.TextBlock):
    """A text of several lines as files hold it: browsers send CR LF."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # The first line may be indented.
        self.field_options["strip"] = False

    def value_from_datadict(self, data: Any, files: Any, prefix: str) -> str:
        text = normalise(super().value_from_datadict(data, files, prefix) or "")
        return text.lstrip("\n").rstrip()


class LineBlock(blocks.TextBlock):
    """A text on one line, however it was typed."""

    def value_from_datadict(self, data: Any, files: Any, prefix: str) -> str:
        return " ".join(normalise(super().value_from_datadict(data, files, prefix) or "").split())


class Shown:
    """Shows its sample in the picker of blocks, in our own style."""

    def get_preview_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        return {**(parent_context or {}), "part": lenient_part(self.name, value, Citations())}  # type: ignore[attr-defined]


class ProseBlock(Shown, MarkdownBlock):
    class Meta:
        icon = "pilcrow"
        label = _("Prose")
        description = _("Headings with anchors, paragraphs, lists, tables, citations of facts.")
        preview_template = _PREVIEW
        preview_value = _(
            "## What you see {#see}\n\nA bruise alone says little. **Place, age and story** say more.\n\n"
            "- where it is\n- what the child says"
        )


class CaseBlock(Shown, blocks.StructBlock):
    title = LineBlock(label=_("Title"))
    text = MarkdownBlock(label=_("Text"), rows=4)

    class Meta:
        icon = "user"
        label = _("Hook case")
        description = _("Invented people and one decision, no answer yet. 60 to 110 words.")
        preview_template = _PREVIEW
        preview_value = {
            "title": _("Nine o'clock, ward three"),
            "text": _("A nurse sees a mark behind the ear of a child who does not walk yet. Whom does she tell?"),
        }


class CalloutBlock(Shown, blocks.StructBlock):
    kind = blocks.ChoiceBlock(
        [("do", _("Do")), ("dont", _("Do not")), ("remember", _("Remember"))], label=_("What it says")
    )
    title = LineBlock(label=_("Title"))
    text = MarkdownBlock(label=_("Text"), rows=3)

    class Meta:
        icon = "warning"
        label = _("Callout")
        description = _("One thing to do, not to do or to keep; at most 40 words.")
        preview_template = _PREVIEW
        preview_value = {
            "kind": "do",
            "title": _("Write the child's own words"),
            "text": _("In quotation marks, with date and time, before you speak to anybody else."),
        }


class CheckBlock(Shown, blocks.StructBlock):
    name = blocks.CharBlock(
        label=_("Name of the question"),
        help_text=_("The check question's name in this lesson: c1. It is made on the lesson's page."),
    )

    class Meta:
        icon = "help"
        label = _("Check question")
        description = _("Its three languages are edited together, as a question.")
        preview_template = _PREVIEW
        preview_value = {"name": "c1"}


class PractiseBlock(Shown, blocks.StructBlock):
    name = blocks.CharBlock(
        label=_("Name of the question"), help_text=_("The name of the practice in this lesson: p1.")
    )
    question = blocks.CharBlock(
        label=_("Question"), help_text=_("The key of a question in a bank: referral-forms/first-form.")
    )

    class Meta:
        icon = "form"
        label = _("Practice form")
        description = _("A question of a bank, practised in the lesson and kept for nobody but the learner.")
        preview_template = _PREVIEW
        preview_value = {"name": "p1", "question": ""}


class FigureBlock(Shown, blocks.StructBlock):
    path = blocks.CharBlock(label=_("Drawing"), help_text=_("Its path, as in the list of drawings: figures/name.svg."))
    alt = LineBlock(label=_("For those who do not see it"))
    caption = LineBlock(label=_("Caption"))

    class Meta:
        icon = "image"
        label = _("Figure")
        description = _("A drawing of ours, without words inside.")
        preview_template = _PREVIEW

    def get_preview_value(self) -> Any:
        path = Drawing.objects.filter(live=True).values_list("path", flat=True).first()
        return self.normalize({"path": path or "", "alt": "", "caption": str(_("What the drawing shows, in a line."))})


class LocalBlock(Shown, blocks.StructBlock):
    what = blocks.ChoiceBlock(
        [("intake", _("Who takes referrals")), ("officer", _("Officer")), ("helplines", _("Help lines"))],
        label=_("What it shows"),
    )

    class Meta:
        icon = "site"
        label = _("Local card")
        description = _("Filled from the reader's district.")
        preview_template = _PREVIEW
        preview_value = {"what": "intake"}


class AwaitsBlock(Shown, blocks.StructBlock):
    kind = blocks.ChoiceBlock(
        [("legal", _("A lawyer")), ("clinical", _("A clinician")), ("language", _("A native speaker"))],
        label=_("Who must confirm it"),
    )
    text = MarkdownBlock(label=_("Text"), rows=3)

    class Meta:
        icon = "time"
        label = _("Awaits review")
        description = _("Who has not confirmed what, and what to do meanwhile.")
        preview_template = _PREVIEW
        preview_value = {
            "kind": "legal",
            "text": _("The deadline is not confirmed. Until then, when in doubt, call sooner."),
        }


class DownloadBlock(Shown, blocks.StructBlock):
    slug = blocks.CharBlock(label=_("Handout"), help_text=_("The name of a handout of this course: body-map."))
    title = LineBlock(label=_("Title"))

    class Meta:
        icon = "download"
        label = _("Handout")
        description = _("A card that leads to a handout and its PDF.")
        preview_template = _PREVIEW
        preview_value = {"slug": "body-map", "title": _("Body map, A4")}


class PlayBlock(Shown, blocks.StructBlock):
    case = blocks.CharBlock(label=_("Case study"), help_text=_("The key of a case study: after-the-bell."))

    class Meta:
        icon = "media"
        label = _("Case study")
        description = _("A card that opens a branching case study.")
        preview_template = _PREVIEW
        preview_value = {"case": "after-the-bell"}


class LessonBody(blocks.StreamBlock):
    prose = ProseBlock(help_text=_SYNTAX, rows=4)
    case = CaseBlock()
    callout = CalloutBlock()
    check = CheckBlock()
    practise = PractiseBlock()
    figure = FigureBlock()
    local = LocalBlock()
    awaits = AwaitsBlock()
    download = DownloadBlock()
    play = PlayBlock()

    class Meta:
        block_counts = {"case": {"max_num": 3}, "check": {"max_num": 4}, "practise": {"max_num": 2}}
