"""What the editor's form of a case is made of: what stands once, and its texts in three languages side by side."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    BlockGroup,
    BooleanBlock,
    CharBlock,
    IntegerBlock,
    ListBlock,
    StructBlock,
)
from wagtail.blocks import ChoiceBlock as OneOf
from wagtail.blocks import FieldBlock as OneField
from wagtail.blocks.list_block import ListBlockValidationError

from tanu.case_studies.editing_texts import UnreadableAmounts, amounts_in
from tanu.question_banks.blocks import InThreeLanguages

KINDS = [
    ("start", _("Start")),
    ("normal", _("Ordinary")),
    ("must-visit", _("Must be seen")),
    ("must-avoid", _("Better avoided")),
    ("end", _("Ending")),
]
VERDICTS = [
    ("safe", _("Safe")),
    ("safe-harder", _("Safe, and harder than needed")),
    ("late", _("Late")),
    ("not-safe", _("Not safe")),
]
LINKS = [("ordered", _("In this order")), ("shuffled", _("Shuffled")), ("chance", _("Chance decides, by weight"))]
EFFECTS = [("say", _("One more paragraph")), ("refuse", _("Why a choice is refused"))]
PARTS = [
    ("text", _("Text")),
    ("says", _("Somebody speaks")),
    ("found", _("A paper that is found")),
    ("figure", _("Drawing")),
]
LEVELS = [("now", _("now")), ("same-day", _("same day")), ("discuss", _("discuss"))]
SEXES = [("girl", _("Girl")), ("boy", _("Boy"))]


def word(label: Any, **options: Any) -> CharBlock:
    return CharBlock(label=label, required=False, max_length=200, **options)


def number(label: Any, **options: Any) -> IntegerBlock:
    return IntegerBlock(label=label, required=False, **options)


def tick(label: Any, **options: Any) -> BooleanBlock:
    return BooleanBlock(label=label, required=False, **options)


def one_of(label: Any, choices: Sequence[tuple[str, Any]], **options: Any) -> OneOf:
    return OneOf(choices=choices, label=label, required=False, **options)


def folded(heading: Any, names: list[str]) -> BlockGroup:
    return BlockGroup(list(names), heading=heading, classname="collapsed", label_format="")


class Keyed(ListBlock):
    """A list whose parts are kept under their `id`, also in a draft: each has one, and no two the same."""

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        keys = [part["id"] for part in cleaned]
        faults = {
            position: ValidationError(
                gettext("`%(id)s` stands twice") % {"id": key} if key else gettext("This needs an id.")
            )
            for position, key in enumerate(keys)
            if not key or key in keys[:position]
        }
        if faults:
            raise ListBlockValidationError(block_errors=faults)
        return cleaned


class AmountsBlock(CharBlock):
    """What happens to the counters."""

    def __init__(self, **options: Any) -> None:
        about = _("For example `burden +1, calm = 0`.")
        super().__init__(required=False, max_length=300, label=_("Counters"), help_text=about, **options)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        try:
            amounts_in(cleaned)
        except UnreadableAmounts as part:
            said = gettext("`%(part)s` is not understood; write `burden +1` or `burden = 0`, separated by commas.")
            raise ValidationError(said % {"part": part}) from None
        return cleaned


class SceneChoice(OneField):
    """A scene, chosen from those of this draft; admin.js keeps the list current while scenes come and change."""

    def __init__(self, scenes: Sequence[str] = (), **options: Any) -> None:
        listed = [("", "---------"), *((scene, scene) for scene in scenes)]
        self.field = forms.CharField(required=False, widget=forms.Select({"data-scenes": ""}, choices=listed))
        super().__init__(**options)


class PersonBlock(StructBlock):
    role = word(_("Role"), help_text=_("child, officer, carer and so on; each once."))
    id = word(_("Id"))
    sex = one_of(_("Sex"), SEXES)
    age = number(_("Age in years"))
    months = number(_("Months, of a baby"))
    name = InThreeLanguages(label=_("Name"))

    class Meta:
        label_format = "{id}"


class CounterBlock(StructBlock):
    id = word(_("Id"))
    start = number(_("At the start"), default=0)
    shown = tick(_("The learner sees it"))
    name = InThreeLanguages(label=_("Name"), help_text=_("Of a counter that is shown."))

    class Meta:
        label_format = "{id}"


class PointBlock(StructBlock):
    id = word(_("Id"))
    facts = word(_("Facts"), help_text=_("Separated by spaces."))
    reason = InThreeLanguages(label=_("Reason"), help_text=_("Cites the same facts: [F-SCH-09]."))

    class Meta:
        label_format = "{id}"


class PartBlock(StructBlock):
    """A part of a scene's text."""

    kind = one_of(_("Kind"), PARTS, default="text")
    what = word(
        _("Who or what"),
        help_text=_("The id of who speaks; letter, chart, record, transcript or body-map; or the path of the drawing."),
    )
    title = InThreeLanguages(label=_("Where the paper is from"))
    text = InThreeLanguages(label=_("Text"))
    alt = InThreeLanguages(label=_("What the drawing shows"))

    class Meta:
        label_format = "{kind} {what}"


class OptionBlock(StructBlock):
    id = word(_("Id"))
    text = InThreeLanguages(label=_("Text"))
    feedback = InThreeLanguages(label=_("Feedback"))

    class Meta:
        label_format = "{id}"


class FieldBlock(StructBlock):
    """One field of the practice referral form in a scene."""

    id = word(_("Id"))
    right = word(_("Right option"))
    label = InThreeLanguages(label=_("Label"))
    options = Keyed(OptionBlock(), label=_("Options"), default=[])

    class Meta:
        label_format = "{id}"


class ChoiceBlock(StructBlock):
    """Something to choose. `to` stands in `scenes_block`, which knows the scenes."""

    id = word(_("Id"))
    to = SceneChoice(label=_("Leads to"))
    text = InThreeLanguages(label=_("Text"))
    feedback = InThreeLanguages(label=_("Feedback"))
    critical = word(_("Critical steps it takes"))
    forbidden = word(_("Harmful acts it does"))
    counters = AmountsBlock()
    expert = tick(_("The expert's"))
    tempting = tick(_("Tempting"))
    threshold = one_of(_("Says how urgent it is"), LEVELS)
    hours = number(_("Hours that pass"), default=0)
    weight = number(_("Weight"), default=1, help_text=_("Where chance decides."))
    at_once = tick(_("Feedback at once"))

    class Meta:
        icon = "arrow-right"
        label_format = "{id} → {to}"
        form_layout = BlockGroup(
            [
                "id",
                "to",
                "text",
                "feedback",
                folded(
                    _("What it counts and changes"),
                    [
                        "critical",
                        "forbidden",
                        "expert",
                        "tempting",
                        "threshold",
                        "counters",
                        "hours",
                        "weight",
                        "at_once",
                    ],
                ),
            ]
        )


class RuleBlock(StructBlock):
    """When it holds, exactly one effect."""

    when = word(_("When"), help_text=_("`burden >= 2`, `visited office`, `chose tells.photo`; and, or, not, brackets."))
    choice = word(_("Of the choice"), help_text=_("Goes with “Leads to” and “Refuses with”."))
    to = SceneChoice(label=_("Leads to"))
    hide = word(_("Hides the choice"))
    refuse = word(_("Refuses with"), help_text=_("The id of a sentence below."))
    say = word(_("Says"), help_text=_("The id of a sentence below."))
    counters = AmountsBlock()

    class Meta:
        label_format = "{when}"


class SayingBlock(StructBlock):
    id = word(_("Id"))
    effect = one_of(_("For"), EFFECTS, default="say")
    text = InThreeLanguages(label=_("Text"))

    class Meta:
        label_format = "{id}"


class SceneBlock(StructBlock):
    id = word(_("Id"), help_text=_("Lower-case letters, digits and dashes. Choices lead to it by this name."))
    kind = one_of(_("Kind"), KINDS, default="normal")
    heading = InThreeLanguages(label=_("Heading"))
    blocks = ListBlock(PartBlock(), label=_("Text"), default=[])
    choices = Keyed(ChoiceBlock(), label=_("Choices"), default=[])
    verdict = one_of(_("Verdict of an ending"), VERDICTS)
    rules = ListBlock(RuleBlock(), label=_("Rules"), default=[])
    sayings = Keyed(SayingBlock(), label=_("Sentences of the rules"), default=[])
    counters = AmountsBlock()
    links = one_of(_("Order of the choices"), LINKS, default="ordered")
    question = word(_("Question of a bank"), help_text=_("Its key. Then the choices are `right` and `wrong`."))
    enough = number(_("Right fields that make the form good"))
    fields = Keyed(FieldBlock(), label=_("Practice referral form"), default=[])

    class Meta:
        icon = "doc-full"
        label = _("Scene")
        label_format = "{id} · {kind}"
        form_layout = BlockGroup(
            [
                *("id", "kind", "heading", "blocks", "choices", "verdict"),
                folded(_("Rules and counters"), ["rules", "sayings", "counters", "links"]),
                folded(_("Practice referral form or question"), ["fields", "enough", "question"]),
            ]
        )


def scenes_block(scenes: Sequence[str] = ()) -> Keyed:
    """Scenes whose choices and rules lead to one of `scenes`."""
    choice, rule = (block([("to", SceneChoice(scenes, label=_("Leads to")))]) for block in (ChoiceBlock, RuleBlock))
    lists = [
        ("choices", Keyed(choice, label=_("Choices"), default=[])),
        ("rules", ListBlock(rule, label=_("Rules"), default=[])),
    ]
    return Keyed(SceneBlock(lists), default=[], collapsed=True)


class RemarkBlock(StructBlock):
    id = word(_("Id"))
    when = word(_("When"), help_text=_("As in a rule; also `seconds`, `missed` and `entered`."))
    text = InThreeLanguages(label=_("Text"))

    class Meta:
        label_format = "{id}"


class NoteBlock(StructBlock):
    id = word(_("Id"), help_text=_("purpose, before, discuss-1, discuss-2, discuss-3, close"))
    text = InThreeLanguages(label=_("Text"))

    class Meta:
        label_format = "{id}"
