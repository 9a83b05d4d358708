"""Who has not reviewed a section or a question yet, and how that is said."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from tanu.lib.dates import short_date
from tanu.lib.languages import LANGUAGES
from tanu.lib.trilingual import LANGUAGE_NAMES
from tanu.question_banks.models import Question, Section
from tanu.reviews.models import Kind
from tanu.reviews.states import State, is_settled

STATES = {
    "draft": _("Draft"),
    "awaiting": _("Awaiting review"),
    "changes": _("Changes asked for"),
    "approved": _("Approved"),
    "not-needed": _("Not needed"),
}


def said_of(section: Section) -> list[tuple[str, str]]:
    """Each kind of review, and where it stands, in words."""
    return [(kind, _said(state)) for kind, state in states_of(section)]


def states_of(section: Section) -> list[tuple[str, State]]:
    """Each kind of review in words, and its state."""
    review: dict[str, Any] = section.review
    kinds = [(str(kind.label), review[kind]) for kind in (Kind.CLINICAL, Kind.LEGAL)]
    languages = [(str(LANGUAGE_NAMES[language]), review["language"][language]) for language in LANGUAGES]
    return [*kinds, *languages]


def waiting_for(thing: Section | Question) -> list[str]:
    """Kinds of review that are not settled, in words."""
    section = thing.section if isinstance(thing, Question) else thing
    awaited = [str(Kind(kind).label) for kind in thing.awaits] if isinstance(thing, Question) else []
    of_section = [kind for kind, state in states_of(section) if not is_settled(state)] if section else []
    return [*of_section, *(kind for kind in awaited if kind not in of_section)]


def _said(state: State) -> str:
    words = [str(STATES[state["state"]]), state.get("by", "")]
    day = short_date(date.fromisoformat(state["date"])) if state.get("date") else ""
    return ", ".join(word for word in (*words, day) if word)
