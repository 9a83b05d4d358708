"""Texts and files in the admin: what waits for a decision, courses in and out as zips, and the content check."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.auth import permission_required

from tanu.content.actions import bring_in, keep_mine, take_theirs
from tanu.content.exporting import export_everything, export_one, write_tree
from tanu.content.items import KINDS
from tanu.content.lags import lags
from tanu.content.loading import ContentRefused, difference
from tanu.content.models import LoadedItem
from tanu.content.packs import MAX_PACKED, pack
from tanu.content.walk import read_library
from tanu.courses.models import Course
from tanu.lib.places import Problems
from tanu.people.models import Person

editors_only: Callable[..., Any] = permission_required("courses.change_lesson")


class PackForm(forms.Form):
    pack = forms.FileField(label=gettext_lazy("A course as a zip"))

    def clean_pack(self) -> Any:
        file = self.cleaned_data["pack"]
        if file.size > MAX_PACKED:
            raise forms.ValidationError(_("The file is larger than %(most)s MB.") % {"most": MAX_PACKED // 1_000_000})
        return file


@editors_only
def texts(request: HttpRequest) -> HttpResponse:
    return _page(request)


@editors_only
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Take what the files have, or keep what stands here."""
    row, editor = get_object_or_404(LoadedItem, pk=pk, incoming__isnull=False), cast(Person, request.user)
    try:
        if request.POST.get("choice") == "theirs":
            take_theirs(row, by=editor)
            messages.success(request, _("Taken from the files: %(item)s.") % {"item": row.key})
        elif request.POST.get("choice") == "mine":
            keep_mine(row, by=editor)
            messages.success(request, _("Kept as it stands here: %(item)s.") % {"item": row.key})
    except ContentRefused as refused:
        return _page(request, problems=refused.problems, status=409)
    return redirect("content_texts")


@editors_only
@require_POST
def bring(request: HttpRequest) -> HttpResponse:
    """Load a course that another site packed."""
    form = PackForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form=form, status=422)
    try:
        changes = bring_in(form.cleaned_data["pack"])
    except ContentRefused as refused:
        return _page(request, problems=refused.problems, status=422)
    kept = sum(change.what == "kept" for change in changes)
    messages.success(
        request,
        _("Items loaded: %(loaded)s. Items that wait for a decision: %(kept)s.")
        % {"loaded": len(changes) - kept, "kept": kept},
    )
    return redirect("content_texts")


@editors_only
def take_out(request: HttpRequest, key: str) -> HttpResponse:
    """A course with all it rests on, as one zip."""
    course = get_object_or_404(Course.objects.published(), key=key)
    answer = HttpResponse(pack(export_one(course)), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{course.key}.zip"'
    return answer


@editors_only
def check(request: HttpRequest) -> HttpResponse:
    """The same check that text files go through, over everything as it is live here."""
    with TemporaryDirectory() as folder:
        write_tree(export_everything(), Path(folder))
        problems = read_library(Path(folder)).problems
    return _page(request, problems=problems, is_checked=True)


@editors_only
def what_lags(request: HttpRequest) -> HttpResponse:
    return render(request, "content/lags.html", {"lags": lags()})


def _page(
    request: HttpRequest,
    *,
    form: PackForm | None = None,
    problems: Problems | None = None,
    is_checked: bool = False,
    status: int = 200,
) -> HttpResponse:
    waiting = LoadedItem.objects.filter(incoming__isnull=False).order_by("kind", "key")
    context = {
        "waiting": [(row, difference(KINDS[row.kind].texts(row.key), row.incoming or {})) for row in waiting],
        "courses": Course.objects.published().order_by("key"),
        "form": form or PackForm(),
        "problems": problems,
        "is_checked": is_checked,
    }
    return render(request, "content/texts.html", context, status=status)
