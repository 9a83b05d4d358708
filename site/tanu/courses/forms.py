"""The forms in which editors write courses and lessons. Their rules are those of the files (rules.py)."""

from collections import defaultdict
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm
from wagtail.blocks import StreamBlockValidationError, StructBlockValidationError

from tanu.courses.exporting import check_sources
from tanu.courses.files import PLACES
from tanu.courses.models import Course, Fact, Lesson, Module
from tanu.courses.rules import Fault, course_faults, read_page, surroundings
from tanu.courses.standing import title_of
from tanu.courses.variants import Variant, names
from tanu.lib.languages import in_language
from tanu.lib.sentences import spoken
from tanu.lib.specs import SLUG
from tanu.lib.textfiles import normalise
from tanu.lib.trilingual import TrilingualFormField
from tanu.question_banks.models import Outcome
from tanu.records.models import TrainingEdition


class LessonPageForm(WagtailAdminPageForm):
    """A draft may be unfinished; what is published or submitted for review keeps every rule."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("objectives", "key_points"):
            self.fields[name].widget.attrs["rows"] = 5

    def clean_title(self) -> str:
        return normalise(self.cleaned_data["title"]).strip()

    def clean_content_warning(self) -> str:
        return normalise(self.cleaned_data["content_warning"]).strip()

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.is_deferred_validation or self.errors:
            return
        lesson = self.instance.lesson
        faults = read_page(lesson, self.instance, surroundings(check_sources(lesson))).faults
        for name, sentences in _by_field(faults).items():
            self.add_error(name, sentences)
        if in_body := [fault for fault in faults if fault.place == "body" or isinstance(fault.place, int)]:
            self.add_error("body", _body_error(in_body, self.instance.body))


class LessonForm(WagtailAdminModelForm):
    """What is the same in every language."""

    audience = forms.MultipleChoiceField(
        label=_("For whom"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("With none ticked it is for everybody."),
    )
    outcomes = forms.MultipleChoiceField(label=_("Outcomes"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.course_id is None:
            return
        course = self.instance.course
        self.fields["module"].queryset = course.modules.all()
        audience = _with_known(course.audience, self.instance.audience)
        self.fields["audience"].choices = list(zip(audience, names(audience), strict=True))
        self.fields["outcomes"].choices = outcome_choices(course, self.instance.outcomes)

    def clean_audience(self) -> list[str]:
        return _in_old_order(self.cleaned_data["audience"], self.instance.audience)

    def clean_outcomes(self) -> list[str]:
        return _in_old_order(self.cleaned_data["outcomes"], self.instance.outcomes)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        module, position = cleaned.get("module"), cleaned.get("position")
        if module and position:
            others = Lesson.objects.filter(module=module, position=position, retired_on__isnull=True)
            if taken := others.exclude(pk=self.instance.pk).first():
                self.add_error("position", _("This place is taken by %(lesson)s.") % {"lesson": taken.slug})
        return cleaned


class CourseForm(WagtailAdminModelForm):
    audience = forms.MultipleChoiceField(
        label=_("For whom"), choices=Variant.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    changed_lessons = forms.MultipleChoiceField(
        label=_("Lessons that teach it"), required=False, widget=forms.CheckboxSelectMultiple
    )
    again_months = forms.CharField(
        label=_("Months after which the test is offered again"),
        required=False,
        help_text=_("Numbers with a comma between them: 3, 12. Empty: never."),
    )
    again_minutes = forms.IntegerField(label=_("Minutes that takes"), required=False, min_value=1, initial=10)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        lessons = Lesson.objects.filter(course=self.instance.pk, retired_on__isnull=True).prefetch_related(
            "pages__locale"
        )
        self.fields["changed_lessons"].choices = [(lesson.key, title_of(lesson)) for lesson in lessons]
        again = self.instance.again
        self.initial.setdefault("again_months", ", ".join(map(str, again.get("months", []))))
        self.initial.setdefault("again_minutes", again.get("minutes", 10))

        for form in self._modules.forms:
            form.fields["key"].disabled = form.instance.pk is not None

    @property
    def _modules(self) -> Any:
        return self.formsets["modules"]

    def clean_audience(self) -> list[str]:
        return _in_old_order(self.cleaned_data["audience"], self.instance.audience)

    def clean_again_months(self) -> list[int]:
        words = self.cleaned_data["again_months"].replace(",", " ").split()
        if not all(word.isdigit() and int(word) > 0 for word in words):
            raise ValidationError(_("Write whole numbers of months, such as 3, 12."))
        return sorted({int(word) for word in words})

    def clean_changed_lessons(self) -> list[str]:
        return _in_old_order(self.cleaned_data["changed_lessons"], self.instance.changed_lessons)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        self._clean_edition(cleaned)
        for form in self._modules.deleted_forms if self._modules.is_valid() else ():
            if form.instance.pk and form.instance.lessons.exists():
                message = _("The module %(module)s has lessons. Move or retire them first.")
                self.add_error(None, message % {"module": form.instance.key})
        return cleaned

    def _clean_edition(self, cleaned: dict[str, Any]) -> None:
        what, lessons = cleaned.get("what_changed"), cleaned.get("changed_lessons")
        if bool(what) != bool(lessons):
            self.add_error("changed_lessons", _("Say what changed, and tick the lessons that teach it."))
        if "dated" not in cleaned:
            return
        known = TrainingEdition.objects.filter(training=self.instance.training_id, dated=cleaned["dated"]).first()
        if known and (known.what_changed, known.changed_lessons) != (what or {}, lessons or []):
            self.add_error("dated", _("This edition is announced and never changes. Give the new one another date."))

    def _post_clean(self) -> None:
        months, minutes = self.cleaned_data.get("again_months"), self.cleaned_data.get("again_minutes")
        self.instance.again = {"months": months, "minutes": minutes or 10} if months else {}
        super()._post_clean()
        if self.is_deferred_validation or self.errors or not self._modules.is_valid():
            return
        modules = [form.instance for form in self._modules.ordered_forms]
        for name, sentences in _by_field(course_faults(self.instance, modules)).items():
            self.add_error(name if name in self.fields else None, sentences)


class FactForm(WagtailAdminModelForm):
    flags = forms.MultipleChoiceField(
        label=_("Still to be confirmed by"),
        choices=Fact.Flag.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not self.instance._state.adding:
            self.fields["key"].disabled = True

    def clean_wording(self) -> str:
        return normalise(self.cleaned_data["wording"]).strip()

    def clean_source(self) -> str:
        return normalise(self.cleaned_data["source"]).strip()

    def clean_flags(self) -> list[str]:
        return _in_old_order(self.cleaned_data["flags"], self.instance.flags)


class NewLesson(forms.Form):
    """A lesson and its three pages, each with the headings that every lesson has."""

    course = forms.ModelChoiceField(label=_("Course"), queryset=Course.objects.filter(retired_on__isnull=True))
    module = forms.ModelChoiceField(label=_("Module"), queryset=Module.objects.select_related("course"))
    slug = forms.RegexField(
        rf"^{SLUG}$",
        label=_("Name in the address"),
        max_length=80,
        help_text=_("Lower-case letters, digits and dashes, like bruises-that-speak. It stands in addresses for ever."),
    )
    title = TrilingualFormField(label=_("Title"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        module: Any = self.fields["module"]
        module.label_from_instance = lambda row: f"{row.course}: {row.key}"

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        course, module, slug = cleaned.get("course"), cleaned.get("module"), cleaned.get("slug")
        if course and module and module.course_id != course.pk:
            self.add_error("module", _("This module belongs to another course."))
        if slug in PLACES:
            self.add_error("slug", _("This name is the address of another page of the course."))
        if course and slug and Lesson.objects.filter(course=course, slug=slug).exists():
            self.add_error("slug", _("This name is taken in the course, perhaps by a lesson that was retired."))
        return cleaned


class NewCourse(forms.Form):
    key = forms.RegexField(
        rf"^{SLUG}$",
        label=_("Name in the address"),
        max_length=80,
        help_text=_("Lower-case letters, digits and dashes. It stands in addresses for ever."),
    )
    title = TrilingualFormField(label=_("Title"))

    def clean_key(self) -> str:
        key = str(self.cleaned_data["key"])
        if Course.objects.filter(key=key).exists():
            raise ValidationError(_("This name is taken, perhaps by a course that was retired."))
        return key


def outcome_choices(course: Course, known: list[str]) -> list[tuple[str, str]]:
    """The outcomes of a course with their titles as its bank says them; `known` stay even if the course lacks them."""
    titles = dict(Outcome.objects.filter(key__in=course.outcomes).values_list("key", "title"))
    keys = _with_known(course.outcomes, known)
    return [(key, f"{key}: {in_language(titles[key])}" if key in titles else key) for key in keys]


def _with_known(offered: list[str], known: list[str]) -> list[str]:
    return [*offered, *(key for key in known if key not in offered)]


def _in_old_order(ticked: list[str], before: list[str]) -> list[str]:
    """Ticking is no change of order."""
    kept = [key for key in before if key in ticked]
    return [*kept, *(key for key in ticked if key not in kept)]


def _by_field(faults: list[Fault]) -> dict[str | None, list[str]]:
    """The sentences of faults outside the body; under None those of no field."""
    found: dict[str | None, list[str]] = defaultdict(list)
    for fault in faults:
        if isinstance(fault.place, str) and fault.place != "body":
            found[fault.place or None].append(spoken(fault.sentence))
    return dict(found)


def _body_error(faults: list[Fault], body: Any) -> StreamBlockValidationError:
    in_blocks: dict[int, list[str]] = defaultdict(list)
    for fault in faults:
        if isinstance(fault.place, int):
            in_blocks[fault.place].append(spoken(fault.sentence))
    return StreamBlockValidationError(
        block_errors={
            number: ValidationError(sentences)
            if body[number].block_type == "prose"
            else StructBlockValidationError(non_block_errors=sentences)
            for number, sentences in in_blocks.items()
        },
        non_block_errors=[spoken(fault.sentence) for fault in faults if fault.place == "body"],
    )
