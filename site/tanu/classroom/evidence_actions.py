"""Training done elsewhere: handed in by the person, decided by somebody else who gives their name."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from tanu.audit.actions import record
from tanu.classroom.models import Evidence
from tanu.classroom.permissions import evidence_answered_for, evidence_to_decide
from tanu.lib.dates import local_day
from tanu.lib.names import search_key
from tanu.people.models import Person
from tanu.records.actions import record_completion, void
from tanu.records.models import Completion, Training, TrainingEdition

# How people write that a document has no number.
_NO_NUMBER = {"бн", "безномера", "номирсиз", "номирижок", "nonumber", "нет", "жок"}
ACCEPTING = frozenset({Evidence.Reason.SEEN, Evidence.Reason.CONFIRMED})


class AlreadyHandedIn(ValueError):
    """This document waits for a decision, or was accepted."""


class DayIsAhead(ValueError):
    """Nobody has completed anything on a day that has not come."""


class AlreadyDecided(ValueError):
    """It is decided or withdrawn, and `evidence` says how."""

    def __init__(self, evidence: Evidence) -> None:
        super().__init__(evidence.state)
        self.evidence = evidence


class NotAccepted(ValueError):
    """Only what was accepted, and not taken back since, can be taken back."""


@transaction.atomic
def hand_in(
    person: Person, training: Training, *, issuer: str, completed_on: date, number: str = "", words: str = ""
) -> Evidence:
    """Raises DayIsAhead, and AlreadyHandedIn for the same training, issuer and number, whoever handed that in."""
    if completed_on > local_day():
        raise DayIsAhead
    try:
        with transaction.atomic():
            evidence = Evidence.objects.create(
                person=person,
                training=training,
                issuer=issuer,
                number=number,
                issuer_key=_key(issuer),
                number_key=_number_key(number),
                completed_on=completed_on,
                words=words,
            )
    except IntegrityError:
        raise AlreadyHandedIn from None
    record("hand-in-evidence", evidence, by=person, training=str(training.pk), on=completed_on.isoformat())
    return evidence


@transaction.atomic
def withdraw_evidence(evidence: Evidence, *, by: Person) -> Evidence:
    """What waits is taken back by the person themself, and what they wrote goes. Raises AlreadyDecided."""
    evidence = _waiting(evidence)
    if not Person.objects.same_as(by).filter(pk=evidence.person_id).exists():
        raise PermissionDenied
    evidence.state, evidence.words = Evidence.State.WITHDRAWN, ""
    evidence.save(update_fields=["state", "words"])
    record("withdraw-evidence", evidence, by=by)
    return evidence


@transaction.atomic
def decide(evidence: Evidence, reason: Evidence.Reason, *, by: Person, words: str = "") -> Evidence:
    """Accepted it is a row of the ledger from the day it was completed; refused it may be handed in again.

    Raises AlreadyDecided, and PermissionDenied for everybody to whom it did not come.
    """
    if not Evidence.objects.filter(evidence_to_decide(by), pk=evidence.pk).exists():
        raise PermissionDenied
    evidence = _waiting(evidence)
    accepted = reason in ACCEPTING
    evidence.state = Evidence.State.ACCEPTED if accepted else Evidence.State.REFUSED
    evidence.reason, evidence.answer_words = reason, words
    evidence.decided_by, evidence.decided_at = by, timezone.now()
    evidence.save(update_fields=["state", "reason", "answer_words", "decided_by", "decided_at"])
    record("accept-evidence" if accepted else "refuse-evidence", evidence, by=by, reason=reason.value)
    if accepted:
        record_completion(
            evidence.person,
            edition_on(evidence.training, evidence.completed_on),
            source=Completion.Source.EVIDENCE,
            evidence=evidence.proof,
            completed_on=evidence.completed_on,
            by=by,
        )
    return evidence


@transaction.atomic
def take_back_evidence(evidence: Evidence, reason: Evidence.TakenBack, *, by: Person) -> Evidence:
    """What was accepted counts no more: a correction voids its row. The document may be handed in again.

    Raises NotAccepted, and PermissionDenied for everybody who does not answer for it.
    """
    if not Evidence.objects.filter(evidence_answered_for(by), pk=evidence.pk).exists():
        raise PermissionDenied
    evidence = Evidence.objects.locked().get(pk=evidence.pk)
    if evidence.state != Evidence.State.ACCEPTED:
        raise NotAccepted(evidence.state)
    evidence.state, evidence.taken_back = Evidence.State.TAKEN_BACK, reason
    evidence.taken_back_by, evidence.taken_back_at = by, timezone.now()
    evidence.save(update_fields=["state", "taken_back", "taken_back_by", "taken_back_at"])
    record("take-back-evidence", evidence, by=by, reason=reason.value)
    for completion in Completion.objects.standing().filter(evidence=evidence.proof):
        void(completion, by=by)
    return evidence


@transaction.atomic
def erase_words(evidence: Evidence, *, by: Person) -> Evidence:
    """What was written with it goes, on both sides; the facts and the decision stay."""
    evidence = Evidence.objects.locked().get(pk=evidence.pk)
    if not Person.objects.same_as(by).filter(pk=evidence.person_id).exists():
        raise PermissionDenied
    evidence.words = evidence.answer_words = ""
    evidence.save(update_fields=["words", "answer_words"])
    record("erase-evidence-words", evidence, by=by)
    return evidence


def edition_on(training: Training, day: date) -> TrainingEdition:
    """The edition that was the newest on `day`; the first one for what is older than that."""
    editions = training.editions.order_by("number")
    return editions.filter(dated__lte=day).last() or editions.get(number=1)


def _waiting(evidence: Evidence) -> Evidence:
    evidence = Evidence.objects.locked().select_related("person", "training").get(pk=evidence.pk)
    if evidence.state != Evidence.State.WAITING:
        raise AlreadyDecided(evidence)
    return evidence


def _number_key(number: str) -> str:
    key = _key(number)
    return "" if key in _NO_NUMBER else key


def _key(text: str) -> str:
    """Folded, and only letters and digits: a dash or a sign for "number" makes no other document."""
    return "".join(sign for sign in search_key(text) if sign.isalnum())
