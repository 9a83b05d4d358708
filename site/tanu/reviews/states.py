"""Where a review stands, as the text files say it: {"state", "by", "date"}. Pure."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol

from tanu.lib.specs import SETTLED

State = dict[str, Any]
AWAITING: State = {"state": "awaiting"}


def approved(by: str, day: date) -> State:
    """`by` is a role and, with consent, a name."""
    return {"state": "approved", "by": by, "date": day.isoformat()}


def reopened(state: Mapping[str, Any]) -> State:
    """After a change of what was reviewed: whoever approved it has not seen this wording."""
    return dict(AWAITING) if state["state"] == "approved" else dict(state)


def is_settled(state: Mapping[str, Any]) -> bool:
    return state["state"] in SETTLED


def thing_of(workflow_state: Any) -> Any:
    """What goes through a workflow; a page as what it is, not as any page."""
    thing = workflow_state.content_object
    return getattr(thing, "specific", thing)


class Reviewed(Protocol):
    """A page or snippet that goes through the workflow. `kind` is clinical, legal or language."""

    def review_of(self, kind: str, language: str) -> State:
        """Where this review stands."""

    def note_review(self, kind: str, language: str, state: State) -> None:
        """Write `state` down for what is live now; what learners read is compiled anew."""
