"""Questions are defined, published and retired; a version once published never changes."""

import hashlib
import json
from datetime import date
from typing import Any

from django.db import transaction
from wagtail.log_actions import LogContext

from tanu.audit.actions import record
from tanu.lib.dates import local_day
from tanu.lib.editing import make_live
from tanu.people.models import Person
from tanu.question_banks.compiling import question_document
from tanu.question_banks.models import Bank, Outcome, Question, QuestionVersion, Section
from tanu.question_banks.source import Source, question_spec, set_source, source_of, whole
from tanu.question_banks.validation import validate_source
from tanu.reviews.states import reopened


@transaction.atomic
def define_question(
    bank: Bank, key: str, source: Source, *, section: Section | None = None, by: Person | None = None
) -> QuestionVersion:
    """The question `key` says what `source` says, and is asked so from now on. The same source again changes nothing.

    `section` is None for a check question of a lesson, whose options have `right` and no `weight`. A retired
    question is asked again. Raises ValidationError if the source breaks the rules of its file.
    """
    question = Question.objects.select_related("current").filter(key=key).first()
    question = question or Question(key=key, bank=bank, section=section, live=False)
    return define(question, source, position=question.position, by=by)


def define(question: Question, source: Source, *, position: int, by: Person | None = None) -> QuestionVersion:
    """As `define_question`, for a row that is at hand or not yet saved, in the caller's transaction."""
    current = question.current
    if current and not question.retired_on and source_of(question) == whole(source):
        if question.position != position:
            question.position = position
            question.save(update_fields=["position"])
        return current
    question.position = position
    set_source(question, source)
    with LogContext(user=by):
        make_live(question)
    return publish_question(question, by=by)


@transaction.atomic
def publish_question(question: Question, *, by: Person | None = None) -> QuestionVersion:
    """Learners are asked what the row says now: its version, compiled, is the current one.

    The same wording again is the same version. Attempts keep the version they saw. A retired question is asked again.
    Raises ValidationError if the source breaks the rules of its file.
    """
    validate_source(question)
    spec = question_spec(question)
    document = question_document(spec)
    version, _ = question.versions.get_or_create(
        hash=version_hash(spec.type, document), defaults={"type": spec.type, "document": document}
    )
    question.current, question.retired_on = version, None
    question.save(update_fields=["current", "retired_on"])
    record("publish-question", question, by=by, hash=version.hash)
    note_review(question, by=by)
    return version


def note_review(question: Question, *, by: Person | None = None) -> None:
    """Whether the current wording was reviewed, as its section and the question say; in the caller's transaction."""
    version = question.current
    is_reviewed = question.section is not None and question.section.is_reviewed and not question.awaits
    if version is None or version.is_reviewed == is_reviewed:
        return
    version.is_reviewed = is_reviewed
    version.save(update_fields=["is_reviewed"])
    record("review-question", question, by=by, hash=version.hash, is_reviewed=is_reviewed)


@transaction.atomic
def reopen_review(section: Section, *, by: Person | None = None) -> None:
    """A wording changed that none of the reviewers of `section` has seen."""
    review: dict[str, Any] = section.review
    languages = {language: reopened(state) for language, state in review["language"].items()}
    again = {"clinical": reopened(review["clinical"]), "legal": reopened(review["legal"]), "language": languages}
    if again != review:
        section.review = again
        section.save(update_fields=["review"])
        record("reopen-review", section, by=by)


@transaction.atomic
def name_section(section: Section, *, by: Person | None = None) -> Section:
    """Keep the title and edition of `section`."""
    section.save(update_fields=["title", "edition"])
    record("name-section", section, by=by, edition=section.edition.isoformat())
    return section


@transaction.atomic
def name_outcome(outcome: Outcome, *, by: Person | None = None) -> Outcome:
    """Keep the title of `outcome`."""
    outcome.save(update_fields=["title"])
    record("name-outcome", outcome, by=by)
    return outcome


@transaction.atomic
def retire(question: Question, *, on: date | None = None, by: Person | None = None) -> None:
    """No longer dealt; attempts that hold it stay as they are."""
    if question.retired_on:
        return
    question.retired_on = on or local_day()
    question.save(update_fields=["retired_on"])
    record("retire-question", question, by=by, on=question.retired_on.isoformat())


@transaction.atomic
def reinstate(question: Question, *, by: Person | None = None) -> None:
    """A retired question is dealt again, as it was."""
    if question.retired_on is None:
        return
    question.retired_on = None
    question.save(update_fields=["retired_on"])
    record("reinstate-question", question, by=by)


def version_hash(type: str, document: dict[str, Any]) -> str:
    """The name of a version by its content, whatever the order of keys in memory."""
    content = {"type": type, "document": document}
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
