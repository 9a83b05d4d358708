"""A fact that a clinician or a lawyer has yet to check is taught only beside a note that says so."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_noop

from tanu.courses.blocks import Awaits, Block
from tanu.courses.written import TextReview
from tanu.lib.sentences import Sentence

# The flag of a fact, and the kind of review that takes it away.
KINDS = {"CLIN": "clinical", "LAW": "legal"}
_NO_NOTE = {
    "clinical": gettext_noop("%(fact)s must be checked by a clinician: put `::: awaits clinical` beside the sentence"),
    "legal": gettext_noop("%(fact)s must be checked by a lawyer: put `::: awaits legal` beside the sentence"),
}
NOT_NEEDED = {
    "clinical": gettext_noop("%(fact)s must be checked by a clinician, so the clinical review cannot be `not-needed`"),
    "legal": gettext_noop("%(fact)s must be checked by a lawyer, so the legal review cannot be `not-needed`"),
}


@dataclass(frozen=True)
class Unawaited:
    """What is missing beside `fact`: a note in the text, or a review `of_kind`."""

    fact: str
    of_kind: str
    is_in_review: bool
    sentence: Sentence


def unawaited(
    facts: Iterable[str], flags: Mapping[str, Collection[str]], blocks: Iterable[Block], review: TextReview
) -> Iterator[Unawaited]:
    """What a text that rests on `facts` lacks; `flags` are those of each fact."""
    facts = list(facts)
    noted = {block.kind for block in blocks if isinstance(block, Awaits)}
    for flag, kind in KINDS.items():
        fact = next((fact for fact in facts if flag in flags.get(fact, ())), None)
        if fact and kind not in noted:
            yield Unawaited(fact, kind, False, Sentence(_NO_NOTE[kind], fact=fact))
        if fact and getattr(review, kind).state == "not-needed":
            yield Unawaited(fact, kind, True, Sentence(NOT_NEEDED[kind], fact=fact))
