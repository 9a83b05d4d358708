"""Questions are published and retired; a version once published never changes."""

import hashlib
import json
from datetime import date
from typing import Any

from django.db import transaction

from tanu.audit.actions import record
from tanu.lib.dates import local_day
from tanu.people.models import Person
from tanu.question_banks.models import Bank, Question, QuestionVersion
from tanu.question_banks.types import question_type


@transaction.atomic
def publish_question(
    bank: Bank,
    key: str,
    type: str,
    document: dict[str, Any],
    outcome: str,
    level: str = "",
    truth: str = "",
    is_reviewed: bool = False,
    *,
    by: Person | None = None,
) -> QuestionVersion:
    """The version with this content, now the question's current one. The same content again changes nothing.

    `document` has the shape told at QuestionVersion, its texts rendered and sanitised. A retired question is
    asked again. Attempts keep the version they saw.
    """
    question_type(type)
    question, _ = Question.objects.select_related("current").get_or_create(
        key=key, defaults={"bank": bank, "outcome": outcome, "level": level, "truth": truth}
    )
    version, is_new_version = question.versions.get_or_create(
        hash=version_hash(type, document),
        defaults={"type": type, "document": document, "is_reviewed": is_reviewed},
    )
    facts = {"bank": bank, "outcome": outcome, "level": level, "truth": truth, "current": version, "retired_on": None}
    if not is_new_version and version.is_reviewed != is_reviewed:
        version.is_reviewed = is_reviewed
        version.save(update_fields=["is_reviewed"])
        record("review-question", question, by=by, hash=version.hash, is_reviewed=is_reviewed)
    if any(getattr(question, name) != value for name, value in facts.items()):
        for name, value in facts.items():
            setattr(question, name, value)
        question.save(update_fields=list(facts))
        record("publish-question", question, by=by, hash=version.hash)
    return version


@transaction.atomic
def retire(question: Question, *, on: date | None = None, by: Person | None = None) -> None:
    """No longer dealt; attempts that hold it stay as they are."""
    if question.retired_on:
        return
    question.retired_on = on or local_day()
    question.save(update_fields=["retired_on"])
    record("retire-question", question, by=by, on=question.retired_on.isoformat())


def version_hash(type: str, document: dict[str, Any]) -> str:
    """The name of a version by its content, whatever the order of keys in memory."""
    content = {"type": type, "document": document}
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
