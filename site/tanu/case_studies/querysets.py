from typing import TYPE_CHECKING, Self

from django.db import models

from tanu.case_studies.permissions import own_playthroughs
from tanu.people.models import Person

if TYPE_CHECKING:
    from tanu.case_studies.models import Case, Playthrough


class CaseQuerySet(models.QuerySet["Case"]):
    def in_use(self) -> Self:
        """Not retired, and published at least once."""
        return self.filter(retired_on__isnull=True, current__isnull=False)

    def without_source(self) -> Self:
        """What editors write is long, and learners read the edition."""
        return self.defer("graph", "words")


class PlaythroughQuerySet(models.QuerySet["Playthrough"]):
    def of(self, person: Person) -> Self:
        return self.filter(own_playthroughs(person))

    def graded(self) -> Self:
        """First ways, which alone are counted."""
        return self.filter(kind="graded")

    def exploring(self) -> Self:
        return self.filter(kind="exploring")

    def open(self) -> Self:
        return self.filter(ended_at__isnull=True)

    def locked(self) -> Self:
        """Waits for other writers. Steps may still point to a locked row: that is no change of it."""
        return self.select_for_update(of=("self",), no_key=True)
