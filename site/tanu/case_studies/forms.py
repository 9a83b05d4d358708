"""The form in which an editor writes a case: the graph once, each text in three languages."""

import re
import uuid
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateInput
from wagtail.blocks import Block, StructValue
from wagtail.blocks.base import BlockField
from wagtail.blocks.list_block import ListValue

from tanu.case_studies.audiences import AUDIENCES
from tanu.case_studies.blocks import (
    LEVELS,
    VERDICTS,
    CounterBlock,
    Keyed,
    NoteBlock,
    PersonBlock,
    PointBlock,
    RemarkBlock,
    scenes_block,
)
from tanu.case_studies.editing_source import begun, from_form, to_form
from tanu.case_studies.models import Case
from tanu.case_studies.problems import told
from tanu.lib.specs import SLUG
from tanu.lib.trilingual import LinesFormField, TrilingualFormField

TRUTHS = [("abuse", _("Abuse")), ("not-abuse", _("Not abuse")), ("mixed", _("Mixed")), ("open", _("Open"))]
FEEDBACK = [("end", _("In the debrief")), ("now", _("After each choice"))]
_A_SCENE = re.compile(r"scenes-\d+-value-id|scenes-\d+-value-(?:choices|rules)-\d+-value-to")


class PartsField(BlockField):
    """A list of blocks that is plain lists and dictionaries outside of its widget.

    `block_id` gives a part's block the same id as long as the part keeps its own.
    """

    block_id: Callable[[str], str] | None = None

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        named = [{"type": "item", "value": part, "id": self.block_id(part["id"])} for part in value if self.block_id]
        return self.block.to_python(named or value)

    def clean(self, value: Any) -> Any:
        return plain(super().clean(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(plain(self.prepare_value(initial or [])) != plain(data))


def plain(value: Any) -> Any:
    if isinstance(value, ListValue):
        return [plain(part) for part in value]
    return {name: plain(part) for name, part in value.items()} if isinstance(value, StructValue) else value


def texts(label: Any, **options: Any) -> TrilingualFormField:
    return TrilingualFormField(label=label, required=False, box=AdminAutoHeightTextInput, **options)


def parts(label: Any, block: Block) -> PartsField:
    return PartsField(Keyed(block, default=[], collapsed=True), label=label, required=False)


def word(label: Any, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, **options)


def lines(label: Any, **options: Any) -> LinesFormField:
    return LinesFormField(label=label, required=False, widget=AdminAutoHeightTextInput, **options)


class DayField(forms.DateField):
    """A day as files write it: 2026-11-21."""

    widget = AdminDateInput

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        return day.isoformat() if day else None


class CaseForm(WagtailAdminModelForm):
    key = forms.CharField(
        label=_("Key"),
        max_length=80,
        help_text=_(
            "Lower-case letters, digits and dashes. It never changes: files and ways through the case name it."
        ),
    )
    edition = DayField(label=_("Edition"), required=False)
    minutes = forms.IntegerField(label=_("Minutes"), required=False)
    audience = forms.MultipleChoiceField(
        label=_("For whom"), choices=AUDIENCES.items(), required=False, widget=forms.CheckboxSelectMultiple
    )
    outcomes = lines(_("Outcomes"), help_text=_("Keys of outcomes of the course, one a line."))
    truth = forms.ChoiceField(label=_("Truth"), choices=[("", "---------"), *TRUTHS], required=False)
    instead = word(_("Lesson to read instead"), help_text=_("Whoever skips the case reads it, and it counts the same."))
    lessons = lines(_("Lessons to read again"), help_text=_("One a line."))
    facts = lines(_("Facts"), help_text=_("IDs of all facts that the case names, one a line."))
    feedback = forms.ChoiceField(label=_("Feedback"), choices=FEEDBACK, required=False)
    title = texts(_("Title"))
    intro = texts(_("Introduction"))
    content_warning = texts(_("Content warning"))
    outcomes_said = texts(_("What is practised"))
    role = texts(_("Role"))
    awaits = texts(_("What is not confirmed yet"))
    people = parts(_("People"), PersonBlock())
    counters = parts(_("Counters"), CounterBlock())
    critical = parts(_("Critical steps"), PointBlock())
    forbidden = parts(_("Harmful acts"), PointBlock())
    threshold_right = forms.ChoiceField(
        label=_("How urgent it is"), choices=[("", "---------"), *LEVELS], required=False
    )
    threshold_by = word(_("Critical step that shows how urgent it is"))
    recipient_right = word(_("Who must be told"), help_text=_("The id of one of the people."))
    recipient_by = word(_("Critical step that shows who is told"))
    delay_by = word(_("Harmful acts of losing time"), help_text=_("Separated by spaces."))
    pass_points = forms.IntegerField(label=_("Points to pass"), required=False)
    pass_verdicts = forms.MultipleChoiceField(
        label=_("Verdicts to pass"), choices=VERDICTS, required=False, widget=forms.CheckboxSelectMultiple
    )
    scenes = PartsField(scenes_block(), label=_("Scenes"), required=False)
    remarks = parts(_("Remarks of the debrief"), RemarkBlock())
    facilitator = parts(_("Notes for the facilitator"), NoteBlock())

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        case: Case = self.instance
        self.said = to_form(case.graph, case.words)
        self.initial |= self.said
        self.fields["scenes"] = PartsField(scenes_block(self._scenes()), label=_("Scenes"), required=False)
        self.fields["scenes"].block_id = partial(scene_block_id, case)
        if not case._state.adding:
            self.fields.pop("key", None)

    def is_multipart(self) -> bool:
        """A Kazakh letter is two bytes then; as an address writes it, six."""
        return True

    def _scenes(self) -> list[str]:
        """The ids that stand in the form, and those to which anything leads."""
        scenes = self.said["scenes"]
        drafted = [scene["id"] for scene in scenes] + [target for scene in scenes for target in _targets(scene)]
        sent = [str(value) for name, value in (self.data or {}).items() if _A_SCENE.fullmatch(name)]
        return list(dict.fromkeys(filter(None, [*drafted, *sent])))

    def clean_key(self) -> str:
        key = str(self.cleaned_data["key"])
        if not re.fullmatch(SLUG, key):
            raise ValidationError(_("Only lower-case letters, digits and dashes."))
        if Case.objects.filter(key=key).exists():
            raise ValidationError(_("This key is taken, perhaps by a case that was retired."))
        return key

    def clean_audience(self) -> list[str]:
        return self._as_before("audience")

    def clean_pass_verdicts(self) -> list[str]:
        return self._as_before("pass_verdicts")

    def _as_before(self, name: str) -> list[str]:
        """Ticking is no change of order."""
        ticked: list[str] = self.cleaned_data[name]
        return [
            *(key for key in self.said[name] if key in ticked),
            *(key for key in ticked if key not in self.said[name]),
        ]

    def _post_clean(self) -> None:
        case: Case = self.instance
        if not self.errors:
            before = case.graph or begun(self.cleaned_data["key"])
            case.graph, case.words = from_form(self.cleaned_data, before)
            if not self.is_deferred_validation:
                self._refuse(told(case))
        case.is_unfinished = True  # The faults were told here, each with its scene.
        super()._post_clean()
        case.is_unfinished = self.is_deferred_validation

    def _refuse(self, faults: Iterable[Any]) -> None:
        for fault in faults:
            self.add_error(None, str(fault))


def scene_block_id(case: Case, scene: str) -> str:
    """Of the block in which a scene is edited: the same as long as its id."""
    return str(uuid.uuid5(case.pk, scene))


def _targets(scene: dict[str, Any]) -> Iterator[str]:
    for part in (*scene["choices"], *scene["rules"]):
        yield part["to"]
