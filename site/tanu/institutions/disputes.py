"""A person says that a record is wrong, the head answers. The words stay between the two."""

from django.db import transaction
from django.utils import timezone

from tanu.audit.actions import record
from tanu.institutions.models import Dispute, Institution
from tanu.people.models import Person


class AlreadyDisputed(ValueError):
    """The person has said the same, and nobody has answered yet."""


class AlreadyAnswered(ValueError):
    """Somebody else answered first."""


@transaction.atomic
def dispute(person: Person, institution: Institution, about: str, words: str = "") -> Dispute:
    """Raises AlreadyDisputed if a dispute about the same is still open."""
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if Dispute.objects.open().filter(person=person, institution=institution, about=about).exists():
        raise AlreadyDisputed
    raised = Dispute.objects.create(person=person, institution=institution, about=about, words=words)
    record("dispute", raised, by=person, about=about)
    return raised


@transaction.atomic
def answer_dispute(raised: Dispute, answer: str, words: str = "", *, by: Person) -> Dispute:
    """The head's answer, once. Raises AlreadyAnswered."""
    given = {"answer": answer, "answer_words": words, "answered_by": by, "answered_at": timezone.now()}
    if not Dispute.objects.open().filter(pk=raised.pk).update(**given):
        raise AlreadyAnswered
    record("answer-dispute", raised, by=by, answer=answer)
    raised.refresh_from_db()
    return raised


@transaction.atomic
def erase_words(raised: Dispute, *, by: Person) -> None:
    """Take away what was written, on both sides; that there was a dispute and how it ended stays."""
    Dispute.objects.filter(pk=raised.pk).update(words="", answer_words="")
    record("erase-dispute-words", raised, by=by)
