"""From the files of a handout to its row."""

from typing import Any

from django.db import transaction

from tanu.audit.actions import record
from tanu.courses.models import Course
from tanu.handouts.compiling import compile_handout
from tanu.handouts.files import HandoutFile
from tanu.handouts.models import Handout
from tanu.lib.dates import local_day


@transaction.atomic
def load_handout(file: HandoutFile) -> Handout:
    """The handout as its files have it, compiled. Its course is loaded before."""
    handout = Handout.objects.filter(key=file.id).first() or Handout(key=file.id)
    for name, value in _fields(file).items():
        setattr(handout, name, value)
    compile_handout(handout)
    handout.save()
    return handout


@transaction.atomic
def retire_handout(handout: Handout) -> None:
    """No longer offered. Loading it again brings it back."""
    handout.retired_on = local_day()
    handout.save(update_fields=["retired_on"])
    record("retire-handout", handout, on=handout.retired_on.isoformat())


def _fields(file: HandoutFile) -> dict[str, Any]:
    spec, prose = file.neutral, file.prose
    return {
        "course": Course.objects.get(key=file.course),
        "slug": file.slug,
        "kind": spec.kind,
        "dated": spec.edition,
        "audience": list(spec.audience),
        "outcomes": list(spec.outcomes),
        "facts": list(file.facts),
        "review": {
            "clinical": spec.review.clinical.model_dump(mode="json"),
            "legal": spec.review.legal.model_dump(mode="json"),
            "language": {language: state.model_dump(mode="json") for language, state in file.language_review.items()},
        },
        "title": {language: text.spec.title for language, text in prose.items()},
        "summary": {language: text.spec.summary for language, text in prose.items()},
        "sources": {
            language: [source.model_dump() for source in text.spec.sources] for language, text in prose.items()
        },
        "body": {language: text.body for language, text in prose.items()},
        "retired_on": None,
    }
