"""Quizzes and attempts. An attempt keeps its deal; an answer keeps its language; nothing is marked on a live page."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tanu.lib.languages import in_language
from tanu.people.models import Person
from tanu.question_banks.models import Bank, QuestionVersion
from tanu.quizzes.querysets import AttemptItemQuerySet, AttemptQuerySet


class Quiz(models.Model):
    """A test drawn from a bank: `draw` questions for each outcome, `pass_mark` right answers to pass."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=120, unique=True)
    title = models.JSONField(help_text="In kk, ru and en.")
    bank = models.ForeignKey(Bank, models.PROTECT, related_name="quizzes")
    outcomes = models.JSONField(help_text="Outcome keys in order.")
    draw = models.PositiveSmallIntegerField(default=2)
    pass_mark = models.PositiveSmallIntegerField()
    tries = models.PositiveSmallIntegerField(default=3)
    wait_hours = models.PositiveSmallIntegerField(default=24, help_text="After the last try, before a new set.")
    minutes = models.PositiveSmallIntegerField(default=30)

    class Meta:
        verbose_name_plural = "quizzes"
        constraints = [
            models.CheckConstraint(condition=models.Q(draw__gte=1, tries__gte=1), name="quiz_can_be_taken"),
        ]

    def __str__(self) -> str:
        return in_language(self.title)

    @property
    def length(self) -> int:
        return self.draw * len(self.outcomes)


class Attempt(models.Model):
    """One go at a quiz, or at one check question of a lesson."""

    class Kind(models.TextChoices):
        GRADED = "graded", _("Graded")
        PRACTICE = "practice", _("Practice")

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
                fields=["person", "quiz"],
                condition=models.Q(state="open", kind="graded"),
                name="one_open_attempt_a_person_and_quiz",
            ),
            models.UniqueConstraint(
                fields=["person", "quiz", "round", "number"],
                condition=models.Q(kind="graded"),
                name="attempt_number_once",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="graded", quiz__isnull=False) | models.Q(kind="practice", quiz__isnull=True),
                name="a_graded_attempt_names_its_quiz",
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
