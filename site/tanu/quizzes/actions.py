"""Attempts: begun, answered, sent.

An attempt with its answers is itself the record of who did what and when; it is not audited a second time, since
only the learner may read tries and scores.
"""

import random
import uuid
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from tanu.people.models import Person
from tanu.question_banks.models import Question, QuestionVersion
from tanu.question_banks.types import Response, question_type
from tanu.quizzes.dealing import Candidate, draw
from tanu.quizzes.marking import recount
from tanu.quizzes.models import AnswerEvent, Attempt, AttemptItem, Quiz
from tanu.quizzes.reads import standing_of
from tanu.quizzes.signals import attempt_submitted
from tanu.quizzes.standing import Standing


class CannotBegin(Exception):
    """The learner has passed, waits for a new set, or has taken what is taken once; `standing` says which."""

    def __init__(self, standing: Standing) -> None:
        super().__init__(standing)
        self.standing = standing


class AttemptIsSent(Exception):
    """Its answers can no longer change."""


class NothingChosen(ValueError):
    """A check question needs an answer before it is marked."""


@transaction.atomic
def begin(
    person: Person,
    quiz: Quiz,
    language: str,
    compiled_hash: str = "",
    *,
    kind: Attempt.Kind = Attempt.Kind.GRADED,
    at: datetime | None = None,
    chance: random.Random | None = None,
) -> Attempt:
    """The person's open attempt of this kind at `quiz`, dealt now if there is none. Raises CannotBegin."""
    at = at or timezone.now()
    # Two requests at once wait here for each other; the second one finds the attempt of the first.
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    where = standing_of(person, quiz, at, kind=kind)
    if where.open_attempt:
        return where.open_attempt
    if not where.may_begin:
        raise CannotBegin(where)
    attempt = Attempt.objects.create(
        person=person,
        kind=kind,
        quiz=quiz,
        round=where.round,
        number=where.number,
        language=language,
        pass_mark=quiz.pass_mark if kind == Attempt.Kind.GRADED else None,
        compiled_hash=compiled_hash,
        started_at=at,
    )
    AttemptItem.objects.bulk_create(_deal(attempt, quiz, chance or random.SystemRandom()))
    return attempt


@transaction.atomic
def save(
    attempt: Attempt,
    responses: Mapping[int, Response],
    language: str,
    client_key: uuid.UUID | None = None,
) -> list[AnswerEvent]:
    """Keep `responses`, by id of the attempt's items, and return the events of those that changed.

    Raises AttemptIsSent.
    """
    if Attempt.objects.locked().get(pk=attempt.pk).state != Attempt.State.OPEN:
        raise AttemptIsSent
    items = AttemptItem.objects.filter(attempt=attempt, pk__in=responses.keys()).with_answers()
    return AnswerEvent.objects.bulk_create(
        AnswerEvent(
            item=item,
            sequence=(item.sequence or 0) + 1,
            language=language,
            response=responses[item.pk],
            client_key=client_key,
        )
        for item in items
        if (item.response or []) != responses[item.pk]
    )


@transaction.atomic
def submit(attempt: Attempt, *, at: datetime | None = None) -> Attempt:
    """Mark an attempt at a test, once: sent again it is returned as it was marked."""
    attempt = Attempt.objects.locked().select_related("quiz").get(pk=attempt.pk)
    if attempt.state == Attempt.State.SUBMITTED:
        return attempt
    attempt.state = Attempt.State.SUBMITTED
    attempt.submitted_at = at or timezone.now()
    attempt.save(update_fields=["state", "submitted_at"])
    recount(attempt)
    attempt_submitted.send(Attempt, attempt=attempt)
    return attempt


@transaction.atomic
def practise(
    person: Person,
    version: QuestionVersion,
    response: Response,
    language: str,
    compiled_hash: str = "",
    client_key: uuid.UUID | None = None,
) -> Attempt:
    """An answer to one check question of a lesson, marked at once. Raises NothingChosen."""
    if not question_type(version.type).is_complete(response):
        raise NothingChosen
    now = timezone.now()
    attempt = Attempt.objects.create(
        person=person,
        kind=Attempt.Kind.PRACTICE,
        state=Attempt.State.SUBMITTED,
        language=language,
        compiled_hash=compiled_hash,
        started_at=now,
        submitted_at=now,
    )
    order = question_type(version.type).keys(version.document)
    item = AttemptItem.objects.create(attempt=attempt, position=1, version=version, option_order=order)
    AnswerEvent.objects.create(item=item, sequence=1, language=language, response=response, client_key=client_key)
    recount(attempt)
    return attempt


def _deal(attempt: Attempt, quiz: Quiz, chance: random.Random) -> list[AttemptItem]:
    per_outcome = 1 if attempt.kind == Attempt.Kind.AGAIN else quiz.draw
    drawn = draw(_candidates(attempt.person, quiz), quiz.outcomes, per_outcome, chance)
    versions = QuestionVersion.objects.in_bulk([candidate.version for candidate in drawn])
    dealt = [versions[candidate.version] for candidate in drawn]
    return [
        AttemptItem(
            attempt=attempt,
            position=position,
            version=version,
            option_order=question_type(version.type).deal(version.document, chance),
        )
        for position, version in enumerate(dealt, start=1)
    ]


def _candidates(person: Person, quiz: Quiz) -> list[Candidate]:
    seen = AttemptItem.objects.filter(attempt__in=Attempt.objects.of(person).at_tests())
    times = dict(seen.values_list("version__question").annotate(Count("pk")).order_by())
    questions = Question.objects.in_use().filter(bank=quiz.bank_id, outcome__in=quiz.outcomes).order_by("key")
    return [
        Candidate(version=version, outcome=outcome, times_dealt=times.get(pk, 0))
        for pk, version, outcome in questions.values_list("pk", "current", "outcome")
    ]
