from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from tanu.people.models import Person


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def of(self, person: "Person") -> "AttemptQuerySet":
        return self.filter(models.Q(person=person) | models.Q(person__merged_into=person))

    def graded(self) -> "AttemptQuerySet":
        return self.filter(kind="graded")

    def submitted(self) -> "AttemptQuerySet":
        return self.filter(state="submitted")

    def open(self) -> "AttemptQuerySet":
        return self.filter(state="open")
