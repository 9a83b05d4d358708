"""Who is asked for a training that they passed before, as the rooms of learning ask it."""

from datetime import date

from tanu.courses.renewals import register_asker
from tanu.coverage.algebra import OPEN
from tanu.coverage.reads import due_for
from tanu.people.models import Person
from tanu.records.models import Training


@register_asker
def asks_to_renew(person: Person, training: Training, day: date) -> bool:
    """Also where what they passed never counted: it is of too old an edition, or lapsed before they were asked."""
    return any(due.training_key == training.key and due.duty in OPEN for due in due_for(person, day))
