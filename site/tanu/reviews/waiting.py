"""Who has not reviewed a text yet, said under it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tanu.lib.specs import Review


class Waiting(models.TextChoices):
    """As a sentence under a text."""

    CLINICAL = "clinical", _("A clinician has not checked this text yet.")
    LEGAL = "legal", _("A lawyer has not checked this text yet.")
    LANGUAGE = "language", _("A native speaker has not checked this wording yet.")


def waiting_for(review: Review, language: str) -> list[str]:
    """What a reader of `language` is told of `review`; empty once it is settled."""
    states = {
        Waiting.CLINICAL: review.clinical,
        Waiting.LEGAL: review.legal,
        Waiting.LANGUAGE: getattr(review.language, language),
    }
    return [str(kind.label) for kind, state in states.items() if not state.is_settled]
