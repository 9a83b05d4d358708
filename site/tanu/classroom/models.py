"""Classroom days with their seats and tests, and training that somebody did elsewhere."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tanu.classroom.querysets import DayQuerySet, EvidenceQuerySet, SeatQuerySet
from tanu.courses.models import Course
from tanu.institutions.models import Institution
from tanu.lib.spoken_codes import SIGNS, spoken
from tanu.people.models import Language, LegalBasis, Person, RetentionClass
from tanu.question_banks.models import QuestionVersion
from tanu.quizzes.models import Attempt
from tanu.records.models import Training, TrainingEdition

MOST_SEATS = 500


class Day(models.Model):
    """A day on which a trainer teaches a course face to face. People sign in by `code`, on that day only."""

    class Reason(models.TextChoices):
        MISTAKE = "mistake", _("It was opened by mistake")
        OTHER_DAY = "other-day", _("It is held on another day")
        TRAINER_AWAY = "trainer-away", _("The trainer cannot come")
        NO_PLACE = "no-place", _("The place cannot be used")
        TOO_FEW = "too-few", _("Too few people can come")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    trainer = models.ForeignKey(Person, models.PROTECT, related_name="days_held")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="classroom_days")
    course = models.ForeignKey(Course, models.PROTECT, related_name="classroom_days")
    edition = models.ForeignKey(TrainingEdition, models.PROTECT, related_name="classroom_days")
    place = models.CharField(max_length=120, help_text="In the trainer's words.")
    date = models.DateField(help_text="Local date.")
    seats = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=2, choices=Language.choices)
    code = models.CharField(max_length=SIGNS)
    opened_at = models.DateTimeField(default=timezone.now, editable=False)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="days_closed")
    called_off = models.CharField(max_length=20, choices=Reason.choices, blank=True)
    called_off_at = models.DateTimeField(null=True)
    called_off_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    objects = DayQuerySet.as_manager()

    class Meta:
        ordering = ["-date", "-opened_at"]
        constraints = [
            models.UniqueConstraint(fields=["code"], name="day_code_is_one_days"),
            models.CheckConstraint(condition=Q(seats__gte=1, seats__lte=MOST_SEATS), name="day_has_seats"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="day_is_closed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(called_off="", called_off_at__isnull=True, called_off_by__isnull=True)
                | (
                    ~Q(called_off="")
                    & Q(called_off_at__isnull=False, called_off_by__isnull=False, closed_at__isnull=True)
                ),
                name="day_is_called_off_by_somebody_and_not_closed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course.key} {self.date:%Y-%m-%d}"

    @property
    def spoken_code(self) -> str:
        return spoken(self.code)

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @property
    def is_open(self) -> bool:
        """Neither closed nor called off."""
        return not self.is_closed and not self.is_called_off

    @property
    def is_called_off(self) -> bool:
        return self.called_off_at is not None


class Seat(models.Model):
    """Somebody's place on a day. Who has withdrawn and comes again has another row."""

    class CameBy(models.TextChoices):
        CODE = "code", _("Signed in by the code")
        TRAINER = "trainer", _("Added by the trainer")

    class Reason(models.TextChoices):
        NOT_THERE = "not-there", _("This person was not there to the end")
        WRONG_PERSON = "wrong-person", _("It is another person's result")
        WRONG_SHEET = "wrong-sheet", _("The sheet was entered wrongly")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    day = models.ForeignKey(Day, models.PROTECT, related_name="taken")
    person = models.ForeignKey(Person, models.PROTECT, related_name="classroom_seats")
    came_by = models.CharField(max_length=10, choices=CameBy.choices)
    taken_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True)
    stayed = models.BooleanField(null=True, help_text="Said by the trainer when the day is closed.")
    taken_back = models.CharField(max_length=20, choices=Reason.choices, blank=True)
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ["taken_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["day", "person"], condition=Q(withdrawn_at__isnull=True), name="seat_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("taken_at")),
                name="seat_is_left_after_it_was_taken",
            ),
            models.CheckConstraint(
                condition=Q(taken_back="", taken_back_at__isnull=True, taken_back_by__isnull=True)
                | (~Q(taken_back="") & Q(taken_back_at__isnull=False, taken_back_by__isnull=False)),
                name="seat_is_taken_back_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day_id} {self.person_id}"

    @property
    def evidence(self) -> str:
        """What the ledger calls the proof; the same for every seat of this person on this day."""
        return f"day:{self.day_id}:{self.person_id}"


class Sitting(models.Model):
    """An attempt begun on the page of a day: the learner was told that the day's trainer sees how it went."""

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="sittings")
    attempt = models.OneToOneField(Attempt, models.PROTECT, related_name="sitting")

    def __str__(self) -> str:
        return f"{self.seat_id} {self.attempt_id}"


class PaperTest(models.Model):
    """The final test of a day for paper, dealt once: every sheet has the same questions in the same order."""

    day = models.OneToOneField(Day, models.PROTECT, related_name="paper_test")
    pass_mark = models.PositiveSmallIntegerField(help_text="As it was when the test was dealt.")
    dealt_at = models.DateTimeField(default=timezone.now, editable=False)

    def __str__(self) -> str:
        return str(self.day_id)


class PaperItem(models.Model):
    """A question of a paper test: the version printed and the order of its options."""

    test = models.ForeignKey(PaperTest, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    version = models.ForeignKey(QuestionVersion, models.PROTECT, related_name="paper_items")
    option_order = models.JSONField(help_text="Option keys as printed.")

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["test", "position"], name="paper_position_once")]

    def __str__(self) -> str:
        return f"{self.test_id} {self.position}"


class PaperSheet(models.Model):
    """Somebody's sheet, entered twice: it counts once both entries agree, or where they differ, once that is settled.

    Entries are {position: [option keys]}; a question left open is [].
    """

    seat = models.OneToOneField(Seat, models.PROTECT, related_name="sheet")
    first = models.JSONField()
    first_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    first_at = models.DateTimeField(default=timezone.now)
    second = models.JSONField(null=True)
    second_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    second_at = models.DateTimeField(null=True)
    agreed = models.JSONField(null=True)
    agreed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    score = models.PositiveSmallIntegerField(null=True)
    passed = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(agreed_at__isnull=True, score__isnull=True, passed__isnull=True)
                | Q(agreed_at__isnull=False, second_at__isnull=False, score__isnull=False, passed__isnull=False),
                name="a_sheet_counts_once_it_was_entered_twice",
            )
        ]

    def __str__(self) -> str:
        return str(self.seat_id)


class Evidence(models.Model):
    """A training done elsewhere, as the person tells it, and what a named person decided."""

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("document", "Waiting for a decision")
        ACCEPTED = "accepted", pgettext_lazy("document", "Accepted")
        REFUSED = "refused", pgettext_lazy("document", "Not accepted")
        WITHDRAWN = "withdrawn", pgettext_lazy("document", "Withdrawn")
        TAKEN_BACK = "taken-back", pgettext_lazy("document", "Taken back")

    class Reason(models.TextChoices):
        SEEN = "seen", _("I have seen the document, and it is of this training")
        CONFIRMED = "confirmed", _("Whoever issued it confirmed it")
        NOT_CONFIRMED = "not-confirmed", _("Whoever issued it did not confirm it")
        OTHER_CONTENT = "other-content", _("That training taught something else")
        TOO_SHORT = "too-short", _("That training was too short")
        FACTS_DIFFER = "facts-differ", _("What was handed in differs from the document")

    class TakenBack(models.TextChoices):
        MISTAKE = "mistake", _("It was accepted by mistake")
        WRONG_PERSON = "wrong-person", _("It is another person's document")
        NOT_CONFIRMED = "not-confirmed", _("Whoever issued it did not confirm it")
        FACTS_DIFFER = "facts-differ", _("What was handed in differs from the document")
        OTHER_CONTENT = "other-content", _("That training taught something else")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="outside_evidence")
    training = models.ForeignKey(Training, models.PROTECT, related_name="outside_evidence")
    issuer = models.CharField(max_length=160)
    number = models.CharField(max_length=60, blank=True)
    issuer_key = models.CharField(max_length=160, editable=False, help_text="Folded, so that a copy is found.")
    number_key = models.CharField(max_length=60, editable=False, blank=True)
    completed_on = models.DateField(help_text="Local date.")
    words = models.TextField(max_length=500, blank=True, help_text="Can be erased; never in statistics or audit.")
    handed_in_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    reason = models.CharField(max_length=20, choices=Reason.choices, blank=True)
    answer_words = models.TextField(max_length=500, blank=True, help_text="To the person; can be erased.")
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="evidence_decided")
    decided_at = models.DateTimeField(null=True)
    taken_back = models.CharField(max_length=20, choices=TakenBack.choices, blank=True)
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    retention_class = models.CharField(
        max_length=30, choices=RetentionClass.choices, default=RetentionClass.TRAINING_RECORD
    )
    legal_basis = models.CharField(max_length=30, choices=LegalBasis.choices, default=LegalBasis.DUTY)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["-handed_in_at"]
        verbose_name_plural = "evidence"
        constraints = [
            models.UniqueConstraint(
                fields=["training", "issuer_key", "number_key"],
                condition=Q(state__in=["waiting", "accepted"]) & ~Q(number_key=""),
                name="a_numbered_document_is_handed_in_once",
            ),
            models.UniqueConstraint(
                fields=["person", "training", "issuer_key", "completed_on"],
                condition=Q(state__in=["waiting", "accepted"], number_key=""),
                name="a_document_without_number_is_handed_in_once",
            ),
            models.CheckConstraint(
                condition=(Q(state__in=["waiting", "withdrawn"], reason="") & Q(decided_by__isnull=True))
                | Q(
                    state__in=["accepted", "refused", "taken-back"],
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                ),
                name="evidence_is_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=(~Q(state="taken-back") & Q(taken_back="", taken_back_by__isnull=True))
                | (Q(state="taken-back", taken_back_at__isnull=False, taken_back_by__isnull=False) & ~Q(taken_back="")),
                name="evidence_is_taken_back_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.training_id}"

    @property
    def proof(self) -> str:
        """What the ledger calls it."""
        return f"document:{self.pk}"
