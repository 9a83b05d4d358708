"""Two editors at once: whoever saves second overwrites nothing, and is shown both texts with their own to copy.

Wagtail warns, and refuses to save by itself, but a save that somebody asks for would still win.
"""

import copy
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.blocks import StreamValue
from wagtail.models import Page

from tanu.lib.yaml_writer import write_yaml

_OF_FORMSETS = ("DELETE", "ORDER", "id")


@dataclass(frozen=True)
class Other:
    """A field in which the two texts differ."""

    label: str
    theirs: str
    mine: str

    @property
    def rows(self) -> int:
        return min(40, 2 + self.mine.count("\n") + len(self.mine) // 80)


def refuse_stale(request: HttpRequest, thing: Any) -> HttpResponse | None:
    """The page that refuses a save made from an older text than the newest, or None for any other request."""
    # What the browser saves by itself asks for JSON, and Wagtail refuses that.
    if request.method != "POST" or not request.accepts("text/html") or not is_stale(request.POST, thing):
        return None
    context = {
        "title": str(thing),
        "revision": thing.latest_revision,
        "others": differing(request, thing),
        "edit_url": AdminURLFinder(request.user).get_edit_url(thing),
    }
    return render(request, "lib/stale.html", context, status=409)


def is_stale(posted: QueryDict, thing: Any) -> bool:
    """Whether somebody saved `thing` after the text was opened that is posted here."""
    newest = getattr(thing, "latest_revision", None)
    if newest is None:
        return False
    if own := posted.get("overwrite_revision_id"):
        return own != str(newest.pk)
    if loaded := posted.get("loaded_revision_id"):
        when = posted.get("loaded_revision_created_at", "")
        return loaded != str(newest.pk) or when != newest.created_at.isoformat()
    return False


def differing(request: HttpRequest, thing: Any) -> list[Other]:
    """The fields in which what is posted is not what `thing` says."""
    theirs = _said(_form(request, copy.copy(thing)))
    form = _form(request, thing, request.POST)
    form.defer_required_fields()
    form.is_valid()
    mine = _said(form)
    return [Other(label, theirs.get(label, ""), text) for label, text in mine.items() if theirs.get(label) != text]


def _form(request: HttpRequest, thing: Any, *posted: QueryDict) -> WagtailAdminModelForm:
    if isinstance(thing, Page):
        form = thing.get_edit_handler().get_form_class()
        return form(*posted, instance=thing, for_user=request.user, parent_page=thing.get_parent())
    form = thing.snippet_viewset.get_form_class(for_update=True)
    return form(*posted, instance=thing, for_user=request.user)


def _said(form: WagtailAdminModelForm) -> dict[str, str]:
    """What a form says, each field by its label."""
    said = {str(form[name].label): _words(field, _value(form, name)) for name, field in form.fields.items()}
    for name, formset in form.formsets.items():
        if name != "comments":
            rows = [_row(child) for child in formset.forms if child not in getattr(formset, "deleted_forms", [])]
            said[name] = write_yaml([row for row in rows if any(row.values())])
    return said


def _row(form: forms.ModelForm) -> dict[str, str]:
    return {
        str(form[name].label): _words(field, _value(form, name))
        for name, field in form.fields.items()
        if name not in _OF_FORMSETS
    }


def _value(form: Any, name: str) -> Any:
    """As it was understood; what cannot be understood, as it was typed."""
    if not form.is_bound or form.fields[name].disabled:
        return form.get_initial_for_field(form.fields[name], name)
    return form.cleaned_data[name] if name in getattr(form, "cleaned_data", {}) else form[name].value()


def _words(field: forms.Field, value: Any) -> str:
    if isinstance(value, StreamValue):
        value = [{block["type"]: block["value"]} for block in value.get_prep_value()]
    elif (
        isinstance(field, forms.ModelChoiceField)
        and field.queryset is not None
        and value
        and not isinstance(value, Model)
    ):
        value = field.queryset.filter(pk=value).first()
    if isinstance(value, list) and all(isinstance(part, int) for part in value):
        return ", ".join(map(str, value))
    if isinstance(value, dict | list):
        return write_yaml(_in_order(value)) if value else ""
    return "" if value is None else str(value)


def _in_order(value: Any) -> Any:
    """PostgreSQL keeps the keys of JSON in an order of its own."""
    if isinstance(value, dict):
        return {key: _in_order(value[key]) for key in sorted(value)}
    return [_in_order(part) for part in value] if isinstance(value, list) else value
