"""What the rooms below ask this one."""

from collections.abc import Collection
from typing import Any

from tanu.institutions.roster_undo import leaves_traces
from tanu.records.models import Completion


@leaves_traces
def who_completed_something(people: Collection[Any]) -> set[Any]:
    return set(Completion.objects.filter(person__in=people).values_list("person_id", flat=True))
