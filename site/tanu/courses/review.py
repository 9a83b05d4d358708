"""What still waits for review. Nobody is named before they have reviewed."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tanu.lib.specs import SETTLED
from tanu.reviews.states import AWAITING, State, reopened
from tanu.reviews.waiting import Waiting

Review = dict[str, Any]
"""{"clinical", "legal", "language": {lang}}: the state of each kind of review, as the files say it."""

# The same in the course map, followed by in how many lessons.
WAITING_ON_THE_MAP = {
    Waiting.CLINICAL: _("Not yet checked by a clinician"),
    Waiting.LEGAL: _("Not yet checked by a lawyer"),
    Waiting.LANGUAGE: _("Wording not yet checked by a native speaker"),
}


def nothing_reviewed() -> Review:
    """Where the review of a new text stands. English is the authors' own language."""
    language = {"kk": dict(AWAITING), "ru": dict(AWAITING), "en": {"state": "not-needed"}}
    return {"clinical": dict(AWAITING), "legal": dict(AWAITING), "language": language}


def in_review(review: Review, kind: str, language: str = "") -> State:
    """The state of one kind of review; `language` is asked only for that of a native speaker."""
    if kind != Waiting.LANGUAGE:
        return dict(review[kind])
    return dict(review["language"].get(language, {"state": "not-needed"}))


def with_review(review: Review, kind: str, language: str, state: State) -> Review:
    """`review` with one state in the place of what was there."""
    if kind != Waiting.LANGUAGE:
        return {**review, kind: state}
    return {**review, "language": {**review["language"], language: state}}


def reopened_in(review: Review, language: str) -> Review:
    """After a change of the wording in `language`: whoever approved it has not seen this one."""
    for kind in Waiting.values:
        review = with_review(review, kind, language, reopened(in_review(review, kind, language)))
    return review


def is_settled(review: Review) -> bool:
    """Whether nothing is left to wait for, in any language."""
    states = [in_review(review, Waiting.CLINICAL), in_review(review, Waiting.LEGAL), *review["language"].values()]
    return all(state["state"] in SETTLED for state in states)
