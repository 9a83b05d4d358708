from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import OuterRef, Subquery

from tanu.people.models import Person
from tanu.quizzes.permissions import own_attempts

if TYPE_CHECKING:
    from tanu.quizzes.models import Attempt, AttemptItem


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def of(self, person: Person) -> "AttemptQuerySet":
        return self.filter(own_attempts(person))

    def graded(self) -> "AttemptQuerySet":
        return self.filter(kind="graded")

    def practice(self) -> "AttemptQuerySet":
        return self.filter(kind="practice")

    def at_tests(self) -> "AttemptQuerySet":
        """Dealt from a bank, whether or not it counts."""
        return self.exclude(kind="practice")

    def submitted(self) -> "AttemptQuerySet":
        return self.filter(state="submitted")

    def open(self) -> "AttemptQuerySet":
        return self.filter(state="open")

    def locked(self) -> "AttemptQuerySet":
        """Waits for other writers. Answers may still point to a locked row: that is no change of it."""
        return self.select_for_update(of=("self",), no_key=True)


class AttemptItemQuerySet(models.QuerySet["AttemptItem"]):
    def with_answers(self) -> "AttemptItemQuerySet":
        """Adds `response`, the last one saved or None, and `sequence`, how many were saved or None."""
        answers = apps.get_model("quizzes", "AnswerEvent")._default_manager
        last = answers.filter(item=OuterRef("pk")).order_by("-sequence")
        return self.annotate(
            response=Subquery(last.values("response")[:1]),
            sequence=Subquery(last.values("sequence")[:1]),
        )

    def practised_by(self, person: Person) -> "AttemptItemQuerySet":
        """Check questions that `person` answered, the oldest first."""
        attempts = apps.get_model("quizzes", "Attempt")._default_manager
        practice = attempts.filter(person__in=Person.objects.same_as(person), kind="practice").order_by()
        return self.filter(attempt__in=practice).order_by("attempt__started_at", "pk")
