"""Courses and lessons: the thing with its key and what is neutral to language, the Wagtail pages that hold the
prose of one language each, and the compiled editions that learners read.
"""

import uuid
from typing import Any

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.fields import StreamField
from wagtail.models import Page

from tanu.courses.page_blocks import LessonBody
from tanu.courses.page_permissions import Container, TextOnly
from tanu.courses.querysets import CourseQuerySet, LessonProgressQuerySet, LessonQuerySet
from tanu.courses.review import in_review, nothing_reviewed, with_review
from tanu.courses.signals import reviewed
from tanu.courses.source_lines import SourcesField
from tanu.lib.dates import local_day
from tanu.lib.editing import Draftable, Previewed
from tanu.lib.languages import in_language
from tanu.lib.specs import FACT_ID
from tanu.lib.trilingual import LinesField, TrilingualField
from tanu.people.models import Person
from tanu.question_banks.models import Question
from tanu.quizzes.models import Attempt, Quiz
from tanu.records.models import Completion, Training, TrainingEdition
from tanu.reviews.actions import review_workflow
from tanu.reviews.states import State


class Fact(Draftable):
    """A fact that content cites: our wording, where it comes from, and how sure we are."""

    class Status(models.TextChoices):
        READ = "read", _("Its source was read")
        SEED = "seed", _("It stands in the founding documents")
        MEMORY = "memory", _("Cited from memory, to be checked")

    class Confidence(models.TextChoices):
        HIGH = "high", _("High")
        MEDIUM = "medium", _("Medium")
        LOW = "low", _("Low")

    class Flag(models.TextChoices):
        CLIN = "CLIN", _("A clinician")
        LAW = "LAW", _("A lawyer")
        LANG = "LANG", _("A native speaker")

    kept = ("key",)

    key = models.CharField(
        _("ID"),
        max_length=40,
        unique=True,
        validators=[RegexValidator(FACT_ID, _("An ID is like F-CLIN-19."))],
        help_text=_("Its name for ever, like F-CLIN-19. Texts cite it."),
    )
    wording = models.TextField(_("wording"), help_text=_("In English, the working language of the authors."))
    source = models.TextField(_("source"))
    status = models.CharField(_("how it was found"), max_length=10, choices=Status.choices, default=Status.MEMORY)
    confidence = models.CharField(_("confidence"), max_length=10, choices=Confidence.choices, default=Confidence.MEDIUM)
    flags = models.JSONField(_("still to be confirmed by"), default=list, blank=True)
    checked = models.DateField(_("last checked"))

    class Meta:
        ordering = ["key"]
        verbose_name = _("fact")
        verbose_name_plural = _("facts")

    def __str__(self) -> str:
        return self.key

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """Learners never see a fact by itself."""
        return []


class Course(Draftable, ClusterableModel):
    """A course; its completion is recorded as one of its training.

    Its files stand in a folder named by `key`. `review` is the state of each kind of review, as in course.md.
    """

    kept = ("key", "training", "review", "current", "retired_on")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.SlugField(max_length=120, unique=True)
    training = models.OneToOneField(Training, models.PROTECT, related_name="course")
    title = TrilingualField(_("title"))
    summary = TrilingualField(_("summary"), long=True)
    dated = models.DateField(
        _("edition"),
        default=local_day,
        help_text=_("The edition people must know about. A new date makes a new one; a comma does not need it."),
    )
    what_changed = TrilingualField(
        _("what changed in this edition"),
        long=True,
        blank=True,
        help_text=_("What people trained on an earlier edition must know about. Empty: nothing."),
    )
    changed_lessons = models.JSONField(_("lessons that teach it"), default=list, blank=True)
    hours = models.PositiveSmallIntegerField(_("hours"), default=1)
    valid_months = models.PositiveSmallIntegerField(
        _("months of validity"), default=36, help_text=_("How long a completion counts.")
    )
    audience = models.JSONField(_("for whom"), default=list, blank=True)
    outcomes = LinesField(_("outcomes"), blank=True, help_text=_("Keys as in the question bank, one a line: o4-signs."))
    test = models.ForeignKey(
        Quiz, models.PROTECT, null=True, blank=True, related_name="courses", verbose_name=_("final test")
    )
    before = models.ForeignKey(
        Quiz, models.PROTECT, null=True, blank=True, related_name="courses_after", verbose_name=_("test before it")
    )
    again = models.JSONField(
        default=dict, blank=True, help_text="When the test is offered again: `months`; and its `minutes`."
    )
    review = models.JSONField(default=nothing_reviewed, editable=False)
    current = models.ForeignKey(
        "CompiledCourse", models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    retired_on = models.DateField(null=True, blank=True, editable=False)

    objects = CourseQuerySet.as_manager()

    class Meta:
        ordering = ["key"]
        verbose_name = _("course")
        verbose_name_plural = _("courses")

    def __str__(self) -> str:
        return in_language(self.title) or self.key

    def get_workflow(self) -> Any:
        return review_workflow("kk", "ru")

    def review_of(self, kind: str, language: str) -> State:
        return in_review(self.review, kind, language)

    def note_review(self, kind: str, language: str, state: State) -> None:
        """Write `state` down; learners are shown it at once."""
        self.review = with_review(self.review, kind, language, state)
        self.save(update_fields=["review"])
        reviewed.send(Course, thing=self)

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "courses/course.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        from tanu.courses.previews import preview_course

        return preview_course(request, self)

    def with_content_json(self, content: dict[str, Any]) -> "Course":
        """An older draft knows nothing of modules that came later: those with lessons stay, under the ids they have."""
        draft = super().with_content_json(content)
        drafted = {module.key: module for module in draft.modules.all()}
        for module in self.modules.all():
            if module.key in drafted:
                drafted[module.key].pk = module.pk
            elif module.lessons.exists():
                draft.modules.add(module)
        return draft


class Module(models.Model):
    """A part of a course. Its key is the name of the folder that holds its lessons."""

    course = ParentalKey(Course, on_delete=models.PROTECT, related_name="modules")
    key = models.SlugField(
        _("key"), max_length=80, help_text=_("The name of its folder, like 03-recognising-signs. It never changes.")
    )
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    title = TrilingualField(_("title"))
    summary = TrilingualField(_("summary"), long=True)

    sort_order_field = "position"

    class Meta:
        ordering = ["position"]
        verbose_name = _("module")
        verbose_name_plural = _("modules")
        constraints = [models.UniqueConstraint(fields=["course", "key"], name="module_key_once_a_course")]

    def __str__(self) -> str:
        return in_language(self.title)


class Lesson(Draftable):
    """What is the same in every language, edited once. Deleting is retiring.

    `review` is {"clinical", "legal", "language": {lang}}, each as the files say it. `held_back` says for each language
    why its live text is not what learners read: {lang: [sentence]}.
    """

    kept = ("key", "course", "slug", "facts", "review", "held_back", "current", "retired_on")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=200, unique=True, help_text="The id of its files: course/lesson.")
    course = models.ForeignKey(Course, models.PROTECT, related_name="lessons", verbose_name=_("course"))
    module = models.ForeignKey(Module, models.PROTECT, related_name="lessons", verbose_name=_("module"))
    slug = models.SlugField(_("name"), max_length=80)
    position = models.PositiveSmallIntegerField(_("position"), help_text=_("Within the module: 1, 2, 3."))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=15)
    dated = models.DateField(_("version"), default=local_day, help_text=_("The version date printed on the page."))
    audience = models.JSONField(_("for whom"), default=list, blank=True)
    outcomes = models.JSONField(_("outcomes"), default=list, blank=True)
    facts = models.JSONField(default=list, editable=False, help_text="IDs of the facts it rests on.")
    review = models.JSONField(default=nothing_reviewed, editable=False)
    held_back = models.JSONField(default=dict, editable=False)
    current = models.ForeignKey(
        "CompiledLesson", models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    retired_on = models.DateField(null=True, blank=True, editable=False)

    objects = LessonQuerySet.as_manager()

    class Meta:
        ordering = ["module__position", "position"]
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        constraints = [models.UniqueConstraint(fields=["course", "slug"], name="lesson_slug_once_a_course")]

    def __str__(self) -> str:
        return self.key

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "courses/lesson.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        from tanu.courses.previews import preview_lesson

        return preview_lesson(request, self, mode_name)

    def get_workflow(self) -> None:
        """What is the same in every language is reviewed with the text, on its pages."""

    def review_of(self, kind: str, language: str) -> State:
        return in_review(self.review, kind, language)

    def note_review(self, kind: str, language: str, state: State) -> None:
        """Write `state` down; learners are shown it at once."""
        self.review = with_review(self.review, kind, language, state)
        self.save(update_fields=["review"])
        reviewed.send(Lesson, thing=self)


class LessonCheck(models.Model):
    """A question under the name it has in the lesson: c1, c2 for its check questions, p1 for one of a bank."""

    lesson = models.ForeignKey(Lesson, models.PROTECT, related_name="checks")
    name = models.SlugField(max_length=20)
    question = models.ForeignKey(Question, models.PROTECT, related_name="lesson_checks")

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["lesson", "name"], name="check_name_once_a_lesson")]

    def __str__(self) -> str:
        return f"{self.lesson} {self.name}"


class CoursePage(Page):
    """Holds one language's lessons in Wagtail's tree. Its translation key is the course's id."""

    course = models.ForeignKey(Course, models.PROTECT, related_name="pages")

    # What a page points to is its own lesson or course: there is no usage to look up.
    wagtail_reference_index_ignore = True
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["courses.LessonPage"]
    is_creatable = False
    preview_modes: list[tuple[str, str]] = []

    class Meta:
        verbose_name = _("lessons in one language")
        verbose_name_plural = _("lessons in one language")

    def permissions_for_user(self, user: Any) -> Container:
        return Container(user, self)


class LessonPage(Previewed, Page):
    """One language's prose of a lesson. Its translation key is the lesson's id."""

    lesson = models.ForeignKey(Lesson, models.PROTECT, related_name="pages")
    content_warning = models.TextField(
        _("before you read"), help_text=_("What the lesson tells of, and that one may leave at any time.")
    )
    objectives = LinesField(_("after this lesson you can"), help_text=_("One a line."))
    key_points = LinesField(_("what to keep"), help_text=_("One a line."))
    sources = SourcesField(
        _("sources"), help_text=_("One a line, each cited in the text: F-CLIN-19 | how the reader may know the source.")
    )
    body = StreamField(LessonBody(), verbose_name=_("text"))

    wagtail_reference_index_ignore = True
    parent_page_types = ["courses.CoursePage"]
    subpage_types: list[str] = []
    is_creatable = False

    class Meta:
        verbose_name = _("lesson in one language")
        verbose_name_plural = _("lessons in one language")

    def permissions_for_user(self, user: Any) -> TextOnly:
        return TextOnly(user, self)

    @property
    def default_preview_mode(self) -> str:
        """Its own language first."""
        return str(self.locale.language_code)

    def get_url_parts(self, request: Any = None) -> tuple[None, str, str] | None:
        """The lesson's address for learners; None while it has none."""
        lesson = self.lesson
        if lesson.current_id is None:
            return None
        with override(self.locale.language_code):
            address = reverse("courses:lesson", args=[lesson.course.key, lesson.slug])
        return None, settings.BASE_URL, address

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "courses/lesson.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        from tanu.courses.previews import preview_page

        return preview_page(request, self, mode_name)

    def get_workflow(self) -> Any:
        return review_workflow(self.locale.language_code)

    def review_of(self, kind: str, language: str) -> State:
        return self.lesson.review_of(kind, language)

    def note_review(self, kind: str, language: str, state: State) -> None:
        self.lesson.note_review(kind, language, state)


class CompiledCourse(models.Model):
    """The course in all languages as learners see it, named by the hash of its content; never changed.

    `document` is {"title", "summary": {lang}, "modules": [{"key", "title", "summary",
    "lessons": [{"slug", "lesson", "hash", "minutes", "audience", "outcomes", "title": {lang}}]}], "test": {...}}.
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
    "parts": [{"kind": "html", "html"} | {"kind": "check", "name"} | {"kind": "local", "what"}
    | {"kind": "download", "slug", "title"} | {"kind": "play", "case"}]}}.
    """

    lesson = models.ForeignKey(Lesson, models.PROTECT, related_name="compilations")
    hash = models.CharField(max_length=64)
    document = models.JSONField()
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lesson", "hash"], name="compiled_lesson_hash_once")]

    def __str__(self) -> str:
        return f"{self.lesson} {self.hash[:8]}"


class ChosenVariant(models.Model):
    """The variant of a course that somebody chose; without one their work decides (chosen.py)."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="chosen_variants")
    course = models.ForeignKey(Course, models.PROTECT, related_name="chosen_variants")
    variant = models.SlugField(max_length=80)
    chosen_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "course"], name="chosen_variant_once_a_course")]

    def __str__(self) -> str:
        return f"{self.course} {self.variant}"


class Retest(models.Model):
    """How somebody answered the invitation to see what is remembered, so many months after a completion.

    Nobody but the learner can read it; without a row the invitation is not answered yet.
    """

    completion = models.ForeignKey(Completion, models.PROTECT, related_name="retests")
    months = models.PositiveSmallIntegerField()
    put_off_until = models.DateField(null=True)
    is_declined = models.BooleanField(default=False)
    attempt = models.OneToOneField(Attempt, models.PROTECT, null=True, related_name="retest")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["completion", "months"], name="retest_once_a_completion_and_month")
        ]

    def __str__(self) -> str:
        return f"{self.completion} +{self.months}"


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
