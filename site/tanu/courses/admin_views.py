"""Beginning a course, a lesson, a check question: one form each, and then the editor of what was made."""

from typing import Any, cast

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from tanu.courses.beginning import begin_check, begin_course, begin_lesson
from tanu.courses.forms import NewCourse, NewLesson
from tanu.courses.models import Course, Lesson
from tanu.people.models import Person


class Begin(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """Subclasses say the `form` and `begin` what was asked for."""

    model: Any = None
    permission_required: str | None = "add"
    template_name = "courses/admin/begin.html"
    form: type[forms.Form] = forms.Form

    @property
    def editor(self) -> Person:
        return cast(Person, self.request.user)

    def get_form_class(self) -> type[forms.Form]:
        return self.form

    def get_page_title(self) -> str:
        return gettext("New: %(thing)s") % {"thing": capfirst(self.model._meta.verbose_name)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "action_url": self.request.path, "submit_button_label": gettext("Begin")}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        thing = self.begin(form.cleaned_data)
        messages.success(self.request, gettext("'%(thing)s' is begun. Nobody sees it yet.") % {"thing": thing})
        return redirect(AdminURLFinder(self.request.user).get_edit_url(thing))

    def begin(self, said: dict[str, Any]) -> Any:
        raise NotImplementedError


class AddCourse(Begin):
    model = Course
    form = NewCourse

    def begin(self, said: dict[str, Any]) -> Course:
        return begin_course(said["key"], said["title"], by=self.editor)


class AddLesson(Begin):
    model = Lesson
    form = NewLesson

    def begin(self, said: dict[str, Any]) -> Lesson:
        return begin_lesson(said["module"], said["slug"], said["title"], by=self.editor)


class AddCheck(Begin):
    """The next check question of a lesson. There is nothing to fill in yet."""

    model = Lesson
    permission_required = "change"
    header_icon = "help"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.lesson = get_object_or_404(Lesson, pk=kwargs["pk"], retired_on__isnull=True)

    def get_page_title(self) -> str:
        return gettext("New check question for %(lesson)s") % {"lesson": self.lesson.slug}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        explanation = _(
            "Write the question in all three languages. Then put a block “Check question” with its name into the page "
            "of each language, at the same place."
        )
        return {**super().get_context_data(**kwargs), "explanation": explanation}

    def begin(self, said: dict[str, Any]) -> Any:
        return begin_check(self.lesson, by=self.editor).question
