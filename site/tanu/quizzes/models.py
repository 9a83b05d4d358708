"""Quizzes and attempts. An attempt keeps its deal; an answer keeps its language; nothing is marked on a live page."""

import uuid
from typing import Any

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tanu.lib.editing import Draftable
from tanu.lib.languages import in_language
from tanu.lib.specs import SLUG
from tanu.lib.trilingual import TrilingualField
from tanu.people.models import Person
from tanu.question_banks.models import Bank, QuestionVersion
from tanu.quizzes.querysets import AttemptItemQuerySet, AttemptQuerySet


class Quiz(Draftable):
    """A test drawn from a bank: `draw` questions for each outcome, `pass_mark` right answers to pass.

    A test before a course has no pass mark. `outcomes` are those of the course.
    """

    kept = ("key", "outcomes")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(
        _("key"),
        max_length=120,
        unique=True,
        validators=[RegexValidator(rf"^{SLUG}/{SLUG}$", _("A key is like recognition-and-referral/final-test."))],
        help_text=_("The name of its course and its own, like recognition-and-referral/final-test. It never changes."),
    )
    title = TrilingualField(_("title"))
    bank = models.ForeignKey(Bank, models.PROTECT, related_name="quizzes", verbose_name=_("bank"))
    outcomes = models.JSONField(default=list, editable=False, help_text="Outcome keys in order.")
    draw = models.PositiveSmallIntegerField(
        _("questions for each outcome"), default=2, validators=[MinValueValidator(1)]
    )
    pass_mark = models.PositiveSmallIntegerField(
        _("right answers to pass"), null=True, blank=True, help_text=_("Empty for a test before a course.")
    )
    tries = models.PositiveSmallIntegerField(_("tries"), default=3, validators=[MinValueValidator(1)])
    wait_hours = models.PositiveSmallIntegerField(
        _("hours to wait"), default=24, help_text=_("After the last try, before a new set.")
    )
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=30, validators=[MinValueValidator(1)])

    class Meta:
        ordering = ["key"]
        verbose_name = _("test")
        verbose_name_plural = _("tests")
        constraints = [
            models.CheckConstraint(condition=models.Q(draw__gte=1, tries__gte=1), name="quiz_can_be_taken"),
        ]

    def __str__(self) -> str:
        return in_language(self.title) or self.key

    def get_workflow(self) -> None:
        """Its questions are reviewed in their bank."""

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "quizzes/preview_quiz.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        return {"quiz": self}

    @property
    def length(self) -> int:
        return self.draw * len(self.outcomes)


class Attempt(models.Model):
    """One go at a quiz, or at one check question of a lesson.

    Only graded ones have a pass mark. One taken before a course is taken once; one taken again, months after the
    course, has one question for each outcome of its test.
    """

    class Kind(models.TextChoices):
        GRADED = "graded", _("Graded")
        PRACTICE = "practice", _("Practice")
        BEFORE = "before", _("Before the course")
        AGAIN = "again", _("Months after the course")

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        SUBMITTED = "submitted", _("Submitted")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="attempts")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    quiz = models.ForeignKey(Quiz, models.PROTECT, null=True, related_name="attempts")
    round = models.PositiveSmallIntegerField(default=1, help_text="A new set of tries after the last one of a set.")
    number = models.PositiveSmallIntegerField(default=1, help_text="The try within its round.")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    language = models.CharField(max_length=2, help_text="In which it was begun.")
    pass_mark = models.PositiveSmallIntegerField(null=True, help_text="As it was when the attempt began.")
    compiled_hash = models.CharField(max_length=64, blank=True, help_text="The course or lesson it was seen in.")
    started_at = models.DateTimeField(default=timezone.now)
    submitted_at = models.DateTimeField(null=True)
    score = models.DecimalField(max_digits=6, decimal_places=3, null=True, help_text="Recounted from the items.")
    passed = models.BooleanField(null=True, help_text="Recounted from the score.")

    objects = AttemptQuerySet.as_manager()

    class Meta:
        ordering = ["started_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "quiz", "kind"],
                condition=models.Q(state="open"),
                name="one_open_attempt_of_a_kind_a_person_and_quiz",
            ),
            models.UniqueConstraint(
                fields=["person", "quiz", "kind", "round", "number"],
                condition=~models.Q(kind="practice"),
                name="attempt_number_of_a_kind_once",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="practice", quiz__isnull=True)
                | (~models.Q(kind="practice") & models.Q(quiz__isnull=False)),
                name="an_attempt_at_a_test_names_its_quiz",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="graded") | models.Q(pass_mark__isnull=True, passed__isnull=True),
                name="only_a_graded_attempt_is_passed",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="before") | models.Q(round=1, number=1),
                name="a_test_before_a_course_is_taken_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state="open", submitted_at__isnull=True)
                | models.Q(state="submitted", submitted_at__isnull=False),
                name="a_submitted_attempt_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.quiz} {self.round}.{self.number}"


class AttemptItem(models.Model):
    """A dealt question: the version seen and the order of its options."""

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    version = models.ForeignKey(QuestionVersion, models.PROTECT, related_name="items")
    option_order = models.JSONField(help_text="Option keys as dealt.")
    fraction = models.FloatField(null=True, help_text="0 to 1; empty while open, or if the learner gave up.")

    # Known of items read `with_answers`.
    response: list[str] | None
    sequence: int | None

    objects = AttemptItemQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["attempt", "position"], name="attempt_position_once")]

    def __str__(self) -> str:
        return f"{self.attempt} {self.position}"


class AnswerEvent(models.Model):
    """What was answered, each time it was saved. The last one counts."""

    item = models.ForeignKey(AttemptItem, models.CASCADE, related_name="answers")
    sequence = models.PositiveIntegerField()
    language = models.CharField(max_length=2)
    response = models.JSONField(help_text="Option keys chosen.")
    client_key = models.UUIDField(null=True, help_text="Of the form it came in.")
    received_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["sequence"]
        constraints = [models.UniqueConstraint(fields=["item", "sequence"], name="answer_sequence_once_an_item")]

    def __str__(self) -> str:
        return f"{self.item} {self.sequence}"
