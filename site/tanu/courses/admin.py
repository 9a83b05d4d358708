"""Courses, lessons, facts and drawings as editors keep them in Wagtail, and the pages of lessons."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import path
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from tanu.courses.admin_views import AddCheck, AddCourse, AddLesson
from tanu.courses.forms import CourseForm, FactForm, LessonForm, LessonPageForm
from tanu.courses.models import Course, Fact, Lesson, LessonPage, Module
from tanu.courses.panels import CourseStanding, LessonStanding, PageStanding
from tanu.courses.standing import languages_of, review_said, title_of
from tanu.lib.dates import short_date
from tanu.lib.snippets import Kept
from tanu.pictures.admin import Drawings
from tanu.pictures.models import Drawing
from tanu.quizzes.admin import Quizzes
from tanu.quizzes.models import Quiz
from tanu.reviews.models import Kind

_TEXT = ObjectList(
    [
        PageStanding(template="courses/admin/page_standing.html", heading=_("Where this text stands")),
        FieldPanel("title", classname="title"),
        FieldPanel("content_warning"),
        FieldPanel("objectives"),
        FieldPanel("body"),
        FieldPanel("key_points"),
        FieldPanel("sources"),
        PublishingPanel(),
    ],
    heading=_("Text"),
)
LessonPage.edit_handler = TabbedInterface([_TEXT], base_form_class=LessonPageForm)


class LessonFilters(WagtailFilterSet):
    course = django_filters.ModelChoiceFilter(label=_("Course"), queryset=Course.objects.all())
    module = django_filters.ModelChoiceFilter(label=_("Module"), queryset=Module.objects.select_related("course"))
    retired = django_filters.BooleanFilter(
        label=_("Retired"), field_name="retired_on", lookup_expr="isnull", exclude=True
    )

    class Meta:
        model = Lesson
        fields = ["course", "module"]


class LanguagesColumn(Column):
    """Each language with its state, a way into its editor, and why it lags."""

    cell_template_name = "courses/admin/languages_cell.html"

    def get_cell_context_data(self, instance: Lesson, parent_context: Any) -> Any:
        context = super().get_cell_context_data(instance, parent_context)
        return {**context, "languages": languages_of(instance, instance.pages.all())}

    def get_value(self, instance: Lesson) -> str:
        return ""


class Courses(SnippetViewSet):
    model = Course
    icon = "doc-full-inverse"
    menu_label = _("Courses")
    copy_view_enabled = False
    add_view_class = AddCourse
    list_display = [
        "__str__",
        "key",
        Column("dated", label=_("Edition"), accessor=lambda course: short_date(course.dated)),
        Column("lessons", label=_("Lessons"), accessor=lambda course: course.lessons.published().count()),
        Column("in_use", label=_("In use"), accessor=lambda course: in_use(course)),
    ]

    @cached_property
    def edit_handler(self) -> Any:
        panels = [
            CourseStanding(template="courses/admin/course_standing.html", heading=_("Where this course stands")),
            FieldPanel("title"),
            FieldPanel("summary"),
            FieldRowPanel([FieldPanel("hours"), FieldPanel("valid_months")]),
            MultiFieldPanel(
                [FieldPanel("dated"), FieldPanel("what_changed"), FieldPanel("changed_lessons")],
                heading=_("Edition"),
                help_text=_(
                    "A new edition tells people trained on an earlier one what changed, and offers them just that."
                ),
            ),
            FieldPanel("audience"),
            FieldPanel("outcomes"),
            InlinePanel(
                "modules",
                [FieldPanel("key"), FieldPanel("title"), FieldPanel("summary")],
                heading=_("Modules"),
                label=_("Module"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("test"),
                    FieldPanel("before"),
                    FieldRowPanel([FieldPanel("again_months"), FieldPanel("again_minutes")]),
                ],
                heading=_("Tests"),
            ),
            PublishingPanel(),
        ]
        return ObjectList(panels, base_form_class=CourseForm).bind_to_model(Course)


class Lessons(SnippetViewSet):
    model = Lesson
    icon = "doc-full"
    menu_label = _("Lessons")
    copy_view_enabled = False
    add_view_class = AddLesson
    filterset_class = LessonFilters
    list_per_page = 50
    list_display = [
        "slug",
        Column("course", label=_("Course"), accessor="course", sort_key="course"),
        Column("module", label=_("Module"), accessor="module.key", sort_key="module__position"),
        Column("position", label=_("Position"), accessor="position"),
        Column("title", label=_("Title"), accessor=title_of),
        LanguagesColumn("languages", label=_("Languages")),
        Column("clinical", label=_("Clinician"), accessor=lambda lesson: review_said(lesson, Kind.CLINICAL)),
        Column("legal", label=_("Lawyer"), accessor=lambda lesson: review_said(lesson, Kind.LEGAL)),
        Column("in_use", label=_("In use"), accessor=lambda lesson: in_use(lesson)),
    ]

    def get_urlpatterns(self) -> list[Any]:
        add_check = self.construct_view(AddCheck)
        return [*super().get_urlpatterns(), path("check/<str:pk>/", add_check, name="add_check")]

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Lesson]":
        rows = Lesson.objects.select_related("course", "module").prefetch_related("pages__locale")
        return rows.order_by("course__key", "module__position", "position")

    @cached_property
    def edit_handler(self) -> Any:
        panels = [
            LessonStanding(template="courses/admin/lesson_standing.html", heading=_("Where this lesson stands")),
            FieldRowPanel([FieldPanel("module"), FieldPanel("position")]),
            FieldRowPanel([FieldPanel("minutes"), FieldPanel("dated")]),
            FieldPanel("audience"),
            FieldPanel("outcomes"),
            PublishingPanel(),
        ]
        return ObjectList(panels, base_form_class=LessonForm).bind_to_model(Lesson)


class Facts(SnippetViewSet):
    model = Fact
    icon = "list-ul"
    menu_label = _("Facts")
    copy_view_enabled = False
    list_per_page = 100
    search_fields = ["key", "wording", "source"]
    search_backend_name = None
    list_filter = ["status", "confidence"]
    list_display = [
        "key",
        Column("wording", label=_("Wording"), accessor=lambda fact: Truncator(fact.wording).chars(100)),
        Column("status", label=_("How it was found"), accessor="get_status_display"),
        Column("flags", label=_("To be confirmed by"), accessor=lambda fact: confirmed_by(fact)),
        Column("checked", label=_("Checked"), accessor=lambda fact: short_date(fact.checked)),
    ]

    @cached_property
    def edit_handler(self) -> Any:
        panels = [
            FieldPanel("key"),
            FieldPanel("wording"),
            FieldPanel("source"),
            FieldRowPanel([FieldPanel("status"), FieldPanel("confidence"), FieldPanel("checked")]),
            FieldPanel("flags"),
            PublishingPanel(),
        ]
        return ObjectList(panels, base_form_class=FactForm).bind_to_model(Fact)


class CoursesMenu(SnippetViewSetGroup):
    items = (Courses, Lessons, Quizzes, Facts, Drawings)
    menu_label = _("Courses")
    menu_icon = "doc-full-inverse"
    menu_order = 200


POLICIES = dict.fromkeys((Course, Lesson, Fact, Quiz, Drawing), Kept)


def in_use(thing: Course | Lesson) -> str:
    """Whether learners read it."""
    if thing.retired_on:
        return gettext("Retired on %(day)s") % {"day": short_date(thing.retired_on)}
    return gettext("Yes") if thing.current_id else gettext("Not yet")


def confirmed_by(fact: Fact) -> str:
    return ", ".join(str(Fact.Flag(flag).label) for flag in fact.flags)
