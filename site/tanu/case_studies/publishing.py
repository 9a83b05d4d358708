"""Cases are published and retired; an edition once published never changes."""

from datetime import date

from django.db import transaction

from tanu.audit.actions import record
from tanu.case_studies.compiling import case_document, document_hash
from tanu.case_studies.models import Case, CaseEdition
from tanu.lib.dates import local_day
from tanu.lib.editing import make_live
from tanu.people.models import Person
from tanu.reviews.states import State, is_settled, reopened

LANGUAGES_REVIEWED = ("kk", "ru")


@transaction.atomic
def publish_case(case: Case, *, by: Person | None = None) -> CaseEdition:
    """What the row says is played from now on by whoever begins; whoever is in the middle keeps their edition.

    The same source again is the same edition. A retired case is played again.
    """
    document = case_document(case.spec, case.words)
    edition, _ = case.editions.get_or_create(
        hash=document_hash(document), defaults={"document": document, "is_reviewed": is_reviewed(case)}
    )
    case.current, case.retired_on = edition, None
    case.save(update_fields=["current", "retired_on"])
    record("publish-case", case, by=by, hash=edition.hash)
    return edition


def is_reviewed(case: Case) -> bool:
    """Nothing is left to wait for in any language."""
    kinds = [case.review_of("clinical", ""), case.review_of("legal", "")]
    languages = [case.review_of("language", language) for language in LANGUAGES_REVIEWED]
    return all(is_settled(state) for state in [*kinds, *languages])


@transaction.atomic
def note_review(case: Case, kind: str, language: str, state: State) -> None:
    """Write down where a review of what is live now stands."""
    review = case.graph["review"]
    if kind == "language":
        review["language"][language] = state
    else:
        review[kind] = state
    make_live(case)
    publish_case(case)


@transaction.atomic
def reopen_review(case: Case, *, by: Person | None = None) -> None:
    """A wording changed that none of the reviewers has seen."""
    review = case.graph["review"]
    again = {
        "clinical": reopened(review["clinical"]),
        "legal": reopened(review["legal"]),
        "language": {language: reopened(state) for language, state in review["language"].items()},
    }
    if again != review:
        case.graph["review"] = again
        make_live(case)
        record("reopen-review", case, by=by)


@transaction.atomic
def retire(case: Case, *, on: date | None = None, by: Person | None = None) -> None:
    """No longer begun; ways that were begun can be gone to their end."""
    if case.retired_on is None:
        case.retired_on = on or local_day()
        case.save(update_fields=["retired_on"])
        record("retire-case", case, by=by, on=case.retired_on.isoformat())
