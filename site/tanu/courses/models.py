"""Courses and lessons: the thing with its key and what is neutral to language, the Wagtail pages that hold the
prose of one language each, and the compiled editions that learners read.
"""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from tanu.courses.page_blocks import LessonBody
from tanu.courses.querysets import CourseQuerySet, LessonProgressQuerySet, LessonQuerySet
from tanu.lib.languages import in_language
from tanu.people.models import Person
from tanu.question_banks.models import Question
from tanu.quizzes.models import Quiz
from tanu.records.models import Training, TrainingEdition


class Course(models.Model):
    """A course; its completion is recorded as one of its training."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.SlugField(max_length=120, unique=True)
    training = models.OneToOneField(Training, models.PROTECT, related_name="course")
    title = models.JSONField(help_text="In kk, ru and en.")
    summary = models.JSONField(help_text="In kk, ru and en.")
    audience = models.JSONField(default=list)
    test = models.ForeignKey(Quiz, models.PROTECT, null=True, related_name="courses")
    current = models.ForeignKey("CompiledCourse", models.PROTECT, null=True, related_name="+")
    retired_on = models.DateField(null=True, blank=True)

    objects = CourseQuerySet.as_manager()

    def __str__(self) -> str:
        return in_language(self.title)


class Module(models.Model):
    course = models.ForeignKey(Course, models.PROTECT, related_name="modules")
    key = models.SlugField(max_length=80)
    position = models.PositiveSmallIntegerField()
    title = models.JSONField(help_text="In kk, ru and en.")
    summary = models.JSONField(default=dict, help_text="In kk, ru and en.")

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["course", "key"], name="module_key_once_a_course")]

    def __str__(self) -> str:
        return in_language(self.title)


class Lesson(models.Model):
    """What is the same in every language. Deleting is retiring."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=200, unique=True, help_text="The id of its files: course/lesson.")
    course = models.ForeignKey(Course, models.PROTECT, related_name="lessons")
    module = models.ForeignKey(Module, models.PROTECT, related_name="lessons")
    slug = models.SlugField(max_length=80)
    position = models.PositiveSmallIntegerField(help_text="Within the module.")
    minutes = models.PositiveSmallIntegerField()
    dated = models.DateField(help_text="The version date printed on the page.")
    audience = models.JSONField(default=list)
    outcomes = models.JSONField(default=list)
    facts = models.JSONField(default=list, help_text="IDs of the facts it rests on.")
    review = models.JSONField(default=dict, help_text="State of each kind of review.")
    current = models.ForeignKey("CompiledLesson", models.PROTECT, null=True, related_name="+")
    retired_on = models.DateField(null=True, blank=True)

    objects = LessonQuerySet.as_manager()

    class Meta:
        ordering = ["module__position", "position"]
        constraints = [models.UniqueConstraint(fields=["course", "slug"], name="lesson_slug_once_a_course")]

    def __str__(self) -> str:
        return self.key


class LessonCheck(models.Model):
    """A check question under the name it has in the lesson: c1, c2."""

    lesson = models.ForeignKey(Lesson, models.PROTECT, related_name="checks")
    name = models.SlugField(max_length=20)
    question = models.OneToOneField(Question, models.PROTECT, related_name="lesson_check")

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["lesson", "name"], name="check_name_once_a_lesson")]

    def __str__(self) -> str:
        return f"{self.lesson} {self.name}"


class CoursePage(Page):
    """One language's course in Wagtail's tree. Its translation key is the course's id."""

    course = models.ForeignKey(Course, models.PROTECT, related_name="pages")

    content_panels = [*Page.content_panels, FieldPanel("course", read_only=True)]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["courses.LessonPage"]


class LessonPage(Page):
    """One language's prose of a lesson. Its translation key is the lesson's id."""

    lesson = models.ForeignKey(Lesson, models.PROTECT, related_name="pages")
    content_warning = models.TextField(blank=True)
    objectives = models.JSONField(default=list)
    key_points = models.JSONField(default=list)
    sources = models.JSONField(default=list, help_text="Fact and how the source is named in this language.")
    language_review = models.JSONField(default=dict)
    body = StreamField(LessonBody(), blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("lesson", read_only=True),
        FieldPanel("content_warning"),
        FieldPanel("body"),
    ]
    parent_page_types = ["courses.CoursePage"]
    subpage_types: list[str] = []


class CompiledCourse(models.Model):
    """The course in all languages as learners see it, named by the hash of its content; never changed.

    `document` is {"title", "summary": {lang}, "modules": [{"key", "title", "summary",
    "lessons": [{"slug", "lesson", "hash", "minutes", "title": {lang}}]}], "test": {...}}.
    """

    course = models.ForeignKey(Course, models.PROTECT, related_name="compilations")
    edition = models.ForeignKey(TrainingEdition, models.PROTECT, related_name="compilations")
    hash = models.CharField(max_length=64)
    document = models.JSONField()
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["course", "hash"], name="compiled_course_hash_once")]

    def __str__(self) -> str:
        return f"{self.course} {self.hash[:8]}"


class CompiledLesson(models.Model):
    """The lesson in all languages, rendered and sanitised, named by the hash of its content; never changed.

    `document` is {lang: {"title", "warning", "objectives", "key_points", "sources", "review",
    "parts": [{"kind": "html", "html"} | {"kind": "check", "name"} | {"kind": "local", "what"}]}}.
    """

    lesson = models.ForeignKey(Lesson, models.PROTECT, related_name="compilations")
    hash = models.CharField(max_length=64)
    document = models.JSONField()
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lesson", "hash"], name="compiled_lesson_hash_once")]

    def __str__(self) -> str:
        return f"{self.lesson} {self.hash[:8]}"


class LessonProgress(models.Model):
    """A lesson done, or set aside. Setting aside costs nothing and nobody but the learner can read it."""

    class State(models.TextChoices):
        DONE = "done", _("Done")
        SET_ASIDE = "set-aside", _("Set aside")

    person = models.ForeignKey(Person, models.CASCADE, related_name="lesson_progress")
    lesson = models.ForeignKey(Lesson, models.PROTECT, related_name="progress")
    compiled_hash = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State.choices)
    language = models.CharField(max_length=2)
    at = models.DateTimeField(default=timezone.now)

    objects = LessonProgressQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "lesson"], name="lesson_progress_once_a_person")]

    def __str__(self) -> str:
        return f"{self.lesson} {self.state}"
