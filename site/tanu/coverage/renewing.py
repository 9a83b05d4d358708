"""Who is asked to renew a training, as the rooms of learning ask it."""

from datetime import date

from tanu.courses.renewals import register_asker
from tanu.coverage.algebra import Duty
from tanu.coverage.reads import due_for
from tanu.people.models import Person
from tanu.records.models import Training


@register_asker
def asks_to_renew(person: Person, training: Training, day: date) -> bool:
    renewals = (Duty.EXPIRING, Duty.LAPSED)
    return any(due.training_key == training.key and due.duty in renewals for due in due_for(person, day))
