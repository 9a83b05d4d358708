"""Fields for texts in three languages and for lists of texts, edited as people expect: side by side, line by line."""

import json
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from tanu.lib.languages import LANGUAGES
from tanu.lib.textfiles import normalise

LANGUAGE_NAMES = {"kk": _("Kazakh"), "ru": _("Russian"), "en": _("English")}


class TrilingualWidget(forms.MultiWidget):
    """Three boxes, each labelled with its language for eyes and ears."""

    template_name = "lib/trilingual.html"
    use_fieldset = True

    def __init__(self, box: type[forms.Widget] = forms.TextInput, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({language: box(attrs={"lang": language}) for language in LANGUAGES}, attrs)

    def decompress(self, value: Any) -> list[str]:
        texts = json.loads(value) if isinstance(value, str) else value or {}
        return [texts.get(language, "") for language in LANGUAGES]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for language, box in zip(LANGUAGES, context["widget"]["subwidgets"], strict=True):
            box["language"] = LANGUAGE_NAMES[language]
        return context


class TrilingualFormField(forms.MultiValueField):
    """{language: text}; all three or, where nothing is required, none."""

    def __init__(self, *, box: type[forms.Widget] = forms.TextInput, **options: Any) -> None:
        options.setdefault("widget", TrilingualWidget(box))
        parts = [forms.CharField(label=LANGUAGE_NAMES[language], required=False) for language in LANGUAGES]
        super().__init__(parts, require_all_fields=False, **options)

    def compress(self, texts: list[str]) -> dict[str, str]:
        said = [normalise(text or "").strip() for text in texts or [""] * len(LANGUAGES)]
        return dict(zip(LANGUAGES, said, strict=True)) if any(said) else {}

    def validate(self, value: Any) -> None:
        super().validate(value)
        if getattr(self, "is_deferred_validation", False):
            return  # Wagtail saves a draft, which may be unfinished.
        if missing := [LANGUAGE_NAMES[language] for language in LANGUAGES if value and not value.get(language)]:
            raise forms.ValidationError(
                _("This text is missing in: %(languages)s.") % {"languages": ", ".join(str(name) for name in missing)}
            )

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.clean_quietly(data) != (initial or {}))

    def clean_quietly(self, data: Any) -> dict[str, str]:
        """What the boxes hold, whether or not it may be saved."""
        return self.compress([str(text or "") for text in data or [""] * len(LANGUAGES)])


class TrilingualField(models.JSONField):
    """{"kk", "ru", "en"}: one text in three languages. `long` texts have boxes of several lines."""

    def __init__(self, *args: Any, long: bool = False, **options: Any) -> None:
        self.long = long
        options.setdefault("default", dict)
        super().__init__(*args, **options)

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        return name, path, args, options | ({"long": True} if self.long else {})

    def formfield(self, **options: Any) -> Any:
        box = AdminAutoHeightTextInput if self.long else forms.TextInput
        return models.Field.formfield(self, **_for_texts(options), form_class=TrilingualFormField, box=box)


class LinesFormField(forms.CharField):
    """A list of texts, one a line."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> Any:
        lines = value if isinstance(value, list | tuple) else normalise(str(value or "")).split("\n")
        return [line.strip() for line in lines if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.to_python(data) != self.to_python(initial))


class LinesField(models.JSONField):
    """A list of texts, of which each stands on one line."""

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("default", list)
        super().__init__(*args, **options)

    def formfield(self, **options: Any) -> Any:
        return models.Field.formfield(self, **_for_texts(options), form_class=LinesFormField)


def in_lines(value: Any) -> str:
    """A text in three languages, or a list of texts, as people compare it: a language or a text on each line."""
    if isinstance(value, dict):
        return "\n".join(f"{LANGUAGE_NAMES[language]}: {value.get(language, '')}" for language in LANGUAGES if value)
    return "\n".join(str(text) for text in value or ())


def _for_texts(options: dict[str, Any]) -> dict[str, Any]:
    """Without the box for JSON that admins hand over, and without the hidden box that guards a default."""
    kept = {name: value for name, value in options.items() if name not in ("widget", "form_class")}
    return {**kept, "show_hidden_initial": False}
